package dev.cairn.standalone;

/// How `cairn up` ended: the exit status of its process.
///
/// Scripts rely on the numbers, so they never change; `src/docs/operations.md` explains each.
/// 3 (no JDK 25), 11 (the build failed) and 12 (a tool for the tests or the cluster is missing) come from the
/// script `cairn` alone.
public enum ExitCode {
    /// Stopped because a signal asked for it, everything shut down in order.
    STOPPED(0),
    /// A mistake in the launcher itself.
    INTERNAL(1),
    USAGE(2),
    /// Not Linux on x86-64, for which alone MariaDB is bundled.
    UNSUPPORTED_MACHINE(4),
    PORT_TAKEN(5),
    /// Another running Cairn has the data directory.
    DATA_IN_USE(6),
    /// The data directory cannot be written, is somebody else's, or lacks its secrets.
    DATA_UNUSABLE(7),
    DISK_FULL(8),
    /// The database, the object store or the server did not start.
    START_FAILED(9),
    /// The database or the server ended by itself after it had started.
    PART_DIED(10),
    /// The certificate for HTTPS, or its key, cannot be read, do not belong together, or are out of date.
    CERTIFICATE_UNUSABLE(14);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
