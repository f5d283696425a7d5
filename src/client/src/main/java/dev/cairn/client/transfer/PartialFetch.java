package dev.cairn.client.transfer;

import dev.cairn.client.disk.Disk;
import dev.cairn.client.remote.Remote;
import dev.cairn.client.remote.Remote.Wanted;
import dev.cairn.client.transfer.Downloader.Former;
import dev.cairn.client.transfer.Downloader.Wish;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Fills a draft with a content chunk by chunk: with those that an older content on the disk has,
/// and with the others from the server.
final class PartialFetch {

    /// Chunks that are copied by one task, or asked for with one entry of a question.
    private static final int WINDOW = 64;

    /// Entries of a question.
    private static final int WINDOWS = 16;

    private final Disk disk;
    private final Remote remote;
    private final Lanes lanes;
    private final Wish wish;
    private final Manifest manifest;
    private final Disk.Draft draft;
    private final long[] offsets;

    /// Indexes of the chunks that the draft does not have yet.
    private final Set<Integer> left = ConcurrentHashMap.newKeySet();

    PartialFetch(Disk disk, Remote remote, Lanes lanes, Wish wish, Manifest manifest, Disk.Draft draft) {
        this.disk = disk;
        this.remote = remote;
        this.lanes = lanes;
        this.wish = wish;
        this.manifest = manifest;
        this.draft = draft;
        this.offsets = offsets(manifest);
        IntStream.range(0, offsets.length).forEach(left::add);
    }

    /// @return whether all of it is there; false if parts are damaged or missing in the store
    /// @throws NotWrittenException if the disk takes no more
    /// @throws IOException if the server or the store cannot be reached
    boolean run() throws IOException {
        if (wish.former().isPresent()) {
            copyFrom(wish.former().get());
        }
        fetch();
        return left.isEmpty();
    }

    // ---- from the disk

    private void copyFrom(Former former) throws IOException {
        var places = places(former);
        var tasks = new ArrayList<Callable<Void>>();
        for (int from = 0; from < offsets.length; from += WINDOW) {
            int begin = from;
            int end = Math.min(from + WINDOW, offsets.length);
            tasks.add(() -> {
                for (int index = begin; index < end; index++) {
                    copy(former.path(), places, index);
                }
                return null;
            });
        }
        lanes.all(tasks, manifest.sizes().maximum());
    }

    /// Where the chunks of the older content begin; none if it cannot be read.
    private Map<Chunk, Long> places(Former former) {
        var places = new HashMap<Chunk, Long>();
        long offset = 0;
        for (var chunk : chunks(former)) {
            places.putIfAbsent(chunk, offset);
            offset += chunk.length();
        }
        return places;
    }

    private List<Chunk> chunks(Former former) {
        if (former.version().isPresent()
                && former.version().get().manifest().sizes().equals(manifest.sizes())) {
            return former.version().get().manifest().chunks();
        }
        try (var source = disk.read(former.path())) {
            return Cutter.cut(source, manifest.sizes(), wish.size()).chunks();
        } catch (IOException e) {
            return List.of(); // the server has everything
        }
    }

    private void copy(String path, Map<Chunk, Long> places, int index) throws IOException {
        var chunk = manifest.chunks().get(index);
        var place = places.get(chunk);
        if (place == null) {
            return;
        }
        byte[] bytes;
        try {
            bytes = disk.read(path, place, chunk.length());
        } catch (IOException e) {
            return; // it has just become shorter: the server has everything
        }
        if (Chunk.of(bytes, 0, bytes.length).equals(chunk)) {
            write(index, bytes);
        }
    }

    private void write(int index, byte[] bytes) throws NotWrittenException {
        try {
            draft.write(offsets[index], bytes);
        } catch (IOException e) {
            throw new NotWrittenException(e);
        }
        left.remove(index);
    }

    // ---- from the server

    private void fetch() throws IOException {
        var reader = new ExtentReader(remote);
        var version = wish.version();
        var windows = windows(left.stream().sorted().toList());
        for (int from = 0; from < windows.size(); from += WINDOWS) {
            var asked = windows.subList(from, Math.min(windows.size(), from + WINDOWS)).stream()
                    .map(window -> new Wanted(version.node(), version, null, window.getFirst(), window.size()))
                    .toList();
            var tasks = new ArrayList<Callable<Void>>();
            for (var extent : remote.extents(asked).extents()) {
                tasks.add(() -> {
                    reader.read(extent, (chunk, bytes) -> write(chunk.index(), bytes));
                    return null;
                });
            }
            lanes.all(tasks, manifest.sizes().maximum());
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

    /// It is the disk that failed, not what lies between here and the server.
    static final class NotWrittenException extends IOException {

        private static final long serialVersionUID = 1;

        NotWrittenException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
