package dev.cairn.client.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what is only to be remembered.
final class Notes {

    private final Trees trees;
    private final Survey survey;
    private final List<Action.Note> found = new ArrayList<>();

    private Notes(Trees trees, Survey survey) {
        this.trees = trees;
        this.survey = survey;
    }

    static List<Action.Note> in(Trees trees, Survey survey) {
        var notes = new Notes(trees, survey);
        notes.aboutWhatWasSynced();
        notes.aboutWhatBothHave();
        notes.aboutWhatNobodyKnows();
        return notes.found;
    }

    private void aboutWhatWasSynced() {
        for (var synced : trees.synced().entries()) {
            var id = synced.id();
            if (survey.isUnknown(id)) {
                continue;
            }
            var remote = survey.remote(id);
            var local = survey.local(id);
            if (remote == null && local == null) {
                found.add(new Action.Forget(id));
            } else if (local == null) {
                if (isWorthKeepingOnServer(remote)) {
                    found.add(new Action.Forget(id));
                }
            } else if (remote == null) {
                if (local.isFolder() && survey.onDisk(id) == Survey.Obstacle.KEEP) {
                    found.add(new Action.Detach(id));
                }
            } else if (isEqual(remote, local) && !synced.equals(remote)) {
                found.add(new Action.Agree(id));
            }
        }
    }

    private boolean isWorthKeepingOnServer(@Nullable Entry remote) {
        if (remote == null) {
            return false;
        }
        return remote.isFolder()
                ? survey.onServer(remote.id()) == Survey.Obstacle.KEEP
                : survey.isEditedOnServer(remote);
    }

    /// What the disk has anew where it was before is what it was, though it was gone for a while.
    private void aboutWhatBothHave() {
        Map<Place.Key, List<Entry>> newOnDisk = null;
        for (var remote : trees.remote().entries()) {
            var id = remote.id();
            if (survey.isUnknown(id)) {
                continue;
            }
            var local = survey.local(id);
            if (local == null) {
                newOnDisk = newOnDisk == null ? newOnDisk() : newOnDisk; // mostly nobody asks for it
                match(newOnDisk, remote).ifPresent(match -> found.add(new Action.Recognise(match.id(), id)));
            } else if (survey.synced(id) == null && isEqual(remote, local)) {
                found.add(new Action.Agree(id));
            }
        }
    }

    /// An entry of the disk that can only have been forgotten: it is new again.
    private void aboutWhatNobodyKnows() {
        for (var local : trees.local().entries()) {
            var id = local.id();
            if (id.isNode() && !survey.isUnknown(id) && survey.synced(id) == null && survey.remote(id) == null) {
                found.add(new Action.Detach(id));
            }
        }
    }

    private Map<Place.Key, List<Entry>> newOnDisk() {
        var places = new HashMap<Place.Key, List<Entry>>();
        for (var local : trees.local().entries()) {
            if (!local.id().isNode() && !survey.isUnknown(local.id())) {
                places.computeIfAbsent(local.place().key(), _ -> new ArrayList<>())
                        .add(local);
            }
        }
        return places;
    }

    /// Takes what is at the node's place and has its content, the very same name first.
    private static Optional<Entry> match(Map<Place.Key, List<Entry>> newOnDisk, Entry remote) {
        if (newOnDisk.isEmpty()) {
            return Optional.empty();
        }
        var there = newOnDisk.getOrDefault(remote.place().key(), List.of());
        var match = there.stream()
                .filter(local -> sameBytes(local, remote))
                .min((one, other) -> Boolean.compare(
                        other.place().equals(remote.place()), one.place().equals(remote.place())));
        match.ifPresent(there::remove);
        return match;
    }

    private static boolean isEqual(Entry remote, Entry local) {
        return remote.place().equals(local.place()) && remote.sameContent(local);
    }

    private static boolean sameBytes(Entry one, Entry other) {
        return one.isFolder() || other.isFolder()
                ? one.isFolder() && other.isFolder()
                : one.requireContent().sameBytes(other.requireContent());
    }
}
