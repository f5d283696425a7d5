package dev.cairn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final Throttle throttle = new Throttle(() -> now);

    private void fail(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(account, address);
        }
    }

    private void assertOpen(String account, String address) {
        assertThatCode(() -> throttle.check(account, address)).doesNotThrowAnyException();
    }

    /// @return seconds to wait
    private long assertClosed(String account, String address) {
        var problem = new ProblemException[1];
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> throttle.check(account, address))
                .satisfies(e -> problem[0] = e);
        assertThat(problem[0].type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        return (Long) problem[0].members().get("retryAfter");
    }

    @Test
    void an_account_may_fail_ten_times_at_once_and_then_once_in_thirty_seconds() {
        fail("ada", "here", 9);
        assertOpen("ada", "here");
        fail("ada", "here", 1);

        long wait = assertClosed("ada", "here");

        assertThat(wait).isBetween(30L, 31L);
        now = now.plusSeconds(wait);
        assertOpen("ada", "here");
        fail("ada", "here", 1);
        assertClosed("ada", "here");
    }

    @Test
    void whoever_tries_from_elsewhere_meets_the_same_account() {
        for (int i = 0; i < 10; i++) {
            throttle.failed("ada", "address " + i);
        }

        assertClosed("ada", "another address");
        assertOpen("bob", "another address");
    }

    @Test
    void an_address_may_fail_fifty_times_at_once_whatever_the_account() {
        for (int i = 0; i < 50; i++) {
            throttle.failed("account " + i, "here");
        }

        assertClosed("another account", "here");
        assertOpen("another account", "there");
        now = now.plus(Duration.ofSeconds(6));
        assertOpen("another account", "here");
    }

    @Test
    void nobody_is_locked_out_for_good() {
        fail("ada", "here", 1000);

        now = now.plusSeconds(31);

        assertOpen("ada", "there");
    }

    @Test
    void a_clock_that_goes_back_gives_nothing_and_takes_nothing() {
        fail("ada", "here", 10);
        now = now.minusSeconds(3600);

        assertClosed("ada", "here");

        now = now.plusSeconds(31);
        assertOpen("ada", "here");
    }
}
