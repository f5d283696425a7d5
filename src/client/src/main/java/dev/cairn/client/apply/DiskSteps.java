package dev.cairn.client.apply;

import dev.cairn.client.base.Base;
import dev.cairn.client.base.Seen;
import dev.cairn.client.disk.Disk;
import dev.cairn.client.disk.DiskChangedException;
import dev.cairn.client.disk.Stat;
import dev.cairn.client.reconcile.Action;
import dev.cairn.client.reconcile.Content;
import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.reconcile.Place;
import dev.cairn.client.scan.Ignores;
import dev.cairn.client.transfer.Downloader;
import dev.cairn.client.transfer.Downloader.Fetched;
import dev.cairn.client.transfer.Downloader.Former;
import dev.cairn.client.transfer.Downloader.Wish;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.FileName;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Carries out the steps of a plan on the disk, each only if the disk is still what the plan was
/// made from.
final class DiskSteps {

    /// As many files as are fetched at once.
    private static final int MOST_FILES = 1000;

    /// As many bytes as are fetched before the first is put in its place: 512 MiB.
    private static final long MOST_BYTES = 512L * 1024 * 1024;

    private final Disk disk;
    private final Base base;
    private final KnownVersions versions;
    private final Downloader downloader;
    private final Troubles troubles;
    private final InstantSource clock;
    private final String deviceName;

    /// As many batches are carried out before the server has its turn.
    private static final int MOST_BATCHES = 10;

    /// Folders that turned out to be other than they were seen.
    private final Set<EntryId> stale = new LinkedHashSet<>();

    DiskSteps(
            Disk disk,
            Base base,
            KnownVersions versions,
            Downloader downloader,
            Troubles troubles,
            InstantSource clock,
            String deviceName) {
        this.disk = disk;
        this.base = base;
        this.versions = versions;
        this.downloader = downloader;
        this.troubles = troubles;
        this.clock = clock;
        this.deviceName = deviceName;
    }

    /// Carries out the first of the steps, so many files at a time, until others may want their
    /// turn.
    ///
    /// @return folders to look at again, because something there had changed
    Set<EntryId> carryOut(List<Action.OnDisk> steps) throws IOException {
        stale.clear();
        int from = 0;
        for (int batches = 0; batches < MOST_BATCHES && from < steps.size(); batches++) {
            var batch = batch(steps.subList(from, steps.size()));
            carryOutBatch(batch);
            from += batch.size();
        }
        return new LinkedHashSet<>(stale);
    }

    private void carryOutBatch(List<Action.OnDisk> batch) throws IOException {
        var fetched = fetch(batch);
        try {
            for (var step : batch) {
                carryOut(step, fetched);
            }
        } finally {
            fetched.values().forEach(one -> {
                if (one.fetched.draft() != null) {
                    one.fetched.draft().close();
                }
            });
            base.save();
        }
    }

    private List<Action.OnDisk> batch(List<Action.OnDisk> steps) {
        int files = 0;
        long bytes = 0;
        for (int index = 0; index < steps.size(); index++) {
            if (steps.get(index) instanceof Action.Download(var id)) {
                files++;
                bytes += base.remote()
                        .find(id)
                        .map(Entry::requireContent)
                        .map(Content::size)
                        .orElse(0L);
            }
            if (files == MOST_FILES || bytes > MOST_BYTES) {
                return steps.subList(0, index + 1);
            }
        }
        return steps;
    }

    // ---- fetching

    private record Arrival(Content content, Fetched fetched) {}

    private Map<EntryId, Arrival> fetch(List<Action.OnDisk> batch) throws IOException {
        var wanted = new LinkedHashMap<EntryId, Entry>();
        for (var step : batch) {
            if (step instanceof Action.Download(var id) && !isAttributeAlone(id)) {
                base.remote().find(id).ifPresent(entry -> wanted.put(id, entry));
            }
        }
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var equal = equal(wanted);
        var wishes = new ArrayList<Wish>();
        wanted.forEach((id, entry) -> wishes.add(wish(entry, equal.getOrDefault(id, List.of()))));
        var fetched = downloader.fetch(wishes);
        var arrivals = new HashMap<EntryId, Arrival>();
        int index = 0;
        for (var entry : wanted.values()) {
            arrivals.put(entry.id(), new Arrival(entry.requireContent(), fetched.get(index++)));
        }
        return arrivals;
    }

    private Wish wish(Entry entry, List<String> equal) {
        var id = entry.id();
        var content = entry.requireContent();
        return new Wish(
                entry.place().parent().node(),
                Objects.requireNonNull(content.version(), "The server's files have versions"),
                content.fingerprint(),
                content.size(),
                content.modified(),
                content.executable(),
                equal,
                base.local().has(id)
                        ? Optional.of(new Former(base.diskPath(id), versions.synced(id)))
                        : Optional.empty());
    }

