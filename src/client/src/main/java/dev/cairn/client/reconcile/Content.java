package dev.cairn.client.reconcile;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.VersionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is in a file.
///
/// @param size in bytes
/// @param modified carried along; it never decides what is newer
/// @param version the server's name for it; null for what only the disk has
public record Content(
        Fingerprint fingerprint,
        long size,
        boolean executable,
        Instant modified,
        @Nullable VersionId version) {

    /// The same under another name, or none, of the server's.
    Content known(@Nullable VersionId as) {
        return new Content(fingerprint, size, executable, modified, as);
    }

    public boolean sameBytes(Content other) {
        return size == other.size && fingerprint.equals(other.fingerprint);
    }

    /// Equal in all that is worth a transfer. A time alone is not.
    public boolean same(Content other) {
        return executable == other.executable && sameBytes(other);
    }
}
