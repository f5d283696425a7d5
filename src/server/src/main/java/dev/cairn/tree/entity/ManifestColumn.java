package dev.cairn.tree.entity;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/// A short manifest as rows hold it: the average chunk size as a power of two (1 byte), then of each
/// chunk fingerprint (32) and length (4). Most files have one chunk, and every byte is there a million
/// times.
public final class ManifestColumn {

    private static final int ENTRY = Fingerprint.BYTES + Integer.BYTES;

    private ManifestColumn() {}

    public static byte[] write(Manifest manifest) {
        var column = ByteBuffer.allocate(1 + manifest.chunks().size() * ENTRY);
        column.put((byte) Integer.numberOfTrailingZeros(manifest.sizes().average()));
        for (var chunk : manifest.chunks()) {
            chunk.fingerprint().write(column);
            column.putInt(chunk.length());
        }
        return column.array();
    }

    /// @throws IllegalArgumentException if it is not what [#write] wrote
    public static Manifest read(byte[] column) {
        if (column.length % ENTRY != 1) {
            throw new IllegalArgumentException("Not a manifest: " + column.length + " bytes");
        }
        var source = ByteBuffer.wrap(column);
        var sizes = new ChunkSizes(1 << source.get());
        var chunks = new ArrayList<Chunk>();
        while (source.hasRemaining()) {
            chunks.add(new Chunk(Fingerprint.read(source), source.getInt()));
        }
        return new Manifest(sizes, chunks);
    }
}
