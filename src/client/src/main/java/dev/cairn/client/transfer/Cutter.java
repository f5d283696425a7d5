package dev.cairn.client.transfer;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Chunker;
import dev.cairn.core.content.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;

/// Cuts a stream into chunks, holding no more than a few of them.
public final class Cutter {

    private static final int CHUNKS_HELD = 2;

    private Cutter() {}

    /// @param size what the stream is thought to hold, in bytes; it may turn out to hold more or less
    public static Manifest cut(InputStream source, ChunkSizes sizes, long size) throws IOException {
        var chunker = new Chunker(sizes);
        var chunks = new ArrayList<Chunk>();
        int room = (int) Math.min(Math.max(size, 0) + 1, (long) CHUNKS_HELD * sizes.maximum());
        var bytes = new byte[room];
        int from = 0;
        int to = 0;
        boolean ended = false;
        while (true) {
            while (!ended && to < bytes.length) {
                int read = source.read(bytes, to, bytes.length - to);
                ended = read < 0;
                to += Math.max(read, 0);
            }
            if (from == to) {
                return new Manifest(sizes, chunks);
            }
            if (!ended && to - from < sizes.maximum()) {
                System.arraycopy(bytes, from, bytes = enough(bytes, sizes), 0, to - from);
                to -= from;
                from = 0;
                continue;
            }
            int end = chunker.cut(bytes, from, to);
            chunks.add(Chunk.of(bytes, from, end - from));
            from = end;
        }
    }

    /// The same room, or more where the stream turned out to be longer than was thought.
    private static byte[] enough(byte[] bytes, ChunkSizes sizes) {
        return bytes.length < CHUNKS_HELD * sizes.maximum() ? new byte[CHUNKS_HELD * sizes.maximum()] : bytes;
    }
}
