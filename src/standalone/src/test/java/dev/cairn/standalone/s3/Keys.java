package dev.cairn.standalone.s3;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Keys and bytes for tests, the same at each run.
final class Keys {

    private Keys() {}

    static SecretKey master(int fill) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return new SecretKeySpec(bytes, "AES");
    }

    static byte[] noise(int length) {
        var bytes = new byte[length];
        RandomGenerator.of("SplittableRandom").nextBytes(bytes);
        return bytes;
    }
}
