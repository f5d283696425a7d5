package dev.cairn.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what happens soon, and no longer than it takes.
public final class Poll {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Poll() {}

    /// Asks again and again until the answer is good.
    ///
    /// @return the good answer
    /// @throws AssertionError with the last answer, if none was good in time
    public static <T> T until(Duration limit, Supplier<T> question, Predicate<T> good) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            T answer = question.get();
            if (good.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + limit + "; the last answer was " + answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// As [#until(Duration, Supplier, Predicate)], for an answer that is good when it is there.
    public static <T> T untilPresent(Duration limit, Supplier<Optional<T>> question) {
        return until(limit, question, Optional::isPresent).orElseThrow();
    }
}
