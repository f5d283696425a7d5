package dev.cairn.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Contents for tests.
final class Bytes {

    private Bytes() {}

    /// Bytes that nobody has had before.
    static byte[] fresh(int size) {
        return of(size, UUID.randomUUID().getMostSignificantBits());
    }

    static byte[] of(int size, long seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<byte[]> freshChunks(int count, int size) {
        var chunks = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            chunks.add(fresh(size));
        }
        return chunks;
    }
}
