package dev.cairn.bench.client;

import dev.cairn.bench.client.Pack.Located;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// Puts chunks into packs, as they come. For one thread.
final class Packer {

    private final int packSize;
    private final int mostChunks;
    private final List<Located> chunks = new ArrayList<>();
    private final MessageDigest digest = Fingerprint.sha256();
    private int size;

    /// @param packSize bytes that no pack exceeds, unless one chunk alone does
    /// @param mostChunks that no pack exceeds
    Packer(int packSize, int mostChunks) {
        this.packSize = packSize;
        this.mostChunks = mostChunks;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /// Whether a chunk needs a new pack.
    boolean isFullFor(Chunk chunk) {
        return size > 0 && (size + chunk.length() > packSize || chunks.size() == mostChunks);
    }

    /// @param bytes holds the chunk's bytes from `from` on
    void add(Located located, byte[] bytes, int from) {
        chunks.add(located);
        size += located.chunk().length();
        digest.update(bytes, from, located.chunk().length());
    }

    /// The pack as it is, and an empty one from now on.
    Pack finish() {
        var pack = new Pack(Fingerprint.ofBytes(digest.digest()), chunks);
        chunks.clear();
        size = 0;
        return pack;
    }

    /// Packs some chunks of a file anew, reading them again: for when others of their packs turn out
    /// not to be wanted.
    static List<Pack> repack(FileChannel file, List<Located> chunks, int packSize, int mostChunks) throws IOException {
        var packer = new Packer(packSize, mostChunks);
        var packs = new ArrayList<Pack>();
        for (var located : chunks) {
            var bytes = new byte[located.chunk().length()];
            for (var target = ByteBuffer.wrap(bytes); target.hasRemaining(); ) {
                if (file.read(target, located.offset() + target.position()) < 0) {
                    throw new EOFException("The file has become shorter while it was read");
                }
            }
            if (packer.isFullFor(located.chunk())) {
                packs.add(packer.finish());
            }
            packer.add(located, bytes, 0);
        }
        if (!packer.isEmpty()) {
            packs.add(packer.finish());
        }
        return packs;
    }
}
