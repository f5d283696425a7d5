package dev.cairn.client.reconcile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts steps on one side into an order in which each finds its folder there and its place free.
///
/// Steps that cannot be done yet are left out; the next plan has them again. Where entries wait for
/// each other in a circle, one of them steps aside. Of new files only so many are taken: nothing waits
/// for them.
final class Sequence<A extends Action> {

    private final Tree tree;
    private final Function<EntryId, A> stepAside;
    private final boolean yields;
    private int mostNew;
    private int later;

    private final List<A> done = new ArrayList<>();
    private final Set<EntryId> made = new HashSet<>();
    private final Map<EntryId, Step<A>> leaving = new LinkedHashMap<>();
    private final Map<EntryId, List<Step<A>>> waiting = new HashMap<>();
    private final Map<EntryId, EntryId> blockedBy = new LinkedHashMap<>();
    private final Map<EntryId, EntryId> newParents = new HashMap<>();
    private final Map<EntryId, Map<Place.Key, Set<EntryId>>> places = new HashMap<>();

    /// @param tree that of the side on which the steps are done
    /// @param stepAside what takes an entry out of a circle
    /// @param yields whether the side itself finds another name where a place is taken for good
    /// @param mostNew how many new files are taken
    Sequence(Tree tree, Function<EntryId, A> stepAside, boolean yields, int mostNew) {
        this.tree = tree;
        this.stepAside = stepAside;
        this.yields = yields;
        this.mostNew = mostNew;
    }

    List<A> sort(List<Step<A>> steps) {
        steps.stream().filter(Step::frees).forEach(step -> leaving.put(step.id(), step));
        run(new ArrayDeque<>(steps));
        while (breakCircle()) {
            // each time one entry fewer waits
        }
        return done;
    }

    /// How many new files could be taken as well.
    int later() {
        return later;
    }

    private void run(ArrayDeque<Step<A>> steps) {
        while (!steps.isEmpty()) {
            var step = steps.removeFirst();
            if (step.isNewFile() && mostNew == 0) {
                later++;
                continue;
            }
            var blocker = blocker(step);
            if (step.staysInPlace()) {
                done.add(step.action());
            } else if (blocker != null) {
                waiting.computeIfAbsent(blocker, _ -> new ArrayList<>()).add(step);
                blockedBy.put(step.id(), blocker);
            } else {
                blockedBy.remove(step.id());
                carryOut(step);
                var released = waiting.remove(step.id());
                if (released != null) {
                    released.reversed().forEach(steps::addFirst);
                }
            }
        }
    }

    /// The entry that a step waits for, or null.
    private @Nullable EntryId blocker(Step<A> step) {
        var place = step.takes();
        if (place == null) {
            return null;
        }
        if (!tree.hasFolder(place.parent()) && !made.contains(place.parent())) {
            return place.parent();
        }
        var inside = movesIntoItself(step.id(), place.parent());
        if (inside != null) {
            return inside;
        }
        for (var occupant : at(place)) {
            if (!occupant.equals(step.id()) && (leaving.containsKey(occupant) || !yields)) {
                return occupant;
            }
        }
        return null;
    }

    /// What has to come out of an entry before that is moved into `folder`; null if nothing has.
    private @Nullable EntryId movesIntoItself(EntryId id, EntryId folder) {
        EntryId leaver = null;
        for (var at = folder; at != null; at = parent(at)) {
            if (at.equals(id)) {
                return leaver == null ? folder : leaver;
            }
            if (leaver == null && leaving.containsKey(at)) {
                leaver = at;
            }
        }
        return null;
    }

    private @Nullable EntryId parent(EntryId id) {
        var moved = newParents.get(id);
        var entry = tree.get(id);
        return moved != null || entry == null ? moved : entry.place().parent();
    }

    private void carryOut(Step<A> step) {
        done.add(step.action());
        if (step.isNewFile()) {
            mostNew--;
        }
        if (step.frees()) {
            leave(step.id());
        }
        if (step.takes() != null) {
            at(step.takes()).add(step.id());
            made.add(step.id());
            newParents.put(step.id(), step.takes().parent());
        }
    }

    private void leave(EntryId id) {
        leaving.remove(id);
        var entry = tree.get(id);
        if (entry != null) {
            at(entry.place()).remove(id);
        }
    }

    private boolean breakCircle() {
        for (var start : List.copyOf(blockedBy.keySet())) {
            if (leaving.containsKey(start) && waitsForItself(start)) {
                done.add(stepAside.apply(start));
                leave(start);
                if (!yields) {
                    newParents.put(start, EntryId.PARKING);
                }
                var released = waiting.remove(start);
                run(new ArrayDeque<>(released == null ? List.of() : released));
                return true;
            }
        }
        return false;
    }

    /// Whether an entry waits, in the end, for itself or for a folder that it is in.
    private boolean waitsForItself(EntryId start) {
        var seen = new HashSet<EntryId>();
        for (var at = blockedBy.get(start); at != null && seen.add(at); at = blockedBy.get(at)) {
            if (tree.isWithin(start, at)) {
                return true;
            }
        }
        return false;
    }

    /// Who is at a place, by what has been carried out so far.
    private Set<EntryId> at(Place place) {
        var folder = places.computeIfAbsent(place.parent(), parent -> {
            var found = new HashMap<Place.Key, Set<EntryId>>();
            for (var child : tree.in(parent)) {
                found.computeIfAbsent(child.place().key(), _ -> new HashSet<>()).add(child.id());
            }
            return found;
        });
        return folder.computeIfAbsent(place.key(), _ -> new HashSet<>());
    }
}
