package dev.cairn.client.disk;

/// What the file system says about a file or folder without opening it. Two that are equal mean
/// that nothing was written in between, as far as a file system can tell.
///
/// @param size in bytes; 0 for a folder
/// @param modified time of the last write, in nanoseconds since 1970
/// @param changed time of the last change of anything (ctime), in nanoseconds; 0 where there is none
/// @param fileId the same for one file under all its names; 0 where there is none
public record Stat(Kind kind, long size, long modified, long changed, long fileId, boolean executable) {

    /// What was not seen yet: equal to nothing that is on a disk.
    public static final Stat NONE = new Stat(Kind.OTHER, -1, 0, 0, 0, false);

    public enum Kind {
        FILE,
        FOLDER,
        /// A symbolic link, device, pipe or socket: neither followed nor read.
        OTHER
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /// Whether it is the same file with, most probably, the same content: a rename changes the time
    /// of change alone.
    public boolean isSameFile(Stat other) {
        return kind == other.kind
                && fileId == other.fileId
                && (isFolder() || size == other.size && modified == other.modified);
    }
}
