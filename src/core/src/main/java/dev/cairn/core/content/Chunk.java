package dev.cairn.core.content;

/// One run of a file's bytes, stored and transferred whole: the unit of dedup and delta.
///
/// Two chunks are the same when fingerprint and length are; the same fingerprint with another
/// length is a lie that every reader refuses.
///
/// @param length size in bytes, 1 to [#MAX_LENGTH]; an empty file has no chunks at all
public record Chunk(Fingerprint fingerprint, int length) {

    /// 16 MiB: four times the largest average size of [ChunkSizes].
    public static final int MAX_LENGTH = 16 * 1024 * 1024;

    public Chunk {
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("A chunk has 1 to " + MAX_LENGTH + " bytes, not " + length);
        }
    }

    /// Names the `length` bytes of `bytes` from `offset` on.
    public static Chunk of(byte[] bytes, int offset, int length) {
        return new Chunk(Fingerprint.of(bytes, offset, length), length);
    }
}
