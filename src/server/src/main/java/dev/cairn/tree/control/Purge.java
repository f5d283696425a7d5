package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import java.time.Instant;
import java.util.List;

/// What goes for good: each method is one transaction's work, on at most [#AT_ONCE] rows, so that
/// nobody waits long for the namespace.
///
/// The journal does not change by it. What is in the trash is deleted for every device already; its
/// tombstone keeps saying so. Mounts are not purged, because what hangs there is not in this tree: they are in
/// the trash until who has them leaves, or the share ends.
final class Purge {

    /// Most nodes or states that one transaction changes.
    static final int AT_ONCE = 2000;

    private final Attic attic;
    private final NamespaceId namespace;
    private final Instant now;

    Purge(Attic attic, NamespaceId namespace, Instant now) {
        this.attic = attic;
        this.namespace = namespace;
        this.now = now;
    }

    /// Purges what has been in the trash since before a moment. What is below a folder follows by
    /// [#below]; from now on nothing brings the folder back.
    ///
    /// @return how many were purged; fewer than [#AT_ONCE] if that was all
    int trash(Instant before) {
        if (!attic.mayTake(namespace)) {
            return 0;
        }
        var expired = attic.trashedBefore(namespace, before, AT_ONCE);
        attic.purge(namespace, expired, now);
        return expired.size();
    }

    /// Purges these nodes, as far as they are in the trash. The namespace is locked.
    int entries(List<NodeState> nodes) {
        var trashed = nodes.stream()
                .filter(node -> node.status() == NodeState.Status.TRASHED && !node.isMount())
                .toList();
        attic.purge(namespace, trashed, now);
        return trashed.size();
    }

    /// Purges a part of what is below purged folders, but not what had been put into the trash by
    /// itself: that is restored to the top folder, or purged when its own time has come.
    ///
    /// @return whether anything may be left
    boolean below() {
        if (!attic.mayTake(namespace)) {
            return false;
        }
        int room = AT_ONCE;
        for (var folder : attic.purgedFolders(namespace, AT_ONCE)) {
            room -= below(folder, room);
            if (room <= 0) {
                return true;
            }
        }
        return !attic.purgedFolders(namespace, 1).isEmpty();
    }

    private int below(NodeId folder, int most) {
        var children = attic.childrenOf(namespace, folder, most);
        var mounts = children.stream().filter(NodeState::isMount).toList();
        attic.keep(namespace, mounts, now);
        attic.purge(namespace, children.stream().filter(node -> !node.isMount()).toList(), now);
        if (children.size() < most) {
            attic.emptied(namespace, folder);
        }
        return children.size() + 1;
    }

    /// Forgets older versions and former places that were superseded before a moment.
    ///
    /// @param newest how many older versions of each file stay, whatever their age
    /// @return how many were forgotten; fewer than [#AT_ONCE] if that was all
    int versions(Instant before, int newest) {
        return !attic.mayTake(namespace) ? 0 : attic.forgetStates(namespace, before, newest, AT_ONCE, now);
    }
}
