package dev.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    /// FIPS 180-4, example "abc".
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void is_the_sha_256_of_the_bytes() {
        var abc = "xabcx".getBytes(StandardCharsets.US_ASCII);

        assertThat(Fingerprint.of(abc, 1, 3)).hasToString(ABC);
        assertThat(Fingerprint.of(ByteBuffer.wrap(abc, 1, 3))).hasToString(ABC);
    }

    @Test
    void leaves_the_buffer_where_it_was() {
        var buffer = ByteBuffer.wrap(new byte[10], 2, 5);

        Fingerprint.of(buffer);

        assertThat(buffer.position()).isEqualTo(2);
        assertThat(buffer.remaining()).isEqualTo(5);
    }

    @Test
    void text_and_binary_form_lead_back_to_the_value() {
        var fingerprint = Fingerprint.parse(ABC);

        assertThat(Fingerprint.ofBytes(fingerprint.toBytes())).isEqualTo(fingerprint);
        assertThat(Fingerprint.parse(fingerprint.toString())).isEqualTo(fingerprint);
    }

    @Test
    void order_is_that_of_the_bytes() {
        var values = IntStream.range(0, 200)
                .mapToObj(i -> Fingerprint.of(new byte[] {(byte) i}, 0, 1))
                .toList();

        assertThat(values.stream().sorted().map(Fingerprint::toBytes)).isSortedAccordingTo(Arrays::compareUnsigned);
    }

    @Test
    void refuses_other_texts() {
        for (var text : new String[] {"", "ab", ABC.toUpperCase(), ABC + "0", ABC.replace('b', 'g')}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.parse(text));
        }
    }
}
