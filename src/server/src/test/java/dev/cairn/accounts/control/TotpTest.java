package dev.cairn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /// RFC 6238, appendix B, SHA-1; of its eight digits the last six.
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codes_are_those_of_the_standard(long seconds, String code) {
        assertThat(Totp.code(SECRET, seconds / 30)).isEqualTo(code);
    }

    /// RFC 4226, appendix D.
    @ParameterizedTest
    @CsvSource({"0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314", "9, 520489"})
    void steps_are_the_counters_of_the_older_standard(long step, String code) {
        assertThat(Totp.code(SECRET, step)).isEqualTo(code);
    }

    @Test
    void a_clock_may_be_one_step_ahead_or_behind_and_no_more() {
        var now = Instant.ofEpochSecond(3000); // step 100

        for (long step = 99; step <= 101; step++) {
            assertThat(Totp.match(SECRET, Totp.code(SECRET, step), now, 0)).hasValue(step);
        }
        assertThat(Totp.match(SECRET, Totp.code(SECRET, 98), now, 0)).isEmpty();
        assertThat(Totp.match(SECRET, Totp.code(SECRET, 102), now, 0)).isEmpty();
    }

    @Test
    void no_code_is_good_twice_nor_one_before_it() {
        var now = Instant.ofEpochSecond(3000);

        assertThat(Totp.match(SECRET, Totp.code(SECRET, 100), now, 100)).isEmpty();
        assertThat(Totp.match(SECRET, Totp.code(SECRET, 99), now, 100)).isEmpty();
        assertThat(Totp.match(SECRET, Totp.code(SECRET, 101), now, 100)).hasValue(101);
    }

    @ParameterizedTest
    @CsvSource({"''", "0", "28708", "2870820", "abcdef"})
    void what_is_no_code_matches_nothing(String text) {
        assertThat(Totp.match(SECRET, text, Instant.ofEpochSecond(59), 0)).isEmpty();
    }
}
