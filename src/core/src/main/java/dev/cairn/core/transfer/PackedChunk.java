package dev.cairn.core.transfer;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import java.util.Objects;

/// A chunk as it lies in a pack.
///
/// @param size plain bytes
/// @param storedSize bytes in the pack; at most [#MAX_STORED], and equal to `size` for `identity`
public record PackedChunk(Fingerprint fingerprint, int size, int storedSize, Encoding encoding) {

    /// An encoding that makes a chunk longer than this is not used: the chunk stays as it is.
    public static final int MAX_STORED = Chunk.MAX_LENGTH;

    public PackedChunk {
        Objects.requireNonNull(fingerprint, "A packed chunk needs a fingerprint");
        Objects.requireNonNull(encoding, "A packed chunk needs an encoding");
        if (size < 1 || size > Chunk.MAX_LENGTH || storedSize < 1 || storedSize > MAX_STORED) {
            throw new IllegalArgumentException("A packed chunk has 1 to " + Chunk.MAX_LENGTH + " bytes");
        }
        if (encoding == Encoding.IDENTITY && size != storedSize) {
            throw new IllegalArgumentException("A chunk stored as it is has size and storedSize equal");
        }
    }

    public Chunk chunk() {
        return new Chunk(fingerprint, size);
    }
}
