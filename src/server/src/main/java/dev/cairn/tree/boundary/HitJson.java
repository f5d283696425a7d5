package dev.cairn.tree.boundary;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.FolderBrowser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file or folder from anywhere in the tree, in answers.
///
/// @param path names from below the top folder down to its own
/// @param size bytes of a file; 0 for folders
/// @param modifiedTime the file system's time of change; of a folder when it was made
/// @param committedAt when the newest content came
/// @param versionId null for folders
public record HitJson(
        NamespaceId namespaceId,
        NodeId nodeId,
        @Nullable NodeId parentId,
        NodeKind kind,
        String name,
        String path,
        long size,
        Instant modifiedTime,
        Instant committedAt,
        @Nullable VersionId versionId) {

    static HitJson of(FolderBrowser.Location location) {
        var entry = location.entry();
        return new HitJson(
                entry.namespace(),
                entry.id(),
                entry.parent(),
                entry.kind(),
                entry.name(),
                location.text(),
                entry.size(),
                entry.modified(),
                entry.committed(),
                entry.versionId());
    }
}
