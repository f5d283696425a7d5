package dev.cairn.client.transfer;

import dev.cairn.client.disk.Disk;
import dev.cairn.client.remote.KnownVersion;
import dev.cairn.client.remote.Remote;
import dev.cairn.client.remote.Remote.FetchedChunk;
import dev.cairn.client.remote.Remote.Wanted;
import dev.cairn.client.transfer.PartialFetch.NotWrittenException;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.DamagedChunkException;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Fetches contents into drafts, and takes from the disk what lies there already.
///
/// Every chunk is checked against its fingerprint, and the whole against the version's, before a
/// draft counts as fetched.
public final class Downloader {

    /// New files up to this size are fetched without asking for their manifest: 8 MiB.
    private static final long SMALL = 8 * 1024 * 1024;

    /// Changed files up to this size, too: they have hardly a chunk that stays. 256 KiB.
    private static final long SMALL_CHANGED = 256 * 1024;

    /// Larger ones are written before more is read, so that they do not fill the memory: 256 KiB.
    private static final long WRITTEN_ASIDE = 256 * 1024;

    private final Disk disk;
    private final Remote remote;
    private final Lanes lanes;
    private final Lanes writers;

    /// @param lanes for what comes from the store
    /// @param writers for small files that have come: the disk forces many at once as fast as one
    public Downloader(Disk disk, Remote remote, Lanes lanes, Lanes writers) {
        this.disk = disk;
        this.remote = remote;
        this.lanes = lanes;
        this.writers = writers;
    }

    /// A content that is to be fetched.
    ///
    /// @param folder that the file is in
    /// @param equal files on the disk that are thought to hold just this
    /// @param former what the file holds until now; empty for a new one
    public record Wish(
            NodeId folder,
            VersionId version,
            Fingerprint fingerprint,
            long size,
            Instant modified,
            boolean executable,
            List<String> equal,
            Optional<Former> former) {

        private boolean isSmall() {
            return size <= (former.isEmpty() ? SMALL : SMALL_CHANGED);
        }
    }

    /// An older content of a file.
    ///
    /// @param path where it is on the disk
    /// @param version what the server calls it, if its manifest is known
    public record Former(String path, Optional<KnownVersion> version) {}

    /// What came of a wish.
    ///
    /// @param draft finished; null if it failed
    /// @param manifest of the version; an empty one if it failed
    /// @param failure why there is no draft; null if there is one
    public record Fetched(
            Disk.@Nullable Draft draft,
            Manifest manifest,
            @Nullable String failure) {
        static Fetched failed(String why) {
            return new Fetched(null, Manifest.empty(), why);
        }
    }

    /// Fetches contents, each for itself: one that fails stops no other.
    ///
    /// @return one for each wish, in their order
    /// @throws IOException if the server cannot be reached
    public List<Fetched> fetch(List<Wish> wishes) throws IOException {
        var results = new HashMap<Wish, Fetched>();
        var small = new ArrayList<Assembly>();
        try {
            for (var wish : wishes) {
                var copied = copyFromEqual(wish);
                if (copied.isPresent()) {
                    results.put(wish, copied.get());
                } else if (wish.isSmall()) {
                    small.add(new Assembly(wish));
                } else {
                    results.put(wish, fetchByParts(wish));
                }
            }
            fetchSmall(small);
        } catch (IOException | RuntimeException e) {
            results.values().forEach(Downloader::discard);
            small.forEach(Assembly::discard);
            throw e;
        }
        small.forEach(assembly -> results.put(assembly.wish, assembly.result()));
        return wishes.stream().map(results::get).toList();
    }

    private static void discard(Fetched fetched) {
        if (fetched.draft != null) {
            fetched.draft.close();
        }
    }

    // ---- from the disk

    /// The whole content, where a file of the disk has it.
    private Optional<Fetched> copyFromEqual(Wish wish) {
        for (var path : wish.equal) {
            try {
                var stat = disk.stat(path);
                if (stat.isPresent() && stat.get().isFile() && stat.get().size() == wish.size) {
                    var manifest = cut(wish, path);
                    if (manifest.fingerprint().equals(wish.fingerprint)) {
                        return Optional.of(copy(wish, path, manifest));
                    }
                }
            } catch (IOException e) {
                // it cannot be read, or has just changed: the server has it
            }
        }
        return Optional.empty();
    }

    private Manifest cut(Wish wish, String path) throws IOException {
        try (var source = disk.read(path)) {
            return Cutter.cut(source, ChunkSizes.forFile(wish.size), wish.size);
        }
    }

    /// @throws IOException also if the file is not what it was when it was cut
    private Fetched copy(Wish wish, String path, Manifest manifest) throws IOException {
        var draft = disk.draft();
        try {
            long offset = 0;
            for (var chunk : manifest.chunks()) {
                var bytes = disk.read(path, offset, chunk.length());
                if (!Chunk.of(bytes, 0, bytes.length).equals(chunk)) {
                    throw new DamagedChunkException("The file has changed while it was copied");
                }
                draft.write(offset, bytes);
                offset += bytes.length;
            }
            return finished(wish, draft, manifest);
        } catch (IOException e) {
            draft.close();
            throw e;
        }
    }

    private static Fetched finished(Wish wish, Disk.Draft draft, Manifest manifest) throws IOException {
        draft.finish(FileTimes.toNanos(wish.modified), wish.executable);
        return new Fetched(draft, manifest, null);
    }

    // ---- small files, many at a time

