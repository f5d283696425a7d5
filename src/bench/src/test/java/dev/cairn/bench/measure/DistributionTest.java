package dev.cairn.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void the_median_of_an_even_count_is_between_the_two_in_the_middle() {
        assertThat(Distribution.of(4, 1, 3, 2).median()).isEqualTo(2.5);
        assertThat(Distribution.of(9, 1, 3).median()).isEqualTo(3);
    }

    @Test
    void a_percentile_is_one_of_the_numbers() {
        var numbers = Distribution.of(5, 1, 4, 2, 3);

        assertThat(numbers.percentile(1)).isEqualTo(1);
        assertThat(numbers.percentile(60)).isEqualTo(3);
        assertThat(numbers.percentile(99)).isEqualTo(5);
    }

    @Test
    void of_nothing_there_is_none() {
        assertThatIllegalArgumentException().isThrownBy(Distribution::of);
    }
}
