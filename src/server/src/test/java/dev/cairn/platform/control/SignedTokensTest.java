package dev.cairn.platform.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignedTokensTest {

    private final SignedTokens tokens = new SignedTokens(new Keys(TestSettings.good()));

    @Test
    void what_was_sealed_is_opened_again() {
        for (var content : new byte[][] {{}, {0}, "text".getBytes(StandardCharsets.UTF_8), new byte[1000]}) {
            assertThat(tokens.open("list", tokens.seal("list", content))).hasValue(content);
        }
    }

    @Test
    void a_token_of_another_purpose_or_server_is_none() {
        var token = tokens.seal("list", new byte[] {1});
        var different = "AQ" + "A".repeat(41) + "=";
        var elsewhere = new SignedTokens(
                new Keys(TestSettings.with("https://files.example.org", different, TestSettings.TOKEN_KEY)));

        assertThat(tokens.open("trash", token)).isEmpty();
        assertThat(elsewhere.open("list", token)).isEmpty();
    }

    @Test
    void no_single_bit_can_be_changed() {
        var token = tokens.seal("list", new byte[] {1, 2, 3});
        var bytes = Base64.getUrlDecoder().decode(token);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            var changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            var text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

            assertThat(tokens.open("list", text)).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void what_is_no_token_is_none() {
        assertThat(tokens.open("list", "")).isEmpty();
        assertThat(tokens.open("list", "a b")).isEmpty();
        assertThat(tokens.open("list", "AAAA")).isEmpty();
        assertThat(tokens.open("list", "A".repeat(100_000))).isEmpty();
    }
}
