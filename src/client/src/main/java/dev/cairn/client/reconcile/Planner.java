package dev.cairn.client.reconcile;

import dev.cairn.client.reconcile.Survey.Obstacle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds out what is to be done so that all three trees become equal, without losing a content.
///
/// Carrying out a plan and planning again, until a plan is empty, always ends. The rules are in
/// `src/docs/sync.md`; the server's side of them is `src/docs/protocol.md`, "Conflicts".
public final class Planner {

    private final Trees trees;
    private final Survey survey;

    /// What is new on the disk where a node is to be that is on the disk as well: beside it, with a
    /// name that the server takes for the same, or in its way. And what is new beside another new
    /// entry of such a name.
    private final Set<EntryId> twins = new HashSet<>();

    private Planner(Trees trees) {
        this.trees = trees;
        this.survey = new Survey(trees);
    }

    /// All that can be done.
    public static Plan plan(Trees trees) {
        return plan(trees, Integer.MAX_VALUE);
    }

    /// @param mostNew so many new files at most, on each side, at least 1: nothing waits for a new
    ///     file, so the others can just as well be planned when these are there
    public static Plan plan(Trees trees, int mostNew) {
        var planner = new Planner(trees);
        var notes = Notes.in(trees, planner.survey);
        if (!notes.isEmpty()) {
            return new Plan(notes, List.of(), List.of(), 0, 0);
        }
        planner.findTwins();
        var server = new Sequence<Action.OnServer>(trees.remote(), Action.StepAside::new, true, mostNew);
        var onServer = server.sort(planner.stepsOnServer());
        var disk = new Sequence<Action.OnDisk>(trees.local(), Action.Park::new, false, mostNew);
        var onDisk = disk.sort(planner.stepsOnDisk());
        return new Plan(notes, onServer, onDisk, server.later(), disk.later());
    }

    private void findTwins() {
        var taken = new Taken(this::takenIn);
        trees.local().eachFromTop(local -> {
            if (!local.id().isNode() && !survey.isUnknown(local.id()) && !taken.add(local.place())) {
                twins.add(local.id());
            }
        });
    }

    /// Places in a folder that are taken, folder by folder: what is in one is met at a stretch.
    private static final class Taken {

        private final Function<EntryId, Set<Place.Key>> before;
        private @Nullable EntryId folder;
        private Set<Place.Key> places = Set.of();

        /// @param before what is taken in a folder before anything is added
        Taken(Function<EntryId, Set<Place.Key>> before) {
            this.before = before;
        }

        /// @return whether it was free
        boolean add(Place place) {
            if (!place.parent().equals(folder)) {
                folder = place.parent();
                places = before.apply(folder);
            }
            return places.add(place.key());
        }
    }

    /// The names in a folder of nodes that are on the disk too, there or on their way there.
    private Set<Place.Key> takenIn(EntryId folder) {
        var taken = new HashSet<Place.Key>();
        for (var remote : trees.remote().in(folder)) {
            var local = survey.local(remote.id());
            if (local != null && !survey.isToMoveOnServer(local, remote)) {
                taken.add(remote.place().key());
            }
        }
        return taken;
    }

    // ---- towards the server

    private List<Step<Action.OnServer>> stepsOnServer() {
        var steps = new ArrayList<Step<Action.OnServer>>();
        addRemoteDeletes(steps);
        var newPlaces = new Taken(_ -> new HashSet<>());
        trees.local().eachFromTop(local -> {
            boolean isTwin = !local.id().isNode() && !newPlaces.add(local.place());
            if (!survey.isUnknown(local.id()) && !isTwin && !twins.contains(local.id())) {
                addUploads(steps, local);
            }
        });
        return steps;
    }

    private void addUploads(List<Step<Action.OnServer>> steps, Entry local) {
        var id = local.id();
        var remote = survey.remote(id);
        if (remote == null) {
            if (!id.isNode()) {
                var create = local.isFolder() ? new Action.MakeRemoteFolder(id) : new Action.Upload(id);
                steps.add(new Step<>(create, local.place(), false));
            } else if (!local.isFolder() && survey.isEditedOnDisk(local)) {
                steps.add(new Step<>(new Action.Upload(id), local.place(), false));
            }
            return;
        }
        if (survey.isToMoveOnServer(local, remote)) {
            steps.add(new Step<>(new Action.MoveRemote(id), local.place(), true));
        }
        if (survey.isEditedOnDisk(local) && !local.sameContent(remote)) {
            steps.add(new Step<>(new Action.Upload(id), null, false));
        }
    }

    /// Deletes what was synced and is gone from the disk; of a folder with all that is in it the
    /// folder alone.
    private void addRemoteDeletes(List<Step<Action.OnServer>> steps) {
        var deleted = new HashSet<EntryId>();
        trees.remote().eachFromTop(remote -> {
            var id = remote.id();
            boolean isGoneFromDisk = survey.synced(id) != null && survey.local(id) == null && !survey.isUnknown(id);
            if (isGoneFromDisk && survey.onServer(id) == Obstacle.NONE) {
                deleted.add(id);
                if (!deleted.contains(remote.place().parent())) {
                    steps.add(new Step<>(new Action.DeleteRemote(id), null, true));
                }
            }
        });
    }

    // ---- towards the disk

    private List<Step<Action.OnDisk>> stepsOnDisk() {
        var steps = new ArrayList<Step<Action.OnDisk>>();
        addLocalDeletes(steps);
        twins.forEach(id -> steps.add(new Step<>(new Action.Distinguish(id), null, true)));
        trees.remote().eachFromTop(remote -> {
            if (!survey.isUnknown(remote.id())
                    && !survey.isUnknown(remote.place().parent())) {
                addDownloads(steps, remote);
            }
        });
        return steps;
    }

    private void addDownloads(List<Step<Action.OnDisk>> steps, Entry remote) {
        var id = remote.id();
        var local = survey.local(id);
        if (local == null) {
            if (survey.synced(id) == null) {
                var create = remote.isFolder() ? new Action.MakeLocalFolder(id) : new Action.Download(id);
                steps.add(new Step<>(create, remote.place(), false));
            }
            return;
        }
        if (survey.isToMoveOnDisk(local, remote)) {
            steps.add(new Step<>(new Action.MoveLocal(id), remote.place(), true));
        }
        if (!survey.isEditedOnDisk(local) && !remote.sameContent(local)) {
            steps.add(new Step<>(new Action.Download(id), null, false));
        }
    }

    /// Deletes what was synced, is gone from the server and is unchanged on the disk; what is in a
    /// folder before the folder.
    private void addLocalDeletes(List<Step<Action.OnDisk>> steps) {
        var deleted = new ArrayList<EntryId>();
        Consumer<Entry> look = local -> {
            var id = local.id();
            boolean isGoneFromServer = survey.synced(id) != null && survey.remote(id) == null;
            if (isGoneFromServer
                    && !survey.isUnknown(id)
                    && !survey.isEditedOnDisk(local)
                    && survey.onDisk(id) == Obstacle.NONE) {
                deleted.add(id);
            }
        };
        trees.local().eachFromTop(look);
        trees.local().eachBelow(EntryId.PARKING, look);
        deleted.reversed().forEach(id -> steps.add(new Step<>(new Action.DeleteLocal(id), null, true)));
    }
}
