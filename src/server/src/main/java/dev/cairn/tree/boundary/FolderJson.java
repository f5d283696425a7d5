package dev.cairn.tree.boundary;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.UserId;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A folder in answers.
///
/// @param parentId null for a top folder
/// @param folderPath names from below the top folder; null in lists
/// @param ownerId null in lists, as `role`
/// @param mount of a shared folder, what hangs there; null for any other
public record FolderJson(
        NodeId folderId,
        @Nullable NodeId parentId,
        String folderName,
        @Nullable String folderPath,
        @Nullable UserId ownerId,
        @Nullable Role role,
        NamespaceId namespaceId,
        int rev,
        @Nullable Mount mount,
        Metadata metadata) {

    /// What hangs in a folder.
    ///
    /// @param folderId the top folder of the namespace
    public record Mount(NamespaceId namespaceId, NodeId folderId) {}

    /// @param folderSize sizes of all files below, in bytes; null unless asked for
    public record Metadata(@Nullable Long folderSize, Instant createdTime, Instant updatedAt) {}

    /// As it stands in a list.
    static FolderJson of(Entry entry) {
        return new FolderJson(
                entry.id(),
                entry.parent(),
                entry.name(),
                null,
                null,
                null,
                entry.namespace(),
                entry.rev(),
                mount(entry),
                metadata(entry, null));
    }

    /// As it stands by itself.
    static FolderJson of(FolderBrowser.Location location, UserId owner, @Nullable Long size) {
        var entry = location.entry();
        return new FolderJson(
                entry.id(),
                entry.parent(),
                entry.name(),
                location.text(),
                owner,
                location.role(),
                entry.namespace(),
                entry.rev(),
                mount(entry),
                metadata(entry, size));
    }

    private static @Nullable Mount mount(Entry entry) {
        return entry.target() == null ? null : new Mount(entry.target(), entry.inside());
    }

    private static Metadata metadata(Entry entry, @Nullable Long size) {
        return new Metadata(size, entry.created(), entry.modified());
    }
}
