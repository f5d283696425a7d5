package dev.cairn.client.transfer;

import com.github.luben.zstd.Zstd;
import dev.cairn.core.content.Encoding;
import java.util.Arrays;

/// Finds the stored form of a chunk: zstd where that is worth the trouble.
final class Compressor {

    /// Measured with source code: twice as fast as level 3, and 3 % larger.
    private static final int LEVEL = 1;

    private static final int SAMPLE = 8 * 1024;
    private static final int SMALLEST = 128;

    private Compressor() {}

    /// @param bytes in the stored form
    record Stored(Encoding encoding, byte[] bytes) {}

    static Stored store(byte[] plain) {
        if (plain.length < SMALLEST || plain.length > 4 * SAMPLE && !looksCompressible(plain)) {
            return new Stored(Encoding.IDENTITY, plain);
        }
        var compressed = Zstd.compress(plain, LEVEL);
        return isWorth(compressed.length, plain.length)
                ? new Stored(Encoding.ZSTD, compressed)
                : new Stored(Encoding.IDENTITY, plain);
    }

    /// Tries a piece from the middle: beginnings are often headers.
    private static boolean looksCompressible(byte[] plain) {
        int from = plain.length / 2;
        var sample = Arrays.copyOfRange(plain, from, from + SAMPLE);
        return isWorth(Zstd.compress(sample, LEVEL).length, sample.length);
    }

    private static boolean isWorth(int compressed, int plain) {
        return compressed < plain - plain / 32;
    }
}
