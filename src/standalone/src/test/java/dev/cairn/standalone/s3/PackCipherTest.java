package dev.cairn.standalone.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PackCipherTest {

    private static final byte[] SALT = new byte[PackCipher.SALT_BYTES];
    private static final byte[] PLAIN = "some bytes".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static byte[] seal(PackCipher cipher, long number) {
        var sealed = new byte[PLAIN.length + PackCipher.TAG_BYTES];
        cipher.seal(number, PLAIN, 0, PLAIN.length, sealed, 0);
        return sealed;
    }

    /// The documented form, computed from HMAC and AES-GCM alone (RFC 5869, NIST SP 800-38D).
    @Test
    void what_is_sealed_can_be_opened_by_the_documentation() throws Exception {
        var master = Keys.master(7);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SALT, "HmacSHA256"));
        var extracted = mac.doFinal(master.getEncoded());
        mac.init(new SecretKeySpec(extracted, "HmacSHA256"));
        mac.update("cairn pack 1\0packs/a".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        var key = mac.doFinal(new byte[] {1});
        var nonce = HexFormat.of().parseHex("000000000000000300000000");
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));

        assertThat(cipher.doFinal(seal(new PackCipher(master, SALT, "packs/a"), 3)))
                .isEqualTo(PLAIN);
    }

    @Test
    void nothing_opens_under_another_number_name_salt_or_master_key() throws Exception {
        var sealed = seal(new PackCipher(Keys.master(1), SALT, "a"), 0);
        var plain = new byte[PLAIN.length];
        new PackCipher(Keys.master(1), SALT, "a").open(0, sealed, 0, sealed.length, plain, 0);
        assertThat(plain).isEqualTo(PLAIN);

        assertRefused(new PackCipher(Keys.master(1), SALT, "a"), 1, sealed);
        assertRefused(new PackCipher(Keys.master(1), SALT, "a"), PackCipher.HEADER, sealed);
        assertRefused(new PackCipher(Keys.master(1), SALT, "b"), 0, sealed);
        assertRefused(new PackCipher(Keys.master(1), PackCipher.newSalt(), "a"), 0, sealed);
        assertRefused(new PackCipher(Keys.master(2), SALT, "a"), 0, sealed);
    }

    private static void assertRefused(PackCipher cipher, long number, byte[] sealed) {
        assertThatThrownBy(() -> cipher.open(number, sealed, 0, sealed.length, new byte[PLAIN.length], 0))
                .isInstanceOf(DamagedPackException.class);
    }
}
