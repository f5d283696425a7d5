package dev.cairn.platform.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollisionsTest {

    private static final int DEADLOCK = 1213;
    private static final int DUPLICATE_KEY = 1062;

    private final AtomicInteger tries = new AtomicInteger();

    private Supplier<String> failing(int times, int code) {
        return () -> {
            if (tries.incrementAndGet() <= times) {
                throw new DatabaseFailure(new SQLException("refused", "40001", code));
            }
            return "done";
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1020, 1205, DEADLOCK})
    void a_transaction_that_met_another_is_tried_anew(int code) {
        assertThat(Collisions.retry(failing(4, code))).isEqualTo("done");
        assertThat(tries).hasValue(5);
    }

    @Test
    void one_that_meets_others_five_times_fails() {
        assertThatExceptionOfType(DatabaseFailure.class).isThrownBy(() -> Collisions.retry(failing(5, DEADLOCK)));
        assertThat(tries).hasValue(5);
    }

    @Test
    void what_fails_for_another_reason_is_not_tried_again() {
        assertThatExceptionOfType(DatabaseFailure.class).isThrownBy(() -> Collisions.retry(failing(1, DUPLICATE_KEY)));
        assertThat(tries).hasValue(1);
    }
}
