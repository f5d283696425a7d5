package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// What is kept of a namespace beside its tree: trash and older versions, as purging uses them,
/// inside one transaction.
interface Attic {

    /// Locks the namespace against commits until the end of the transaction; comes first.
    ///
    /// @return whether anything may be purged now
    boolean mayTake(NamespaceId namespace);

    /// What has been in the trash since before a moment, the oldest first; no mounts.
    List<NodeState> trashedBefore(NamespaceId namespace, Instant moment, int most);

    /// Folders that were purged, and below which something may be left.
    List<NodeId> purgedFolders(NamespaceId namespace, int most);

    /// What is in a folder and not in the trash by itself.
    List<NodeState> childrenOf(NamespaceId namespace, NodeId folder, int most);

    /// Makes tombstones of nodes: they keep their id, place and seq, and lose content, older versions
    /// and place in the trash. Folders are remembered as [#purgedFolders].
    void purge(NamespaceId namespace, Collection<NodeState> nodes, Instant now);

    /// Puts nodes that are below a purged folder into the trash by themselves.
    void keep(NamespaceId namespace, Collection<NodeState> nodes, Instant now);

    /// Nothing is left below a purged folder.
    void emptied(NamespaceId namespace, NodeId folder);

    /// Forgets states that were superseded before a moment, but not the newest older versions of each
    /// file.
    ///
    /// @param newest how many versions of each file stay, whatever their age; 0 or more
    /// @return how many were forgotten, `most` at most
    int forgetStates(NamespaceId namespace, Instant moment, int newest, int most, Instant now);
}
