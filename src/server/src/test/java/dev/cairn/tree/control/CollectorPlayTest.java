package dev.cairn.tree.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The collector loses nothing and leaves nothing, in whatever order things happen.
class CollectorPlayTest {

    /// `-Dcairn.plays=…` plays more.
    private static final long PLAYS = Long.getLong("cairn.plays", 200_000);

    /// As many plays as a mutant may survive.
    private static final long MOST_OF_MUTANT = 100_000;

    @Test
    void nothing_that_is_kept_is_lost_and_nothing_else_stays() {
        LongStream.range(0, PLAYS).parallel().forEach(seed -> new CollectorPlay(seed, Mutant.NONE).play());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_collector_that_forgets_something_is_found_out(Mutant mutant) {
        var failing = failing(mutant);

        assertThat(failing).as("a play that " + mutant + " fails").isPresent();
        assertThatCode(() -> new CollectorPlay(failing.getAsLong(), Mutant.NONE).play())
                .doesNotThrowAnyException();
    }

    private static OptionalLong failing(Mutant mutant) {
        return LongStream.range(0, MOST_OF_MUTANT)
                .parallel()
                .filter(seed -> fails(seed, mutant))
                .findAny();
    }

    private static boolean fails(long seed, Mutant mutant) {
        try {
            new CollectorPlay(seed, mutant).play();
            return false;
        } catch (AssertionError found) {
            return true;
        }
    }
}
