package dev.cairn.packs.control;

import java.security.SecureRandom;
import java.util.HexFormat;

/// The names of objects in the store: random, so that no two are alike and none can be guessed.
public final class ObjectKeys {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private ObjectKeys() {}

    /// A name that nothing has had.
    public static String next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return "packs/" + HexFormat.of().formatHex(bytes);
    }
}
