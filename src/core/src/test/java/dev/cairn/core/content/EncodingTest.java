package dev.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class EncodingTest {

    private static final byte[] PLAIN = TestInput.random(5, 100_000);

    @Test
    void every_encoding_gives_the_plain_bytes_back() throws IOException {
        assertThat(Encoding.IDENTITY.decode(PLAIN, PLAIN.length)).isEqualTo(PLAIN);
        assertThat(Encoding.GZIP.decode(gzip(PLAIN), PLAIN.length)).isEqualTo(PLAIN);
        assertThat(Encoding.ZSTD.decode(Zstd.compress(PLAIN), PLAIN.length)).isEqualTo(PLAIN);
    }

    @Test
    void another_length_than_claimed_is_damage() throws IOException {
        for (int wrong : new int[] {PLAIN.length - 1, PLAIN.length + 1, 1}) {
            assertDamaged(Encoding.IDENTITY, PLAIN, wrong);
            assertDamaged(Encoding.GZIP, gzip(PLAIN), wrong);
            assertDamaged(Encoding.ZSTD, Zstd.compress(PLAIN), wrong);
        }
    }

    @Test
    void damaged_bytes_never_decode_to_other_bytes_without_a_word() throws IOException {
        var random = new Random(99);
        for (var encoding : new Encoding[] {Encoding.GZIP, Encoding.ZSTD}) {
            for (int i = 0; i < 200; i++) {
                var stored = encoding == Encoding.GZIP ? gzip(PLAIN) : Zstd.compress(PLAIN);
                stored[random.nextInt(stored.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    var decoded = encoding.decode(stored, PLAIN.length);
                    assertThat(decoded).as("a lucky flip keeps the length").hasSize(PLAIN.length);
                } catch (DamagedChunkException expected) {
                    assertThat(expected).hasMessageContaining("chunk");
                }
            }
        }
    }

    @Test
    void a_bomb_is_refused_after_the_claimed_length() throws IOException {
        var bomb = gzip(new byte[50_000_000]);

        assertDamaged(Encoding.GZIP, bomb, 1000);
        assertDamaged(Encoding.ZSTD, Zstd.compress(new byte[50_000_000]), 1000);
    }

    @Test
    void numbers_and_names_lead_back_to_the_encoding() {
        for (var encoding : Encoding.values()) {
            assertThat(Encoding.ofNumber(encoding.number())).isEqualTo(encoding);
            assertThat(Encoding.ofWireName(encoding.wireName())).isEqualTo(encoding);
        }
    }

    private static void assertDamaged(Encoding encoding, byte[] stored, int length) {
        assertThatExceptionOfType(DamagedChunkException.class).isThrownBy(() -> encoding.decode(stored, length));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var stored = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(stored)) {
            gzip.write(plain);
        }
        return stored.toByteArray();
    }
}
