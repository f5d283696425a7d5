package dev.cairn.client.scan;

import dev.cairn.client.base.Base;
import dev.cairn.client.base.Seen;
import dev.cairn.client.disk.Disk;
import dev.cairn.client.disk.Disk.Listed;
import dev.cairn.client.disk.Stat;
import dev.cairn.client.reconcile.Content;
import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.reconcile.IdMap;
import dev.cairn.client.reconcile.Place;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.FileTimes;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings the local tree up to what is on the disk.
///
/// A file keeps its identity at its path, however it was written there, so that an editor which
/// replaces a file does not end its history; and it keeps it under another path where the file
/// system says that it is the same file, so that a move is a move. `src/docs/sync.md`, "Which file
/// is which".
public final class Scanner {

    /// What stands for the fingerprint of a file that was not read yet.
    private static final Fingerprint NOT_READ = new Fingerprint(0, 0, 0, 0);

    private static final int MOST_ROUNDS = 20;

    private final Disk disk;
    private final Base base;
    private Ignores ignores;

    private final Set<EntryId> unread = new LinkedHashSet<>();
    private final Map<EntryId, String> unreadable = new HashMap<>();
    private final TreeMap<String, String> skipped = new TreeMap<>();

    /// What was gone at the last look, and may be on its way elsewhere.
    private final Set<EntryId> missed = new LinkedHashSet<>();

    public Scanner(Disk disk, Base base) {
        this.disk = disk;
        this.base = base;
        this.ignores = Ignores.read(disk);
        base.eachSeen((id, seen) -> {
            if (seen.stat().equals(Stat.NONE)) {
                unread.add(id);
            }
        });
    }

    /// Files that are to be read, because they are new or were written.
    public Set<EntryId> unread() {
        return unread;
    }

    /// Folders that something was in which is gone. Whoever moves something changes two folders, and may do
    /// so right before the first of them is looked at: so what is gone is forgotten only if it is so at a
    /// second look, at these and at all that has changed meanwhile. Until then it is [#unknown].
    public Set<EntryId> left() {
        return missed.stream()
                .flatMap(id -> base.local().find(id).stream())
                .map(entry -> entry.place().parent())
                .collect(Collectors.toSet());
    }

    /// Entries of which it is not known just now what or where they are: with those not read yet. True of
    /// an entry until something is looked at or read.
    public Predicate<EntryId> unknown() {
        var below = new HashSet<EntryId>();
        for (var id : unreadable.keySet()) {
            addWithBelow(id, below);
        }
        for (var id : missed) {
            addWithBelow(id, below);
        }
        return id -> unread.contains(id) || below.contains(id);
    }

    private void addWithBelow(EntryId id, Set<EntryId> all) {
        all.add(id);
        base.local().below(id).forEach(entry -> all.add(entry.id()));
    }

    /// What cannot be synced, and why: paths and sentences.
    public Map<String, String> skipped() {
        return skipped;
    }

    /// Looks at the whole disk.
    ///
    /// @throws IOException if the top folder cannot be read
    public void scanAll() throws IOException {
        ignores = Ignores.read(disk);
        unreadable.clear();
        skipped.clear();
        look(folders());
    }

    /// Looks at some folders: at what is in them, and at all of what is new there; at everything if
    /// there are other rules in the top folder.
    ///
    /// @throws IOException if the top folder cannot be read
    public void scan(Collection<EntryId> folders) throws IOException {
        if (folders.contains(base.local().root()) && ignores.isStale(disk)) {
            scanAll();
        } else {
            look(folders);
        }
    }

    private void look(Collection<EntryId> folders) throws IOException {
        missed.removeIf(id -> !base.local().has(id));
        var wanted = new LinkedHashSet<>(folders);
        for (int round = 0; round < MOST_ROUNDS && !wanted.isEmpty(); round++) {
            wanted = new Round(wanted).run();
        }
    }

    private LinkedHashSet<EntryId> folders() {
        var folders = new LinkedHashSet<EntryId>();
        folders.add(base.local().root());
        base.local().fromTop().stream().filter(Entry::isFolder).map(Entry::id).forEach(folders::add);
        return folders;
    }

