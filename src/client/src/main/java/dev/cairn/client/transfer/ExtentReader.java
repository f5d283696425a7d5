package dev.cairn.client.transfer;

import dev.cairn.client.remote.Remote;
import dev.cairn.client.remote.Remote.Extent;
import dev.cairn.client.remote.Remote.FetchedChunk;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.DamagedChunkException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Comparator;

/// Reads extents chunk by chunk, and passes on those that are what their fingerprints say.
final class ExtentReader {

    private final Remote remote;

    ExtentReader(Remote remote) {
        this.remote = remote;
    }

    /// Takes plain chunks, in the order of the extent.
    @FunctionalInterface
    interface Sink {
        void take(FetchedChunk chunk, byte[] plain) throws IOException;
    }

    /// A damaged chunk is left out.
    ///
    /// @throws IOException if the store cannot be reached, or the sink fails
    void read(Extent extent, Sink sink) throws IOException {
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
}
