package dev.cairn.client.reconcile;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What has changed on which side, entry by entry, and what that means for the folders above.
///
/// A change is a difference from what was synced. No side's clock is asked.
final class Survey {

    /// What stands against deleting a folder.
    enum Obstacle {
        NONE,
        /// Something below it is about to be moved out, or is not known: ask again later.
        WAIT,
        /// Something below it would be lost, or is about to come into it.
        KEEP
    }

    private final Trees trees;
    private final Map<EntryId, Obstacle> onServer = new HashMap<>();
    private final Map<EntryId, Obstacle> onDisk = new HashMap<>();

    Survey(Trees trees) {
        this.trees = trees;
        trees.remote().entries().forEach(entry -> mark(onServer, trees.remote(), entry, againstRemoteDelete(entry)));
        trees.local().entries().forEach(entry -> mark(onDisk, trees.local(), entry, againstLocalDelete(entry)));
    }

    @Nullable
    Entry remote(EntryId id) {
        return trees.remote().get(id);
    }

    @Nullable
    Entry synced(EntryId id) {
        return trees.synced().get(id);
    }

    @Nullable
    Entry local(EntryId id) {
        return trees.local().get(id);
    }

    boolean isUnknown(EntryId id) {
        return trees.unknown().test(id);
    }

    /// What stands against deleting a folder on the server.
    Obstacle onServer(EntryId folder) {
        return onServer.getOrDefault(folder, Obstacle.NONE);
    }

    /// What stands against deleting a folder on the disk.
    Obstacle onDisk(EntryId folder) {
        return onDisk.getOrDefault(folder, Obstacle.NONE);
    }

    /// Whether the disk has another content than was synced.
    boolean isEditedOnDisk(Entry local) {
        var synced = synced(local.id());
        return synced == null || !local.sameContent(synced);
    }

    /// Whether the server has another content than was synced.
    boolean isEditedOnServer(Entry remote) {
        var synced = synced(remote.id());
        return synced == null || !remote.sameContent(synced);
    }

    /// Whether the place on the disk is to become the one on the server: it was moved on the disk.
    /// Where both were moved the later commit wins, and that is ours; unless a folder would come
    /// into itself by it.
    boolean isToMoveOnServer(Entry local, Entry remote) {
        var synced = synced(local.id());
        return synced != null
                && !isParked(local)
                && !local.place().equals(synced.place())
                && !local.place().equals(remote.place())
                && !trees.remote().isWithin(local.place().parent(), local.id());
    }

    /// Whether the place on the server is to become the one on the disk.
    boolean isToMoveOnDisk(Entry local, Entry remote) {
        return !local.place().equals(remote.place()) && !isToMoveOnServer(local, remote);
    }

    static boolean isParked(Entry local) {
        return local.place().parent().equals(EntryId.PARKING);
    }

    private Obstacle againstRemoteDelete(Entry remote) {
        if (isUnknown(remote.id())) {
            return Obstacle.WAIT;
        }
        if (isEditedOnServer(remote)) {
            return Obstacle.KEEP;
        }
        var local = local(remote.id());
        if (local == null) {
            return Obstacle.NONE;
        }
        return isToMoveOnServer(local, remote) ? Obstacle.WAIT : Obstacle.KEEP;
    }

    private Obstacle againstLocalDelete(Entry local) {
        if (isUnknown(local.id())) {
            return Obstacle.WAIT;
        }
        if (isEditedOnDisk(local)) {
            return Obstacle.KEEP;
        }
        var remote = remote(local.id());
        if (remote == null) {
            return Obstacle.NONE;
        }
        return isToMoveOnServer(local, remote) ? Obstacle.KEEP : Obstacle.WAIT;
    }

    private static void mark(Map<EntryId, Obstacle> marks, Tree tree, Entry entry, Obstacle obstacle) {
        if (obstacle == Obstacle.NONE) {
            return;
        }
        for (var folder = tree.get(entry.place().parent());
                folder != null && marks.getOrDefault(folder.id(), Obstacle.NONE).compareTo(obstacle) < 0;
                folder = tree.get(folder.place().parent())) {
            marks.put(folder.id(), obstacle);
        }
    }
}
