package dev.cairn.client.reconcile;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is in a file. A value; no record, since there are hundreds of thousands of it, and in one
/// piece it takes half of the memory.
public final class Content {

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;
    private final long size;

    /// Nanoseconds since 1970.
    private final long modified;

    /// 0 without a version.
    private final long node;

    private final int number;
    private final boolean executable;

    /// @param size in bytes
    /// @param modified carried along; it never decides what is newer
    /// @param version the server's name for it; null for what only the disk has
    public Content(
            Fingerprint fingerprint, long size, boolean executable, Instant modified, @Nullable VersionId version) {
        this.first = fingerprint.first();
        this.second = fingerprint.second();
        this.third = fingerprint.third();
        this.fourth = fingerprint.fourth();
        this.size = size;
        this.executable = executable;
        this.modified = FileTimes.toNanos(modified);
        this.node = version == null ? 0 : version.node().value();
        this.number = version == null ? 0 : version.number();
    }

    public Fingerprint fingerprint() {
        return new Fingerprint(first, second, third, fourth);
    }

    public long size() {
        return size;
    }

    public boolean executable() {
        return executable;
    }

    public Instant modified() {
        return FileTimes.ofNanos(modified);
    }

    public @Nullable VersionId version() {
        return node == 0 ? null : new VersionId(new NodeId(node), number);
    }

    /// Whether the other is equal, but that it may also have the server's name for it.
    boolean isKnownAs(Content other) {
        return same(other) && modified == other.modified && (node == 0 || isSameVersion(other));
    }

    private boolean isSameVersion(Content other) {
        return node == other.node && number == other.number;
    }

    public boolean sameBytes(Content other) {
        return size == other.size
                && first == other.first
                && second == other.second
                && third == other.third
                && fourth == other.fourth;
    }

    /// Equal in all that is worth a transfer. A time alone is not.
    public boolean same(Content other) {
        return executable == other.executable && sameBytes(other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Content content
                && same(content)
                && modified == content.modified
                && isSameVersion(content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(first, size, modified, number);
    }

    @Override
    public String toString() {
        return fingerprint() + ", " + size + " bytes, " + modified() + (executable ? ", executable" : "")
                + (node == 0 ? "" : ", " + version());
    }
}
