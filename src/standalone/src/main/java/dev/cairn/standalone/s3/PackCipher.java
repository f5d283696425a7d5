package dev.cairn.standalone.s3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// Seals and opens the blocks of one pack: AES-256-GCM under a key that belongs to this pack alone.
///
/// The key follows from the master key, the pack's random salt and its name (RFC 5869), so no nonce ever
/// meets the same key twice, and a file that was moved to another name does not open. The nonce of
/// a block is its number; the header has a number of its own. For one thread at a time.
final class PackCipher {

    static final int SALT_BYTES = 32;

    /// What authentication adds to each block, in bytes.
    static final int TAG_BYTES = 16;

    /// The number under which the header is sealed; no block has it.
    static final long HEADER = -1;

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;
    private final Cipher cipher;

    PackCipher(SecretKey master, byte[] salt, String packName) {
        try {
            var info = ("cairn pack 1\0" + packName).getBytes(StandardCharsets.UTF_8);
            var parameters =
                    HKDFParameterSpec.ofExtract().addIKM(master).addSalt(salt).thenExpand(info, KEY_BYTES);
            this.key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK 25 has HKDF-SHA256 and AES-GCM", e);
        }
    }

    static byte[] newSalt() {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /// Writes `length` plain bytes as `length + TAG_BYTES` sealed ones, and returns how many it wrote.
    ///
    /// @param number of the block; never the same twice
    int seal(long number, byte[] plain, int offset, int length, byte[] sealed, int sealedOffset) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, nonce(number));
            return cipher.doFinal(plain, offset, length, sealed, sealedOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot seal a block", e);
        }
    }

    /// Writes the plain bytes of `length` sealed ones, and returns how many it wrote.
    ///
    /// @throws DamagedPackException if the bytes are not the ones that were sealed under this number
    int open(long number, byte[] sealed, int offset, int length, byte[] plain, int plainOffset)
            throws DamagedPackException {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, nonce(number));
            return cipher.doFinal(sealed, offset, length, plain, plainOffset);
        } catch (AEADBadTagException _) {
            throw new DamagedPackException(
                    number == HEADER ? "The header does not open" : "Block " + number + " does not open");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot open a block", e);
        }
    }

    private static GCMParameterSpec nonce(long number) {
        return new GCMParameterSpec(
                8 * TAG_BYTES, ByteBuffer.allocate(NONCE_BYTES).putLong(number).array());
    }
}
