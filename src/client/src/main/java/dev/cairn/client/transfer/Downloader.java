package dev.cairn.client.transfer;

import dev.cairn.client.disk.Disk;
import dev.cairn.client.remote.Remote;
import dev.cairn.client.remote.Remote.Extent;
import dev.cairn.client.remote.Remote.FetchedChunk;
import dev.cairn.client.remote.Remote.Wanted;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.DamagedChunkException;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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

    /// Files up to this size are fetched without asking for their manifest: 8 MiB.
    private static final long SMALL = 8 * 1024 * 1024;

    /// Chunks of a large file that are asked for with one entry of a question.
    private static final int WINDOW = 64;

    /// Entries of a question for a large file.
    private static final int WINDOWS = 16;

    private final Disk disk;
    private final Remote remote;
    private final Lanes lanes;

    public Downloader(Disk disk, Remote remote, Lanes lanes) {
        this.disk = disk;
        this.remote = remote;
        this.lanes = lanes;
    }

    /// A content that is to be fetched.
    ///
    /// @param folder that the file is in
    /// @param near files on the disk that may hold some of it
    public record Wish(
            NodeId folder,
            VersionId version,
            Fingerprint fingerprint,
            long size,
            Instant modified,
            boolean executable,
            List<String> near) {}

    /// What came of a wish.
    ///
    /// @param draft finished; null if it failed
    /// @param average what the version is cut with
    /// @param failure why there is no draft; null if there is one
    public record Fetched(
            Disk.@Nullable Draft draft,
            int average,
            @Nullable String failure) {
        static Fetched failed(String why) {
            return new Fetched(null, 0, why);
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
                var copied = copyFromNear(wish);
                if (copied.isPresent()) {
                    results.put(wish, copied.get());
                } else if (wish.size <= SMALL) {
                    small.add(new Assembly(wish));
                } else {
                    results.put(wish, fetchLarge(wish));
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
    private Optional<Fetched> copyFromNear(Wish wish) {
        for (var path : wish.near) {
            try {
                var stat = disk.stat(path);
                if (stat.isPresent() && stat.get().isFile() && stat.get().size() == wish.size) {
                    var sizes = sizesOf(wish, path);
                    if (sizes.isPresent()) {
                        return Optional.of(copy(wish, path, sizes.get()));
                    }
                }
            } catch (IOException e) {
                // it cannot be read, or has just changed: the server has it
            }
        }
        return Optional.empty();
    }

    /// How the file has to be cut to have the fingerprint of the version; empty if it is another
    /// content.
    private Optional<ChunkSizes> sizesOf(Wish wish, String path) throws IOException {
        var sizes = ChunkSizes.forFile(wish.size);
        try (var source = disk.read(path)) {
            return Cutter.cut(source, sizes, wish.size).fingerprint().equals(wish.fingerprint)
                    ? Optional.of(sizes)
                    : Optional.empty();
        }
    }

    private Fetched copy(Wish wish, String path, ChunkSizes sizes) throws IOException {
        var draft = disk.draft();
        try {
            long offset = 0;
            var chunks = new ArrayList<Chunk>();
            try (var source = disk.read(path)) {
                var manifest = Cutter.cut(source, sizes, wish.size);
                for (var chunk : manifest.chunks()) {
                    var bytes = disk.read(path, offset, chunk.length());
                    chunks.add(Chunk.of(bytes, 0, bytes.length));
                    draft.write(offset, bytes);
                    offset += bytes.length;
                }
            }
            if (!new Manifest(sizes, chunks).fingerprint().equals(wish.fingerprint)) {
                throw new DamagedChunkException("The file has changed while it was copied");
            }
            return finished(wish, draft, sizes.average());
        } catch (IOException e) {
            draft.close();
            throw e;
        }
    }

    private static Fetched finished(Wish wish, Disk.Draft draft, int average) throws IOException {
        draft.finish(FileTimes.toNanos(wish.modified), wish.executable);
        return new Fetched(draft, average, null);
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
        var tasks = new ArrayList<Callable<Void>>();
        for (var extent : answer.extents()) {
            tasks.add(() -> {
                stream(extent, (chunk, bytes) -> files.get(chunk.file()).add(chunk.index(), bytes));
                return null;
            });
        }
        lanes.all(tasks);
        lanes.all(files.stream()
                .filter(file -> file.wish.size == 0)
                .map(file -> (Callable<Void>) () -> {
                    file.complete();
                    return null;
                })
                .toList());
    }

    /// Reads an extent chunk by chunk.
    private void stream(Extent extent, ChunkSink sink) throws IOException {
        var inOrder = extent.chunks().stream()
                .sorted(Comparator.comparingInt(FetchedChunk::offset))
                .toList();
        try (var source = remote.get(extent)) {
            int at = 0;
            byte[] plain = new byte[0];
            int plainOffset = -1;
            for (var chunk : inOrder) {
                if (chunk.offset() != plainOffset) {
                    source.skipNBytes(chunk.offset() - at);
                    var stored = source.readNBytes(chunk.storedSize());
                    if (stored.length < chunk.storedSize()) {
                        throw new EOFException("The store's answer ended too early");
                    }
                    at = chunk.offset() + stored.length;
                    plainOffset = chunk.offset();
                    plain = decoded(chunk, stored);
                }
                if (plain.length > 0) {
                    sink.take(chunk, plain);
                }
            }
        }
    }

    /// The plain bytes, or none if they are not what the fingerprint says.
    private static byte[] decoded(FetchedChunk chunk, byte[] stored) {
        try {
            var plain = chunk.encoding().decode(stored, chunk.size());
            return Chunk.of(plain, 0, plain.length).equals(chunk.chunk()) ? plain : new byte[0];
        } catch (DamagedChunkException e) {
            return new byte[0];
        }
    }

    private interface ChunkSink {
        void take(FetchedChunk chunk, byte[] plain) throws IOException;
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

        synchronized void add(int index, byte[] plain) {
            arrived.put(index, plain);
            if (arrived.size() == expected.size()) {
                complete();
            }
        }

        synchronized void complete() {
            var chunks =
                    IntStream.range(0, expected.size()).mapToObj(expected::get).toList();
            if (chunks.contains(null)) {
                return;
            }
            try {
                var sizes = sizes(chunks);
                if (sizes.isEmpty()) {
                    result = Fetched.failed("The server's parts of it do not make up the version");
                    return;
                }
                result = write(sizes.get());
            } catch (IOException e) {
                result = Fetched.failed(String.valueOf(e.getMessage()));
            }
            arrived.clear();
        }

        private Fetched write(ChunkSizes sizes) throws IOException {
            var draft = disk.draft();
            try {
                long offset = 0;
                for (int index = 0; index < expected.size(); index++) {
                    var bytes = arrived.get(index);
                    draft.write(offset, bytes);
                    offset += bytes.length;
                }
                return finished(wish, draft, sizes.average());
            } catch (IOException e) {
                draft.close();
                throw e;
            }
        }

        /// What the version was cut with: the sizes of a new file, unless it was once much larger
        /// or smaller.
        private Optional<ChunkSizes> sizes(List<Chunk> chunks) {
            return IntStream.iterate(
                            ChunkSizes.SMALLEST_AVERAGE,
                            average -> average <= ChunkSizes.LARGEST_AVERAGE,
                            average -> average * 2)
                    .mapToObj(ChunkSizes::new)
                    .filter(sizes -> new Manifest(sizes, chunks).fingerprint().equals(wish.fingerprint))
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

    // ---- a large file, part by part

    private Fetched fetchLarge(Wish wish) throws IOException {
        var manifest = remote.manifest(wish.folder, wish.version);
        if (!manifest.fingerprint().equals(wish.fingerprint)) {
            return Fetched.failed("The server's manifest is of another version");
        }
        Disk.Draft draft;
        try {
            draft = disk.draft();
        } catch (IOException e) {
            return Fetched.failed(String.valueOf(e.getMessage()));
        }
        try {
            var left = takeFromNear(wish, manifest, draft);
            fetchParts(wish, manifest, left, draft);
            return left.isEmpty()
                    ? finished(wish, draft, manifest.sizes().average())
                    : closed(draft, "A part of it is damaged or missing in the store");
        } catch (IOException | RuntimeException e) {
            draft.close();
            throw e;
        }
    }

    private static Fetched closed(Disk.Draft draft, String why) {
        draft.close();
        return Fetched.failed(why);
    }

    /// Copies the chunks that files of the disk have.
    ///
    /// @return indexes of the others
    private HashSet<Integer> takeFromNear(Wish wish, Manifest manifest, Disk.Draft draft) throws IOException {
        var left = new HashSet<Integer>();
        var offsets = offsets(manifest);
        var places = new HashMap<Chunk, Near>();
        for (var path : wish.near) {
            try (var source = disk.read(path)) {
                long offset = 0;
                for (var chunk : Cutter.cut(source, manifest.sizes(), wish.size).chunks()) {
                    places.putIfAbsent(chunk, new Near(path, offset));
                    offset += chunk.length();
                }
            } catch (IOException e) {
                // it cannot be read: the server has everything
            }
        }
        for (int index = 0; index < offsets.length; index++) {
            var chunk = manifest.chunks().get(index);
            var near = places.get(chunk);
            if (near == null || !copied(near, chunk, draft, offsets[index])) {
                left.add(index);
            }
        }
        return left;
    }

    private boolean copied(Near near, Chunk chunk, Disk.Draft draft, long offset) throws IOException {
        byte[] bytes;
        try {
            bytes = disk.read(near.path, near.offset, chunk.length());
        } catch (IOException e) {
            return false;
        }
        if (!Chunk.of(bytes, 0, bytes.length).equals(chunk)) {
            return false;
        }
        draft.write(offset, bytes);
        return true;
    }

    private void fetchParts(Wish wish, Manifest manifest, HashSet<Integer> left, Disk.Draft draft) throws IOException {
        var offsets = offsets(manifest);
        var windows = windows(left.stream().sorted().toList());
        for (int from = 0; from < windows.size(); from += WINDOWS) {
            var asked = windows.subList(from, Math.min(windows.size(), from + WINDOWS)).stream()
                    .map(window ->
                            new Wanted(wish.version.node(), wish.version, null, window.getFirst(), window.size()))
                    .toList();
            var tasks = new ArrayList<Callable<Void>>();
            for (var extent : remote.extents(asked).extents()) {
                tasks.add(() -> {
                    stream(extent, (chunk, bytes) -> {
                        draft.write(offsets[chunk.index()], bytes);
                        synchronized (left) {
                            left.remove(chunk.index());
                        }
                    });
                    return null;
                });
            }
            lanes.all(tasks);
        }
    }

    private static List<List<Integer>> windows(List<Integer> indexes) {
        var windows = new ArrayList<List<Integer>>();
        for (int index : indexes) {
            if (windows.isEmpty()
                    || windows.getLast().getLast() + 1 != index
                    || windows.getLast().size() == WINDOW) {
                windows.add(new ArrayList<>());
            }
            windows.getLast().add(index);
        }
        return windows;
    }

    private static long[] offsets(Manifest manifest) {
        var offsets = new long[manifest.chunks().size()];
        long offset = 0;
        for (int index = 0; index < offsets.length; index++) {
            offsets[index] = offset;
            offset += manifest.chunks().get(index).length();
        }
        return offsets;
    }

    private record Near(String path, long offset) {}
}
