package dev.cairn.sharing.control;

/// What visitors may do.
public enum Allow {
    /// See names, sizes and times.
    VIEW,
    /// Read the contents too.
    DOWNLOAD
}
