package dev.cairn.bench.client;

import dev.cairn.bench.client.Said.Extent;
import dev.cairn.bench.client.Said.FetchedChunk;
import dev.cairn.bench.client.http.Incoming;
import dev.cairn.bench.client.http.Request;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.DamagedChunkException;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Downloads one file: asks for its manifest, then for a window of extents at a time, and fetches
/// several extents at once. Every chunk is compared with its fingerprint before it is written.
///
/// Memory: two buffers of the longest chunk for each extent under way.
public final class FileDownloader {

    private static final int EXTENTS_AT_ONCE = 4;

    /// Bytes that are asked for in one call.
    private static final long WINDOW = 128L * 1024 * 1024;

    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final Account account;

    public FileDownloader(Account account) {
        this.account = account;
    }

    /// Writes a version to a file, which is made or overwritten.
    ///
    /// @throws DamagedChunkException if what comes is not what the manifest says
    public void download(NodeId folder, NodeId id, VersionId version, Path target)
            throws IOException, InterruptedException {
        var manifest = account.manifest(folder, id, version);
        try (var file = FileChannel.open(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                var fetches = new Together("fetch")) {
            var sink = new Sink(file, manifest);
            var slots = new Semaphore(EXTENTS_AT_ONCE);
            for (int from = 0; from < manifest.chunks().size(); ) {
                int count = window(manifest, from);
                for (var extent : account.extents(id, version, from, count)) {
                    slots.acquire();
                    fetches.start(() -> {
                        try {
                            return fetch(extent, sink);
                        } finally {
                            slots.release();
                        }
                    });
                }
                from += count;
            }
            fetches.join();
        }
    }

    private static int window(Manifest manifest, int from) {
        long bytes = 0;
        int at = from;
        while (at < manifest.chunks().size() && bytes < WINDOW) {
            bytes += manifest.chunks().get(at++).length();
        }
        return at - from;
    }

    private Void fetch(Extent extent, Sink sink) throws IOException {
        return account.http().send(Request.get(extent.url(), extent.headers()), answer -> {
            if (answer.status() != PARTIAL && answer.status() != OK) {
                answer.readAll().expect(PARTIAL);
            }
            copy(answer, extent.chunks(), sink);
            return null;
        });
    }

    private static void copy(Incoming answer, List<FetchedChunk> chunks, Sink sink) throws IOException {
        var ordered = chunks.stream()
                .sorted(Comparator.comparingInt(FetchedChunk::offset))
                .toList();
        int longest = ordered.stream().mapToInt(FetchedChunk::storedSize).max().orElse(0);
        var stored = ByteBuffer.allocateDirect(longest);
        var plain = new byte[longest];
        int read = 0;
        for (var chunk : ordered) {
            if (chunk.offset() == read) { // else it is the one before once more, for another place
                stored.clear().limit(chunk.storedSize());
                answer.readFully(stored);
                read += chunk.storedSize();
            }
            stored.rewind();
            sink.write(chunk, stored, plain);
        }
    }

    /// The file that comes into being.
    private static final class Sink {

        private final FileChannel file;
        private final Manifest manifest;
        private final long[] offsets;

        Sink(FileChannel file, Manifest manifest) {
            this.file = file;
            this.manifest = manifest;
            this.offsets = offsets(manifest.chunks());
        }

        private static long[] offsets(List<Chunk> chunks) {
            var offsets = new long[chunks.size()];
            for (int i = 1; i < offsets.length; i++) {
                offsets[i] = offsets[i - 1] + chunks.get(i - 1).length();
            }
            return offsets;
        }

        /// @param stored the chunk as it is in the store
        /// @param room for as many bytes
        void write(FetchedChunk fetched, ByteBuffer stored, byte[] room) throws IOException {
            var chunk = manifest.chunks().get(fetched.index());
            int length = stored.remaining();
            stored.get(stored.position(), room, 0, length);
            if (fetched.encoding() == Encoding.IDENTITY) {
                verify(chunk, room, length);
                write(stored.duplicate(), offsets[fetched.index()]);
            } else {
                var plain = fetched.encoding().decode(Arrays.copyOf(room, length), chunk.length());
                verify(chunk, plain, plain.length);
                write(ByteBuffer.wrap(plain), offsets[fetched.index()]);
            }
        }

        private static void verify(Chunk chunk, byte[] bytes, int length) throws DamagedChunkException {
            if (length != chunk.length() || !Fingerprint.of(bytes, 0, length).equals(chunk.fingerprint())) {
                throw new DamagedChunkException("A chunk is not what its fingerprint says");
            }
        }

        private void write(ByteBuffer bytes, long offset) throws IOException {
            for (long at = offset; bytes.hasRemaining(); ) {
                at += file.write(bytes, at);
            }
        }
    }
}
