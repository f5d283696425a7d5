package dev.cairn.content.control;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.DamagedChunkException;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.packs.control.ChunkIndex.Place;
import dev.cairn.packs.control.PackStore;
import dev.cairn.packs.control.Traffic;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Streams the plain bytes of one version, or of several one after the other: fetched from the store ahead of the
/// reader and side by side,
/// decoded, and each chunk compared with its fingerprint before a byte of it is given out.
///
/// Memory stays the same however large the file is: [#AHEAD] runs at a time.
public final class ContentReader {

    /// Runs that are fetched before they are needed.
    private static final int AHEAD = 3;

    /// Bytes that are fetched together: 4 MiB.
    private static final int RUN_BYTES = 4 * 1024 * 1024;

    private final PackStore store;
    private final Traffic traffic;
    private final ExecutorService threads;
    private final List<Chunk> chunks;
    private final Map<Fingerprint, Place> places;

    /// @param threads one for each fetch; virtual ones do
    /// @param chunks of the content, in their order
    /// @param places of all of them
    ContentReader(
            PackStore store,
            Traffic traffic,
            ExecutorService threads,
            List<Chunk> chunks,
            Map<Fingerprint, Place> places) {
        this.store = store;
        this.traffic = traffic;
        this.threads = threads;
        this.chunks = List.copyOf(chunks);
        this.places = places;
    }

    /// Bytes of the whole content.
    public long size() {
        return chunks.stream().mapToLong(Chunk::length).sum();
    }

    /// Writes a part of the content.
    ///
    /// @param from first byte, from 0
    /// @param length number of bytes; the part lies inside the content
    /// @throws DamagedChunkException if the store's bytes are not what they were; nothing of the
    ///     damaged chunk was written
    /// @throws IOException if the reader went away, or the store did
    public void writeTo(OutputStream target, long from, long length) throws IOException {
        var wanted = new ArrayList<Place>();
        long start = 0; // of the first wanted chunk, in the file
        long at = 0;
        for (var chunk : chunks) {
            boolean inside = at + chunk.length() > from && at < from + length;
            if (inside) {
                if (wanted.isEmpty()) {
                    start = at;
                }
                wanted.add(places.get(chunk.fingerprint()));
            }
            at += chunk.length();
        }
        write(target, Run.of(wanted, RUN_BYTES), from - start, length);
    }

    private void write(OutputStream target, List<Run> runs, long skip, long length) throws IOException {
        var fetches = new ArrayDeque<Future<List<byte[]>>>();
        int next = 0;
        long toSkip = skip;
        long left = length;
        try {
            while (left > 0) {
                while (next < runs.size() && fetches.size() < AHEAD) {
                    var run = runs.get(next++);
                    fetches.add(threads.submit(() -> fetch(run)));
                }
                for (var plain : result(fetches.remove())) {
                    int offset = (int) Math.min(toSkip, plain.length);
                    int count = (int) Math.min(left, plain.length - offset);
                    target.write(plain, offset, count);
                    traffic.out(count);
                    toSkip -= offset;
                    left -= count;
                }
            }
        } finally {
            fetches.forEach(fetch -> fetch.cancel(true));
        }
    }

    private List<byte[]> fetch(Run run) throws IOException {
        var plain = new ArrayList<byte[]>(run.places().size());
        traffic.read(run.objectKey());
        try (var stored = store.read(run.objectKey(), run.range())) {
            for (var place : run.places()) {
                plain.add(decode(place, stored.readNBytes(place.storedLength())));
            }
        }
        return plain;
    }

    private static byte[] decode(Place place, byte[] stored) throws DamagedChunkException {
        var plain = place.encoding().decode(stored, place.chunk().length());
        if (!new Chunk(Fingerprint.of(plain, 0, plain.length), plain.length).equals(place.chunk())) {
            throw new DamagedChunkException("The chunk " + place.chunk().fingerprint() + " is damaged in the store");
        }
        return plain;
    }

    private static List<byte[]> result(Future<List<byte[]>> fetch) throws IOException {
        try {
            return fetch.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The server is stopping");
        }
    }
}
