package dev.cairn.tree.boundary;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file in answers.
///
/// @param mount of a file that is shared with people, where its content is; else null
public record FileJson(
        NodeId fileId,
        @Nullable NodeId folderId,
        String fileName,
        FileStatus fileStatus,
        @Nullable VersionId versionId,
        @Nullable Fingerprint fingerprint,
        int rev,
        @Nullable Mount mount,
        Metadata metadata) {

    /// Where a file is in its life.
    public enum FileStatus {
        UPLOADED,
        UNDER_DELETION
    }

    /// @param namespaceId that commits of new versions are for
    /// @param fileId as they name the file
    public record Mount(NamespaceId namespaceId, NodeId fileId) {}

    /// @param fileSize in bytes
    /// @param fileType media type, if a client gave one
    /// @param updatedAt the file system's time of change
    public record Metadata(long fileSize, @Nullable String fileType, Instant createdTime, Instant updatedAt) {}

    static FileJson of(Entry entry) {
        return new FileJson(
                entry.id(),
                entry.parent(),
                entry.name(),
                entry.live() ? FileStatus.UPLOADED : FileStatus.UNDER_DELETION,
                entry.versionId(),
                entry.fingerprint(),
                entry.rev(),
                entry.target() == null ? null : new Mount(entry.target(), entry.inside()),
                new Metadata(entry.size(), entry.fileType(), entry.created(), entry.modified()));
    }
}
