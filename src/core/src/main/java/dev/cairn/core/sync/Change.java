package dev.cairn.core.sync;

import dev.cairn.core.content.Fingerprint;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One entry of the changes that a device reads. `entry` in JSON says which.
///
/// A change says what *is*, not what was done, so applying one twice does no harm.
@JsonbTypeInfo(
        key = "entry",
        value = {
            @JsonbSubtype(alias = "node", type = Change.NodeChanged.class),
            @JsonbSubtype(alias = "gone", type = Change.NamespaceGone.class)
        })
public sealed interface Change {

    NamespaceId namespaceId();

    /// The latest state of a node.
    ///
    /// @param seq its place in the namespace's journal
    /// @param parentId null for a namespace's top folder
    /// @param rev counts every change of the node
    /// @param deleted true if it is in the trash, or purged from there; what is below it is gone
    ///     with it, without entries of its own
    /// @param versionId null for folders, as everything up to `fingerprint`
    /// @param role what one may do here; of a mount, in the namespace that hangs there
    /// @param target of a mount, which is a folder too: the namespace that hangs there; else null
    /// @param movedTo of a node that is gone from here because it was moved: the namespace that it went
    ///     to, with its id and with all that is below it; else null
    record NodeChanged(
            NamespaceId namespaceId,
            long seq,
            NodeId nodeId,
            @Nullable NodeId parentId,
            NodeKind kind,
            String name,
            int rev,
            boolean deleted,
            @Nullable VersionId versionId,
            @Nullable Long size,
            @Nullable Instant modifiedTime,
            @Nullable Boolean executable,
            @Nullable Fingerprint fingerprint,
            Role role,
            @Nullable NamespaceId target,
            @Nullable NamespaceId movedTo)
            implements Change {}

    /// The namespace can no longer be seen. That is never a delete of what is in it.
    record NamespaceGone(NamespaceId namespaceId, boolean gone) implements Change {}
}
