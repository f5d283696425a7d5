package dev.cairn.platform.control;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys that derive from the server's one secret, one for each purpose, so that what is signed
/// for one purpose is worth nothing for another.
///
/// HMAC-SHA256 throughout. Source: RFC 2104; for the derivation NIST SP 800-108.
public final class Keys {

    /// Length of [#sign], in bytes.
    public static final int SIGNATURE_BYTES = 32;

    private final byte[] secret;

    public Keys(Settings settings) {
        this.secret = settings.secretBytes();
    }

    /// Signs a message for one purpose.
    ///
    /// @return 32 bytes
    public byte[] sign(String purpose, byte[] message) {
        return hmac(hmac(secret, purpose.getBytes(StandardCharsets.UTF_8)), message);
    }

    /// Whether `signature`, or its first bytes if it is shorter than 32 but at least 16, is that of
    /// the message. Takes the same time for every wrong signature.
    public boolean isSigned(String purpose, byte[] message, byte[] signature) {
        return signature.length >= SIGNATURE_BYTES / 2
                && signature.length <= SIGNATURE_BYTES
                && MessageDigest.isEqual(Arrays.copyOf(sign(purpose, message), signature.length), signature);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has HmacSHA256", e);
        }
    }
}
