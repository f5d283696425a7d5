package dev.cairn.testing;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An app that shows codes, as people have it on their phones. Each code that it gives is the next one, so
/// no more than two can be asked for within thirty seconds.
public final class Authenticator {

    private static final int STEP_SECONDS = 30;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] secret;
    private long last;

    /// @param secret in Base32: 32 characters
    public Authenticator(String secret) {
        var number = secret.chars()
                .mapToObj(each -> BigInteger.valueOf(ALPHABET.indexOf(each)))
                .reduce(BigInteger.ONE, (sum, each) -> sum.shiftLeft(5).or(each)); // the one keeps leading zeros
        var bytes = number.toByteArray();
        this.secret = Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    public String code() {
        last = Math.max(last + 1, Instant.now().getEpochSecond() / STEP_SECONDS);
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(last).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
