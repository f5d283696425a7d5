package dev.cairn.sharing.control;

/// What visitors may do.
public enum Allow {
    /// See names, sizes and times.
    VIEW,
    /// Read the contents too.
    DOWNLOAD,
    /// Send files into a folder, and see nothing of what is there.
    UPLOAD_ONLY;

    /// Whether visitors see what the link leads to.
    boolean isForLooking() {
        return this != UPLOAD_ONLY;
    }
}
