package dev.cairn.bench.client;

import dev.cairn.bench.client.http.Body;
import dev.cairn.bench.client.http.Body.Piece;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackedChunk;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// Chunks of a file that are sent together, each stored as it is.
///
/// @param checkSum SHA-256 of all bytes
/// @param chunks where each is in the file, in the order of the file
record Pack(Fingerprint checkSum, List<Located> chunks) {

    Pack {
        chunks = List.copyOf(chunks);
    }

    /// A chunk and its place in the file, in bytes.
    record Located(Chunk chunk, long offset) {}

    /// In bytes.
    int size() {
        return chunks.stream().mapToInt(located -> located.chunk.length()).sum();
    }

    PackOffer offer(int number) {
        var packed = chunks.stream()
                .map(Located::chunk)
                .map(chunk -> new PackedChunk(chunk.fingerprint(), chunk.length(), chunk.length(), Encoding.IDENTITY))
                .toList();
        return new PackOffer(number, size(), checkSum, packed);
    }

    /// Straight from the file; chunks that are neighbours in it are sent in one go.
    Body body(FileChannel file) {
        var pieces = new ArrayList<Piece>();
        long from = chunks.getFirst().offset;
        long to = from;
        for (var located : chunks) {
            if (located.offset != to) {
                pieces.add(new Piece(from, to - from));
                from = located.offset;
            }
            to = located.offset + located.chunk.length();
        }
        pieces.add(new Piece(from, to - from));
        return new Body.FilePieces(file, pieces);
    }
}
