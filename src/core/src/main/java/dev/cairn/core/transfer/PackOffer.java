package dev.cairn.core.transfer;

import dev.cairn.core.content.Fingerprint;
import java.util.List;
import java.util.Objects;

/// A pack that a client is about to send.
///
/// @param pack the client's own number for it, from 0
/// @param size bytes of the whole pack, 1 to [#MAX_SIZE]: the sum of its chunks' stored sizes
/// @param checkSum SHA-256 of the whole pack
/// @param chunks in the order in which they lie in it, without gaps
public record PackOffer(int pack, int size, Fingerprint checkSum, List<PackedChunk> chunks) {

    /// 64 MiB.
    public static final int MAX_SIZE = 64 * 1024 * 1024;

    /// As many chunks as a pack may hold.
    public static final int MAX_CHUNKS = 20_000;

    public PackOffer {
        Objects.requireNonNull(checkSum, "A pack needs a checkSum");
        chunks = List.copyOf(Objects.requireNonNull(chunks, "A pack needs chunks"));
        if (pack < 0) {
            throw new IllegalArgumentException("Packs are numbered from 0");
        }
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("A pack has 1 to " + MAX_SIZE + " bytes, not " + size);
        }
        if (chunks.isEmpty() || chunks.size() > MAX_CHUNKS) {
            throw new IllegalArgumentException("A pack has 1 to " + MAX_CHUNKS + " chunks");
        }
        if (chunks.stream().mapToLong(PackedChunk::storedSize).sum() != size) {
            throw new IllegalArgumentException("A pack's size is the sum of its chunks' stored sizes");
        }
    }
}
