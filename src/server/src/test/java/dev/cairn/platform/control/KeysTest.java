package dev.cairn.platform.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeysTest {

    private final Keys keys = new Keys(TestSettings.good());
    private final byte[] message = {1, 2, 3};

    @Test
    void a_signature_is_good_for_its_message_and_purpose_alone() {
        var signature = keys.sign("one", message);

        assertThat(keys.isSigned("one", message, signature)).isTrue();
        assertThat(keys.isSigned("other", message, signature)).isFalse();
        assertThat(keys.isSigned("one", new byte[] {1, 2, 4}, signature)).isFalse();
        assertThat(keys.sign("one", message)).isEqualTo(signature);
    }

    @Test
    void another_secret_makes_another_signature() {
        var different = new byte[32];
        different[0] = 1;
        var other = new Keys(TestSettings.with(
                "https://files.example.org", Base64.getEncoder().encodeToString(different), TestSettings.TOKEN_KEY));
        assertThat(other.isSigned("one", message, keys.sign("one", message))).isFalse();
    }

    @Test
    void the_first_half_of_a_signature_will_do_and_less_will_not() {
        var signature = keys.sign("one", message);

        assertThat(keys.isSigned("one", message, Arrays.copyOf(signature, 16))).isTrue();
        assertThat(keys.isSigned("one", message, Arrays.copyOf(signature, 15))).isFalse();
        assertThat(keys.isSigned("one", message, new byte[0])).isFalse();
        assertThat(keys.isSigned("one", message, Arrays.copyOf(signature, 33))).isFalse();
    }
}