    /// Files of the disk that hold what is wanted.
    private Map<EntryId, List<String>> equal(Map<EntryId, Entry> wanted) {
        var equal = new HashMap<EntryId, List<String>>();
        var byFingerprint = new HashMap<Fingerprint, List<EntryId>>();
        wanted.forEach((id, entry) -> {
            byFingerprint
                    .computeIfAbsent(entry.requireContent().fingerprint(), _ -> new ArrayList<>())
                    .add(id);
        });
        for (var local : base.local().entries()) {
            if (!local.isFolder() && local.requireContent().size() > 0) {
                for (var id : byFingerprint.getOrDefault(local.requireContent().fingerprint(), List.of())) {
                    equal.computeIfAbsent(id, _ -> new ArrayList<>()).add(base.diskPath(local.id()));
                }
            }
        }
        return equal;
    }

    private boolean isAttributeAlone(EntryId id) {
        var remote = base.remote().find(id);
        var local = base.local().find(id);
        return remote.isPresent()
                && local.isPresent()
                && local.get().requireContent().sameBytes(remote.get().requireContent());
    }

    // ---- putting in place

    private void carryOut(Action.OnDisk step, Map<EntryId, Arrival> fetched) {
        try {
            switch (step) {
                case Action.Download(var id) -> download(id, fetched);
                case Action.MakeLocalFolder(var id) -> makeFolder(id);
                case Action.MoveLocal(var id) -> move(id);
                case Action.Park(var id) -> park(id);
                case Action.DeleteLocal(var id) -> delete(id);
                case Action.Distinguish(var id) -> distinguish(id);
            }
            troubles.clear(step.id());
        } catch (DiskChangedException | NoSuchFileException | FileAlreadyExistsException | NotDirectoryException e) {
            lookAgain(step.id());
        } catch (NotFetchedException e) {
            troubles.add(step.id(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            troubles.add(step.id(), "The disk says: " + e.getMessage());
        }
    }

    /// There is no draft of a content; the message says why.
    private static final class NotFetchedException extends IOException {

        private static final long serialVersionUID = 1;

        NotFetchedException(@Nullable String message) {
            super(message);
        }
    }

    private void lookAgain(EntryId id) {
        base.local().find(id).map(entry -> entry.place().parent()).ifPresent(stale::add);
        base.remote().find(id).map(entry -> entry.place().parent()).ifPresent(stale::add);
    }

    private void download(EntryId id, Map<EntryId, Arrival> fetched) throws IOException {
        var remote = base.remote().find(id);
        if (remote.isEmpty()) {
            return;
        }
        if (isAttributeAlone(id) && !fetched.containsKey(id)) {
            setExecutable(id, remote.get().requireContent());
            return;
        }
        var arrival = fetched.get(id);
        if (arrival == null || !arrival.content.equals(remote.get().requireContent())) {
            return;
        }
        var draft = arrival.fetched.draft();
        if (draft == null) {
            throw new NotFetchedException(arrival.fetched.failure());
        }
        var local = base.local().find(id);
        int average = arrival.fetched.manifest().sizes().average();
        versions.keep(arrival.fetched.manifest());
        if (local.isPresent()) {
            var seen = base.seen(id);
            var stat = disk.place(draft, base.diskPath(id), seen.stat());
            base.putLocal(local.get().with(arrival.content), new Seen(seen.name(), stat, average));
            base.putSynced(base.synced().find(id).orElseThrow().with(arrival.content));
        } else if (!isFolderMissing(remote.get())) {
            var place = remote.get().place();
            var name = disk.names().onDisk(place.name());
            var stat = disk.place(draft, pathIn(place.parent(), name), null);
            base.putLocal(remote.get(), new Seen(name, stat, average));
            base.putSynced(remote.get());
        }
    }

    private void setExecutable(EntryId id, Content content) throws IOException {
        var seen = base.seen(id);
        var stat = disk.setExecutable(base.diskPath(id), seen.stat(), content.executable());
        base.putLocal(base.local().find(id).orElseThrow().with(content), seen.with(stat));
        base.putSynced(base.synced().find(id).orElseThrow().with(content));
    }

    private void makeFolder(EntryId id) throws IOException {
        var remote = base.remote().find(id);
        if (remote.isEmpty() || base.local().has(id) || isFolderMissing(remote.get())) {
            return;
        }
        var place = remote.get().place();
        var name = disk.names().onDisk(place.name());
        var stat = disk.makeFolder(pathIn(place.parent(), name));
        base.putLocal(remote.get(), new Seen(name, stat, 0));
        base.putSynced(remote.get());
    }

    private void move(EntryId id) throws IOException {
        var remote = base.remote().find(id);
        if (remote.isEmpty() || isFolderMissing(remote.get())) {
            return;
        }
        var place = remote.get().place();
        var former = base.local().find(id).orElseThrow().place();
        var name = nameOnDisk(id, former, place);
        if (former.parent().equals(place.parent())
                && new FileName(former.name()).key().equals(new FileName(place.name()).key())) {
            park(id); // to some disks the new name is the old one
        }
        moveTo(id, place, name);
        var synced = base.synced().find(id).orElse(remote.get());
        base.putSynced(synced.at(place));
    }

    /// An earlier step that was to make the folder has failed: the next plan has both again.
    private boolean isFolderMissing(Entry remote) {
        return !base.local().hasFolder(remote.place().parent());
    }

    /// A name that stays, stays as the disk writes it.
    private String nameOnDisk(EntryId id, Place former, Place place) {
        return former.name().equals(place.name())
                ? base.seen(id).name()
                : disk.names().onDisk(place.name());
    }

    private void park(EntryId id) throws IOException {
        var name = Long.toString(id.value());
        moveTo(id, new Place(EntryId.PARKING, name), name);
    }

    /// What must be there for a move: a file that is exactly as it was read; a folder that is the
    /// same, whatever is in it.
    private Stat statOf(EntryId id) {
        return base.seen(id).stat();
    }

    /// A file that was not read yet stays so.
    private static Stat stat(Seen seen, Stat moved) {
        return seen.stat().equals(Stat.NONE) ? Stat.NONE : moved;
    }

    private void delete(EntryId id) throws IOException {
        var local = base.local().find(id);
        if (local.isEmpty()) {
            base.removeSynced(id);
            return;
        }
        if (base.remote().has(id) || !base.local().children(id).isEmpty()) {
            return;
        }
        var path = base.diskPath(id);
        if (local.get().isFolder()) {
            deleteFolder(id, path);
        } else {
            disk.delete(path, base.seen(id).stat());
        }
        base.removeLocal(id);
        base.removeSynced(id);
    }

    private void deleteFolder(EntryId id, String path) throws IOException {
        try {
            disk.deleteFolder(path);
        } catch (DirectoryNotEmptyException e) {
            var left = disk.list(path);
            if (!left.stream().allMatch(entry -> entry.stat().isFile() && Ignores.isJunk(entry.name()))) {
                stale.add(id);
                throw new IOException("the folder was deleted on the server, but holds files that are not synced", e);
            }
            for (var entry : left) {
                disk.delete(Base.child(path, entry.name()), entry.stat());
            }
            disk.deleteFolder(path);
        }
    }

    /// Renames what is in the way as the server would: `name (conflicted copy, device, date)`.
    private void distinguish(EntryId id) throws IOException {
        var place = base.local().find(id).orElseThrow().place();
        var label = " (conflicted copy, " + deviceName + ", " + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var taken = new HashSet<String>();
        for (var sibling : base.local().children(place.parent())) {
            taken.add(new FileName(
                            base.local().find(sibling).orElseThrow().place().name())
                    .key());
        }
        for (var sibling : base.remote().children(place.parent())) {
            taken.add(new FileName(
                            base.remote().find(sibling).orElseThrow().place().name())
                    .key());
        }
        var free = IntStream.iterate(1, count -> count + 1)
                .mapToObj(
                        count -> new FileName(place.name()).with(count == 1 ? label + ")" : label + ", " + count + ")"))
                .filter(name -> !taken.contains(name.key()))
                .findFirst()
                .orElseThrow();
        moveTo(id, new Place(place.parent(), free.value()), disk.names().onDisk(free.value()));
    }

    /// Puts what waits to swap names back to where it was, or near it: while there are no ids, nothing says
    /// which entry it is.
    void bringBackParked() {
        for (var id : List.copyOf(base.local().children(EntryId.PARKING))) {
            try {
                bringBack(id);
            } catch (IOException e) {
                // it stays there, and the next look says that it was left behind
            }
        }
    }

    private void bringBack(EntryId id) throws IOException {
        var former = base.synced().find(id).map(Entry::place);
        var folder = former.map(Place::parent)
                .filter(base.local()::hasFolder)
                .filter(known -> !base.local().isWithin(known, id))
                .orElse(base.local().root());
        var wanted = new FileName(former.map(Place::name).orElse(id.toString()));
        var name = wanted;
        for (int number = 2;
                disk.stat(pathIn(folder, disk.names().onDisk(name.value()))).isPresent();
                number++) {
            name = wanted.with(" (" + number + ")");
        }
        moveTo(id, new Place(folder, name.value()), disk.names().onDisk(name.value()));
    }

    private void moveTo(EntryId id, Place place, String name) throws IOException {
        var seen = base.seen(id);
        var stat = disk.move(base.diskPath(id), statOf(id), pathIn(place.parent(), name));
        base.moveLocal(id, place, new Seen(name, stat(seen, stat), seen.average()));
    }

    private String pathIn(EntryId folder, String name) {
        return Base.child(base.diskPath(folder), name);
    }
}
