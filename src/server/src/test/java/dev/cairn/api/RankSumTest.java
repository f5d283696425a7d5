package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RankSumTest {

    private static long[] noise(int seed, int shift) {
        var random = new Random(seed);
        return LongStream.generate(() -> 1000 + shift + random.nextInt(200))
                .limit(2000)
                .toArray();
    }

    @Test
    void samples_of_one_source_are_not_told_apart() {
        assertThat(RankSum.probability(noise(1, 0), noise(2, 0))).isGreaterThan(0.01);
        assertThat(RankSum.probability(new long[] {5, 5, 5}, new long[] {5, 5, 5}))
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void a_shift_of_a_twentieth_of_the_spread_is_seen() {
        assertThat(RankSum.probability(noise(1, 10), noise(2, 0))).isLessThan(0.01);
        assertThat(RankSum.probability(noise(1, 0), noise(2, 10))).isLessThan(0.01);
    }

    /// U is 1 of 25, its mean 12.5 and its deviation the square root of 5 × 5 × 11 / 12: z = 2.402.
    @Test
    void a_small_example_comes_out_as_by_hand() {
        var probability = RankSum.probability(new long[] {1, 2, 3, 4, 6}, new long[] {5, 7, 8, 9, 10});

        assertThat(probability).isCloseTo(0.0163, within(1e-4));
    }
}
