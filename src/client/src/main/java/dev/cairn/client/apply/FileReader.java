package dev.cairn.client.apply;

import dev.cairn.client.base.Base;
import dev.cairn.client.base.Seen;
import dev.cairn.client.disk.Disk;
import dev.cairn.client.disk.Stat;
import dev.cairn.client.reconcile.Content;
import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.scan.Scanner;
import dev.cairn.client.transfer.Cutter;
import dev.cairn.client.transfer.Lanes;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.FileTimes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads files that are new or were written, and names their contents.
///
/// A file that changes while it is read, or has just been written, is left for later: a state that
/// somebody was in the middle of writing is never taken for the file.
final class FileReader {

    /// As many files as are read before what was read is used.
    private static final int MOST = 2000;

    private static final int MOST_MANIFESTS = 10_000;

    private final Disk disk;
    private final Base base;
    private final KnownVersions versions;
    private final Scanner scanner;
    private final Troubles troubles;
    private final Lanes lanes;
    private final InstantSource clock;
    private final Duration settle;
    private final Predicate<String> isBeingWritten;

    /// Small manifests of what is to be sent, so that it need not be read twice.
    private final Map<EntryId, Manifest> manifests = new HashMap<>();

    private @Nullable Instant nextLook;

    FileReader(
            Disk disk,
            Base base,
            KnownVersions versions,
            Scanner scanner,
            Troubles troubles,
            Lanes lanes,
            InstantSource clock,
            Duration settle,
            Predicate<String> isBeingWritten) {
        this.disk = disk;
        this.base = base;
        this.versions = versions;
        this.scanner = scanner;
        this.troubles = troubles;
        this.lanes = lanes;
        this.clock = clock;
        this.settle = settle;
        this.isBeingWritten = isBeingWritten;
    }

    /// Reads what can be read now.
    ///
    /// @return whether anything was
    boolean read() throws IOException {
        nextLook = null;
        var waiting = troubles.waiting();
        var tasks = new ArrayList<Callable<Read>>();
        scanner.unread().removeIf(id -> !base.local().has(id));
        for (var id : scanner.unread()) {
            if (tasks.size() == MOST) {
                break;
            }
            if (!waiting.contains(id)) {
                var path = base.diskPath(id);
                int average = base.seen(id).average();
                tasks.add(() -> read(id, path, average));
            }
        }
        boolean any = false;
        for (var read : lanes.all(tasks)) {
            any |= take(read);
        }
        return any;
    }

    /// When something that is being written may be whole.
    Optional<Instant> nextLook() {
        return Optional.ofNullable(nextLook);
    }

    /// The manifest of a file's content as it was last read.
    Manifest manifestOf(EntryId id) throws IOException {
        var known = manifests.get(id);
        var content = base.local().find(id).orElseThrow().requireContent();
        if (known != null && known.fingerprint().equals(content.fingerprint())) {
            return known;
        }
        var kept = versions.local(id);
        if (kept.isPresent()) {
            return kept.get();
        }
        try (var source = disk.read(base.diskPath(id))) {
            return Cutter.cut(source, new ChunkSizes(base.seen(id).average()), content.size());
        }
    }

    void forget(EntryId id) {
        manifests.remove(id);
    }

    /// The file holds something else than was read.
    void readAgain(EntryId id) {
        manifests.remove(id);
        scanner.unread().add(id);
    }

    /// An entry has another id; what is to be read stays so.
    void renamed(EntryId from, EntryId to) {
        manifests.remove(from);
        if (scanner.unread().remove(from)) {
            scanner.unread().add(to);
        }
    }

    private sealed interface Read {
        EntryId id();
    }

    private record Whole(EntryId id, Stat stat, Manifest manifest) implements Read {}

    private record Unsettled(EntryId id) implements Read {}

    private record Gone(EntryId id) implements Read {}

    private record Failed(EntryId id, String why) implements Read {}

    private Read read(EntryId id, String path, int average) {
        try {
            var before = disk.stat(path);
            if (before.isEmpty() || !before.get().isFile()) {
                return new Gone(id);
            }
            if (isUnsettled(path, before.get())) {
                return new Unsettled(id);
            }
            long size = before.get().size();
            var sizes = average == 0 ? ChunkSizes.forFile(size) : new ChunkSizes(average).forNextVersion(size);
            Manifest manifest;
            try (var source = disk.read(path)) {
                manifest = Cutter.cut(source, sizes, size);
            }
            return disk.stat(path).equals(before) && manifest.size() == size
                    ? new Whole(id, before.get(), manifest)
                    : new Unsettled(id);
        } catch (IOException e) {
            return new Failed(id, "It cannot be read: " + e.getMessage());
        }
    }

    /// Where a disk cannot tell, it is as it was.
    private boolean isExecutable(EntryId id, Stat stat) {
        return disk.knowsExecutable()
                ? stat.executable()
                : base.synced()
                        .find(id)
                        .map(Entry::requireContent)
                        .map(Content::executable)
                        .orElse(false);
    }

    /// A time in the future says nothing: somebody has set it.
    private boolean isUnsettled(String path, Stat stat) {
        var age = Duration.between(FileTimes.ofNanos(stat.modified()), clock.instant());
        return isBeingWritten.test(path) || !age.isNegative() && age.compareTo(settle) < 0;
    }

    private boolean take(Read read) {
        switch (read) {
            case Whole(var id, var stat, var manifest) -> {
                var entry = base.local().find(id).orElseThrow();
                var content = new Content(
                        manifest.fingerprint(),
                        stat.size(),
                        isExecutable(id, stat),
                        FileTimes.ofNanos(stat.modified()),
                        null);
                base.putLocal(
                        entry.with(content),
                        new Seen(base.seen(id).name(), stat, manifest.sizes().average()));
                scanner.unread().remove(id);
                troubles.clear(id);
                versions.keep(manifest);
                if (!KnownVersions.isWorthIt(manifest) && manifests.size() < MOST_MANIFESTS) {
                    manifests.put(id, manifest);
                }
                return true;
            }
            case Unsettled _ -> {
                var wait = settle.compareTo(Duration.ofMillis(100)) < 0 ? Duration.ofMillis(100) : settle;
                nextLook = clock.instant().plus(wait);
                return false;
            }
            case Gone _ -> {
                return false;
            }
            case Failed(var id, var why) -> {
                troubles.add(id, why);
                return false;
            }
        }
    }
}