    private void fetchSmall(List<Assembly> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        var answer = remote.extents(files.stream()
                .map(file -> new Wanted(file.wish.version.node(), file.wish.version, null, 0, null))
                .toList());
        for (var extent : answer.extents()) {
            extent.chunks().forEach(chunk -> files.get(chunk.file()).expect(chunk));
        }
        answer.missing().forEach(index -> files.get(index).fail("It is no longer on the server"));
        var writing = writers.<Void>group();
        files.stream().filter(file -> file.wish.size == 0).forEach(file -> writing.start(file::complete));
        var reader = new ExtentReader(remote);
        var tasks = new ArrayList<Callable<Void>>();
        for (var extent : answer.extents()) {
            tasks.add(() -> {
                reader.read(extent, (chunk, bytes) -> {
                    var file = files.get(chunk.file());
                    if (file.add(chunk.index(), bytes)) {
                        if (file.wish.size <= WRITTEN_ASIDE) {
                            writing.start(file::complete);
                        } else {
                            file.complete();
                        }
                    }
                });
                return null;
            });
        }
        try {
            lanes.all(tasks);
        } finally {
            writing.await();
        }
    }

    /// A small file while its chunks come in, in any order.
    private final class Assembly {

        private final Wish wish;
        private final Map<Integer, Chunk> expected = new HashMap<>();
        private final Map<Integer, byte[]> arrived = new HashMap<>();
        private @Nullable Fetched result;

        Assembly(Wish wish) {
            this.wish = wish;
        }

        void expect(FetchedChunk chunk) {
            expected.put(chunk.index(), chunk.chunk());
        }

        synchronized void fail(String why) {
            result = Fetched.failed(why);
        }

        /// @return whether it was the last one that was missing
        synchronized boolean add(int index, byte[] plain) {
            return arrived.put(index, plain) == null && arrived.size() == expected.size();
        }

        /// Writes the file, all of whose chunks have come.
        synchronized Void complete() {
            var chunks =
                    IntStream.range(0, expected.size()).mapToObj(expected::get).toList();
            var manifest = chunks.contains(null) ? Optional.<Manifest>empty() : manifest(chunks);
            try {
                result = manifest.isPresent()
                        ? write(manifest.get())
                        : Fetched.failed("The server's parts of it do not make up the version");
            } catch (IOException e) {
                result = diskFailed(e);
            }
            arrived.clear();
            return null;
        }

        private Fetched write(Manifest manifest) throws IOException {
            var draft = disk.draft();
            try {
                long offset = 0;
                for (int index = 0; index < expected.size(); index++) {
                    var bytes = arrived.get(index);
                    draft.write(offset, bytes);
                    offset += bytes.length;
                }
                return finished(wish, draft, manifest);
            } catch (IOException e) {
                draft.close();
                throw e;
            }
        }

        /// The manifest of these chunks that has the version's fingerprint: cut as a new file is,
        /// unless it was once much larger or smaller.
        private Optional<Manifest> manifest(List<Chunk> chunks) {
            return IntStream.iterate(
                            ChunkSizes.SMALLEST_AVERAGE,
                            average -> average <= ChunkSizes.LARGEST_AVERAGE,
                            average -> average * 2)
                    .mapToObj(average -> new Manifest(new ChunkSizes(average), chunks))
                    .filter(manifest -> manifest.fingerprint().equals(wish.fingerprint))
                    .findFirst();
        }

        synchronized Fetched result() {
            return result == null ? Fetched.failed("A part of it is damaged or missing in the store") : result;
        }

        synchronized void discard() {
            if (result != null) {
                Downloader.discard(result);
            }
        }
    }

    // ---- large and changed files, part by part

    private Fetched fetchByParts(Wish wish) throws IOException {
        var manifest = manifestOf(wish);
        if (!manifest.fingerprint().equals(wish.fingerprint)) {
            return Fetched.failed("The server's manifest is of another version");
        }
        Disk.Draft draft;
        try {
            draft = disk.draft();
        } catch (IOException e) {
            return diskFailed(e);
        }
        try {
            if (new PartialFetch(disk, remote, lanes, wish, manifest, draft).run()) {
                return finishedOrNot(wish, draft, manifest);
            }
            draft.close();
            return Fetched.failed("A part of it is damaged or missing in the store");
        } catch (NotWrittenException e) {
            draft.close();
            return diskFailed(e);
        } catch (IOException | RuntimeException e) {
            draft.close();
            throw e;
        }
    }

    private static Fetched finishedOrNot(Wish wish, Disk.Draft draft, Manifest manifest) throws NotWrittenException {
        try {
            return finished(wish, draft, manifest);
        } catch (IOException e) {
            throw new NotWrittenException(e);
        }
    }

    private static Fetched diskFailed(IOException e) {
        return Fetched.failed("The disk says: " + e.getMessage());
    }

    /// By what differs from a version that is known, if that is enough; else whole.
    private Manifest manifestOf(Wish wish) throws IOException {
        var known = wish.former.flatMap(Former::version);
        if (known.isPresent()) {
            try {
                var manifest = remote.manifest(wish.folder, wish.version, known);
                if (manifest.fingerprint().equals(wish.fingerprint)) {
                    return manifest;
                }
            } catch (ProblemException e) {
                if (e.type() != ProblemType.NOT_FOUND) {
                    throw e;
                }
            }
        }
        return remote.manifest(wish.folder, wish.version, Optional.empty());
    }
}
