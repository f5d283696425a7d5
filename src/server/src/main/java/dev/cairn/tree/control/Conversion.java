package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.tree.control.Relocation.Route;

/// A folder that becomes a namespace of its own, or the way back.
///
/// @param shared the namespace that comes or goes
/// @param tree the owner's own
/// @param folder there: the folder that becomes a mount, or the mount that becomes a folder
/// @param sharing false for the way back
/// @param swapped whether the copies count already
/// @param seqOffset the seqs that copies have begin after this one
record Conversion(
        NamespaceId shared, NamespaceId tree, NodeId folder, boolean sharing, boolean swapped, long seqOffset) {

    Route route() {
        var top = NodeId.rootOf(shared);
        return sharing ? new Route(tree, shared, folder, top) : new Route(shared, tree, top, folder);
    }

    /// The top of what is copied.
    NodeId source() {
        return route().fromTop();
    }
}
