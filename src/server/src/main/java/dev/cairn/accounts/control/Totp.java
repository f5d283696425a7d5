package dev.cairn.accounts.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes that an authenticator and the server make of the same secret and the time.
///
/// Six digits, a step of thirty seconds, and HMAC-SHA1: what every authenticator app knows, and some know
/// nothing else. Sources: RFC 6238, RFC 4226.
final class Totp {

    /// Length of a secret, in bytes: that of the hash (RFC 4226, section 4, R6).
    static final int SECRET_BYTES = 20;

    static final Duration STEP = Duration.ofSeconds(30);

    /// How many steps a clock may be ahead or behind (RFC 6238, section 5.2).
    private static final int DRIFT = 1;

    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;

    private Totp() {}

    /// The code of one step of time.
    static String code(byte[] secret, long step) {
        var hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0x0f;
        int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    }

    /// Which step of time a code belongs to; empty if it is none of about now, or not later than one that
    /// was used.
    static OptionalLong match(byte[] secret, String code, Instant now, long lastUsed) {
        long step = now.getEpochSecond() / STEP.toSeconds();
        return LongStream.rangeClosed(step - DRIFT, step + DRIFT)
                .filter(each -> each > lastUsed)
                .filter(each -> MessageDigest.isEqual(bytes(code(secret, each)), bytes(code)))
                .findFirst();
    }

    private static byte[] bytes(String code) {
        return code.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has HmacSHA1", e);
        }
    }
}
