package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.VersionId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A node as the rules of a commit see it; never changed, only replaced.
///
/// @param parent null for the top folder
/// @param seq of its last change
/// @param rev counts all its changes, from 1
/// @param content null for folders, and for what holds what is in another namespace
/// @param target of a mount, the namespace that hangs here; else null
record NodeState(
        NodeId id,
        @Nullable NodeId parent,
        String name,
        String nameKey,
        NodeKind kind,
        Status status,
        long seq,
        int rev,
        Instant createdAt,
        @Nullable Content content,
        @Nullable NamespaceId target) {

    enum Status {
        LIVE,
        TRASHED,
        /// A tombstone: only its id and its last place in the journal matter.
        PURGED
    }

    NodeState {
        if (kind == NodeKind.FOLDER && content != null) {
            throw new IllegalArgumentException("A folder has no content");
        }
        if (kind == NodeKind.FILE && content == null && target == null) {
            throw new IllegalArgumentException("A file has content, unless it is a mount");
        }
    }

    /// A file or folder that is no mount.
    NodeState(
            NodeId id,
            @Nullable NodeId parent,
            String name,
            String nameKey,
            NodeKind kind,
            Status status,
            long seq,
            int rev,
            Instant createdAt,
            @Nullable Content content) {
        this(id, parent, name, nameKey, kind, status, seq, rev, createdAt, content, null);
    }

    /// One content of a file.
    ///
    /// @param version the node's rev at which it came
    /// @param manifest null if it is long, and kept by its fingerprint
    record Content(
            int version,
            long size,
            Instant modifiedTime,
            Instant committedAt,
            DeviceId committedBy,
            boolean executable,
            @Nullable String fileType,
            Fingerprint fingerprint,
            @Nullable Fingerprint sha256,
            @Nullable Manifest manifest) {

        /// Most chunks of a manifest that is kept with the node itself.
        static final int INLINE_CHUNKS = 8;

        /// Equal in bytes, as far as fingerprints of the same kind tell.
        boolean sameBytes(Content other) {
            boolean samePlain = sha256 != null && sha256.equals(other.sha256);
            return size == other.size && (fingerprint.equals(other.fingerprint) || samePlain);
        }

        boolean sameAttributes(Content other) {
            return executable == other.executable && modifiedTime.equals(other.modifiedTime);
        }

        Content as(int newVersion, Instant at, DeviceId by) {
            return new Content(
                    newVersion, size, modifiedTime, at, by, executable, fileType, fingerprint, sha256, manifest);
        }

        Content withAttributesOf(Content other) {
            return new Content(
                    version,
                    size,
                    other.modifiedTime,
                    committedAt,
                    committedBy,
                    other.executable,
                    fileType,
                    fingerprint,
                    sha256,
                    manifest);
        }
    }

    boolean isFolder() {
        return kind == NodeKind.FOLDER;
    }

    /// Whether another namespace hangs here; its nodes are not in this one.
    boolean isMount() {
        return target != null;
    }

    boolean isLive() {
        return status == Status.LIVE;
    }

    /// The content of a file that is no mount; call it for nothing else.
    Content requireContent() {
        return Objects.requireNonNull(content, "Neither a folder nor a mount has content");
    }

    /// The newest version; null for folders.
    @Nullable
    VersionId versionId() {
        return content == null ? null : new VersionId(id, content.version);
    }

    NodeState at(@Nullable NodeId newParent, String newName, String newKey) {
        return new NodeState(id, newParent, newName, newKey, kind, status, seq, rev, createdAt, content, target);
    }

    NodeState with(Status newStatus) {
        return new NodeState(id, parent, name, nameKey, kind, newStatus, seq, rev, createdAt, content, target);
    }

    NodeState with(Content newContent) {
        return new NodeState(id, parent, name, nameKey, kind, status, seq, rev, createdAt, newContent, target);
    }

    NodeState changedAt(long newSeq, int newRev) {
        return new NodeState(id, parent, name, nameKey, kind, status, newSeq, newRev, createdAt, content, target);
    }

    Place place() {
        return new Place(Objects.requireNonNull(parent, "The top folder has no place"), nameKey);
    }

    /// Where a node is: what no two live nodes share.
    record Place(NodeId parent, String nameKey) {}
}
