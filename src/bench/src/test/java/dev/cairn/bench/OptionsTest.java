package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final Path RESULTS = Path.of("/results");

    @Test
    void without_arguments_all_rows_are_measured_five_times_and_kept() {
        var options = Options.parse(List.of(), RESULTS);

        assertThat(options.rows()).isEmpty();
        assertThat(options.runs()).isEqualTo(5);
        assertThat(options.out()).contains(RESULTS);
    }

    @Test
    void a_quick_try_is_not_kept_unless_a_place_is_named() {
        assertThat(Options.parse(List.of("--quick"), RESULTS).out()).isEmpty();
        assertThat(Options.parse(List.of("--quick", "--out=/there"), RESULTS).out())
                .contains(Path.of("/there"));
    }

    @Test
    void rows_and_options_come_in_any_order() {
        var options = Options.parse(List.of("B5", "--runs", "3", "B15"), RESULTS);

        assertThat(options.rows()).containsExactly("B5", "B15");
        assertThat(options.runs()).isEqualTo(3);
    }

    @Test
    void what_is_not_understood_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--fast"), RESULTS));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--runs", "0"), RESULTS));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--out"), RESULTS));
    }
}