    private static Optional<EntryId> parkedId(String name) {
        try {
            return Optional.of(new EntryId(Long.parseLong(name)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<Sighting> joined(List<Sighting> some, List<Sighting> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    // ---- one look at some folders

    private final class Round {

        private final ArrayDeque<EntryId> toList;
        private final Set<EntryId> listed = new LinkedHashSet<>();
        private final Set<EntryId> vanished = new LinkedHashSet<>();
        private final Set<EntryId> asked = new HashSet<>();
        private final List<Sighting> sightings = new ArrayList<>();

        /// Where the files of known entries were found.
        private final Map<Long, List<Sighting>> byFile = new HashMap<>();
        private final Map<Place, Sighting> byPath = new HashMap<>();
        private final Map<EntryId, List<Sighting>> found = new HashMap<>();
        private final Map<EntryId, Map<String, EntryId>> known = new HashMap<>();

        /// What is there, sighted or not. Nothing else is noted of what is as it was where it was, or
        /// is new in a new folder: that is by far the most.
        private final IdMap<Boolean> there = new IdMap<>();

        /// Folders that are new for sure.
        private final Set<EntryId> fresh = new HashSet<>();
        private final Set<EntryId> unnameable = new HashSet<>();
        private @Nullable Owners owners;
        private boolean confused;

        Round(Collection<EntryId> folders) {
            toList = new ArrayDeque<>(folders);
        }

        /// @return folders that have turned up elsewhere, and are to be looked at there
        LinkedHashSet<EntryId> run() throws IOException {
            while (!toList.isEmpty()) {
                list(toList.removeFirst());
                if (toList.isEmpty()) {
                    toList.addAll(left());
                }
            }
            listParked();
            for (var folder : listed) {
                nowAt(folder).ifPresent(now -> foundIn(folder).forEach(sighting -> sighting.isIn(now)));
            }
            claimMoved();
            claimInPlace();
            for (var sighting : sightings) {
                take(sighting);
            }
            removeVanished();
            if (confused) {
                return folders();
            }
            var again = new LinkedHashSet<EntryId>();
            vanished.stream().filter(base.local()::hasFolder).forEach(again::add);
            return again;
        }

        /// Folders that others have been in which were found elsewhere, and that were not looked at.
        private Set<EntryId> left() {
            var left = new LinkedHashSet<EntryId>();
            for (var folder : listed) {
                if (!folder.equals(base.local().root())) {
                    var parent = base.local().find(folder).orElseThrow().place().parent();
                    boolean isElsewhere =
                            byFile.containsKey(base.seen(folder).stat().fileId());
                    if (isElsewhere && !listed.contains(parent) && asked.add(parent)) {
                        left.add(parent);
                    }
                }
            }
            return left;
        }

        private List<Sighting> foundIn(EntryId folder) {
            return found.getOrDefault(folder, List.of());
        }

        /// The folder that was seen where a known one was.
        private Optional<Sighting> nowAt(EntryId folder) {
            return base.local()
                    .find(folder)
                    .map(known -> byPath.get(
                            new Place(known.place().parent(), base.seen(folder).name())))
                    .filter(sighting -> sighting.stat().isFolder());
        }

        /// What waits to swap names carries its id in its name; a crash may have left it there.
        private void listParked() throws IOException {
            List<Listed> parked;
            try {
                parked = disk.list(Disk.PARKING);
            } catch (NoSuchFileException | NotDirectoryException e) {
                return;
            }
            for (var entry : parked) {
                var id =
                        parkedId(entry.name()).filter(base.local()::has).filter(known -> isOfKind(known, entry.stat()));
                if (id.isPresent()) {
                    var sighting = Sighting.in(EntryId.PARKING, entry, entry.name());
                    sightings.add(sighting);
                    claim(id.get(), sighting);
                } else {
                    skipped.put(Base.child(Disk.PARKING, entry.name()), "It was left behind here");
                }
            }
            listed.add(EntryId.PARKING);
        }

        private void list(EntryId folder) throws IOException {
            if (!base.local().hasFolder(folder) || listed.contains(folder)) {
                return;
            }
            List<Listed> entries;
            try {
                entries = disk.list(base.diskPath(folder));
            } catch (NoSuchFileException | NotDirectoryException e) {
                if (folder.equals(base.local().root())) {
                    throw e;
                }
                vanished.add(folder);
                var parent = base.local().find(folder).orElseThrow().place().parent();
                if (!vanished.contains(parent)) {
                    toList.add(parent);
                }
                return;
            } catch (IOException e) {
                cannotRead(folder, "It cannot be read: " + e.getMessage());
                return;
            }
            unreadable.remove(folder);
            listed.add(folder);
            int before = sightings.size();
            for (var entry : entries) {
                var id = children(folder).get(entry.name());
                if (id != null && isUnchanged(id, entry)) {
                    there.put(id, true);
                } else {
                    sight(base.diskPath(folder), entry, null, folder);
                }
            }
            if (sightings.size() == before) {
                known.remove(folder); // as a rule nobody asks for it again
            }
        }

        /// What is known to be in a folder is left alone; of a new one nothing is known.
        private void cannotRead(EntryId folder, String reason) {
            if (fresh.contains(folder)) {
                skipped.put(base.diskPath(folder), reason);
            } else {
                unreadable.put(folder, reason);
            }
        }

        private boolean isUnchanged(EntryId id, Listed entry) {
            var local = base.local().find(id).orElseThrow();
            boolean isSettled =
                    id.isNode() && !unread.contains(id) && !unreadable.containsKey(id) && !missed.contains(id);
            return isSettled
                    && isAsSeen(local.isFolder(), base.seen(id).stat(), entry.stat())
                    && disk.names()
                            .inTreeOf(entry.name())
                            .filter(local.place().name()::equals)
                            .isPresent();
        }

        private static boolean isAsSeen(boolean isFolder, Stat seen, Stat now) {
            return isFolder ? now.isFolder() && now.fileId() == seen.fileId() : now.equals(seen);
        }

        /// @param newFolder where it was found; null if that is `folder`
        private void sight(String folderPath, Listed entry, @Nullable Sighting newFolder, EntryId folder) {
            var path = Base.child(folderPath, entry.name());
            boolean isKnown = newFolder == null && isKnownNode(folder, entry);
            if (!isKnown && ignores.matches(path, entry.stat().isFolder())) {
                return;
            }
            var name = disk.names().inTreeOf(entry.name());
            if (name.isEmpty() || entry.stat().kind() == Stat.Kind.OTHER) {
                skip(path, entry, name.isEmpty());
                if (newFolder == null && children(folder).containsKey(entry.name())) {
                    unnameable.add(children(folder).get(entry.name()));
                }
                return;
            }
            skipped.remove(path);
            boolean isNew = newFolder == null && isNew(folder, entry);
            if (isNew && isFixed(folder)) {
                takeAtOnce(entry, new Place(folder, name.get()));
                return;
            }
            var sighting = newFolder == null
                    ? Sighting.in(folder, entry, name.get())
                    : Sighting.in(newFolder, entry, name.get());
            sightings.add(sighting);
            if (newFolder == null) {
                byPath.put(new Place(folder, entry.name()), sighting);
                found.computeIfAbsent(folder, _ -> new ArrayList<>()).add(sighting);
            }
            if (isNew && entry.stat().isFolder()) {
                // its folder may turn out to be another one; what is in it is in it all the same
                sighting.identify(takeAtOnce(entry, new Place(folder, name.get())));
                return;
            }
            if (owner(sighting).isPresent()) {
                byFile.merge(entry.stat().fileId(), List.of(sighting), Scanner::joined);
            }
            if (entry.stat().isFolder() && (newFolder != null || knownAt(sighting) == null)) {
                listNew(path, sighting);
            }
        }

        /// Whether what is found in a folder is in it, whatever else has moved.
        private boolean isFixed(EntryId folder) {
            return folder.equals(base.local().root()) || fresh.contains(folder);
        }

        /// Whether it can be no known entry, neither the one of its place nor one that was moved.
        private boolean isNew(EntryId folder, Listed entry) {
            var known = children(folder).get(entry.name());
            return (known == null || !isOfKind(known, entry.stat()))
                    && !owners().has(entry.stat().fileId());
        }

        private EntryId takeAtOnce(Listed entry, Place place) {
            var id = takeNew(entry, place);
            there.put(id, true);
            if (entry.stat().isFolder()) {
                fresh.add(id);
                toList.add(id);
            }
            return id;
        }

        private void skip(String path, Listed entry, boolean unnamed) {
            skipped.put(
                    path,
                    unnamed
                            ? "Its name cannot be used on the server: rename it"
                            : "It is a link, a device or a pipe: only files and folders are synced");
            if (unnamed && entry.stat().fileId() != 0) {
                base.eachSeen((id, seen) -> {
                    if (seen.stat().fileId() == entry.stat().fileId()) {
                        unnameable.add(id);
                    }
                });
            }
        }

        private void listNew(String path, Sighting folder) {
            try {
                for (var entry : disk.list(path)) {
                    sight(path, entry, folder, base.local().root());
                }
            } catch (IOException e) {
                skipped.put(path, "It cannot be read: " + e.getMessage());
            }
        }

        private boolean isKnownNode(EntryId folder, Listed entry) {
            var id = children(folder).get(entry.name());
            return id != null && id.isNode();
        }

        /// The entry that was at the sighting's place before; null if there was none of its kind.
        private @Nullable EntryId knownAt(Sighting sighting) {
            var folder = sighting.formerFolder();
            var id = folder == null ? null : children(folder).get(sighting.diskName());
            return id != null && isOfKind(id, sighting.stat()) ? id : null;
        }

        private boolean isOfKind(EntryId id, Stat stat) {
            return base.local().find(id).orElseThrow().isFolder() == stat.isFolder();
        }

        private Map<String, EntryId> children(EntryId folder) {
            return known.computeIfAbsent(folder, parent -> {
                var byName = new HashMap<String, EntryId>();
                base.local()
                        .children(parent)
                        .forEach(child -> byName.put(base.seen(child).name(), child));
                return byName;
            });
        }

        /// The entry whose file was found; for what is where it was, nothing else is asked.
        private Optional<EntryId> owner(Sighting sighting) {
            long fileId = sighting.stat().fileId();
            var there = fileId == 0 ? null : knownAt(sighting);
            return there != null && base.seen(there).stat().fileId() == fileId
                    ? Optional.of(there)
                    : owners().of(fileId);
        }

        private Owners owners() {
            if (owners == null) {
                owners = Owners.in(base);
            }
            return owners;
        }

        private void claimMoved() throws IOException {
            for (var sighting : sightings) {
                if (sighting.id() == null) {
                    var owner = owner(sighting);
                    if (owner.isPresent() && isMoved(owner.get(), sighting)) {
                        claim(owner.get(), sighting);
                    }
                }
            }
        }

        private boolean isMoved(EntryId owner, Sighting sighting) throws IOException {
            var there = knownAt(sighting);
            boolean isCandidate = !owner.equals(there)
                    && !isClaimed(owner)
                    && isOfKind(owner, sighting.stat())
                    && base.seen(owner).stat().isSameFile(sighting.stat())
                    && byFile.get(sighting.stat().fileId()).size() == 1;
            if (!isCandidate) {
                return false;
            }
            var left = atOldPlace(owner);
            if (left.isPresent() && left.get().kind() == sighting.stat().kind()) {
                boolean isItself = left.get().fileId() == sighting.stat().fileId();
                boolean isNew = !owners().has(left.get().fileId());
                if (isItself || isNew) {
                    return false; // a second name of it, or another file took its place: that one it is now
                }
            }
            return there == null || isElsewhere(there);
        }

        /// What is now where the entry was.
        private Optional<Stat> atOldPlace(EntryId id) throws IOException {
            var parent = base.local().find(id).orElseThrow().place().parent();
            if (!listed.contains(parent)) {
                return disk.stat(base.diskPath(id));
            }
            return Optional.ofNullable(
                            byPath.get(new Place(parent, base.seen(id).name())))
                    .map(Sighting::stat);
        }

        /// Whether an entry's file was found at another place than its own.
        private boolean isElsewhere(EntryId id) {
            return byFile.getOrDefault(base.seen(id).stat().fileId(), List.of()).stream()
                    .anyMatch(sighting -> !id.equals(knownAt(sighting)));
        }

        private void claimInPlace() {
            for (var sighting : sightings) {
                var there = sighting.id() == null ? knownAt(sighting) : null;
                if (there != null && !isClaimed(there)) {
                    claim(there, sighting);
                }
            }
        }

        private boolean isClaimed(EntryId id) {
            return there.has(id);
        }

        private void claim(EntryId id, Sighting sighting) {
            there.put(id, true);
            missed.remove(id);
            sighting.identify(id);
        }

        /// Writes a sighting into the local tree; folders come before what is in them.
        private void take(Sighting sighting) {
            if (!sighting.take()) {
                return;
            }
            sighting.seenFolder().ifPresent(this::take);
            var folder = Objects.requireNonNull(sighting.folder(), "Folders come first");
            var place = new Place(folder, sighting.name());
            var id = sighting.id();
            if (id != null && sighting.stat().isFolder() && base.local().isWithin(folder, id)) {
                confused = true; // the disk changed between two looks: no folder is in itself
                there.remove(id);
                id = null;
            }
            if (id == null) {
                var taken = takeNew(sighting.listed(), place);
                there.put(taken, true);
                sighting.identify(taken);
            } else {
                takeKnown(id, sighting, place);
            }
        }

        private EntryId takeNew(Listed listed, Place place) {
            var id = base.nextLocal();
            var stat = listed.stat();
            if (stat.isFolder()) {
                base.putLocal(new Entry(id, place, null), new Seen(listed.name(), stat, 0));
                return id;
            }
            var content =
                    new Content(NOT_READ, stat.size(), stat.executable(), FileTimes.ofNanos(stat.modified()), null);
            base.putLocal(new Entry(id, place, content), new Seen(listed.name(), Stat.NONE, 0));
            unread.add(id);
            return id;
        }

        private void takeKnown(EntryId id, Sighting sighting, Place place) {
            var entry = base.local().find(id).orElseThrow();
            var seen = base.seen(id);
            var stat = sighting.stat();
            boolean isMoved = !entry.place().equals(place) || !seen.name().equals(sighting.diskName());
            if (stat.isFolder()) {
                if (isMoved || seen.stat().fileId() != stat.fileId()) {
                    base.moveLocal(id, place, new Seen(sighting.diskName(), stat, 0));
                }
            } else if (isMoved && seen.stat().isSameFile(stat) && seen.stat().executable() == stat.executable()) {
                base.moveLocal(id, place, seen.named(sighting.diskName()).with(stat));
            } else {
                unreadable.remove(id);
                if (isMoved) {
                    base.moveLocal(id, place, seen.named(sighting.diskName()));
                }
                if (!seen.stat().equals(stat)) {
                    unread.add(id);
                } else if (unread.contains(id)) {
                    unread.remove(id);
                }
            }
        }

        private void removeVanished() {
            for (var folder : listed) {
                for (var child : List.copyOf(base.local().children(folder))) {
                    if (there.has(child)) {
                        continue;
                    }
                    if (unnameable.contains(child)) {
                        unreadable.put(
                                child, "It was renamed to what cannot be used on the server, or replaced by a link");
                    } else if (!isReplaced(child) && missed.add(child)) {
                        unread.remove(child);
                        unreadable.remove(child);
                    } else {
                        forget(child);
                    }
                }
            }
        }

        /// Whether something else is where an entry was.
        private boolean isReplaced(EntryId id) {
            var place = base.local().find(id).orElseThrow().place();
            return byPath.containsKey(new Place(place.parent(), base.seen(id).name()));
        }

        private void forget(EntryId id) {
            base.local().below(id).forEach(entry -> lose(entry.id()));
            lose(id);
            base.removeLocal(id);
        }

        private void lose(EntryId id) {
            unread.remove(id);
            unreadable.remove(id);
            missed.remove(id);
        }
    }
}
