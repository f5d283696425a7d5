package dev.cairn.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    Path directory;

    private Results results;

    @BeforeEach
    void open() {
        results = new Results(Optional.of(directory), directory, () -> NOW);
    }

    private static Report report(double found, double others) {
        var samples = new Samples();
        samples.add("ours", Quantity.SPEED, found);
        samples.add("ours", Quantity.OTHERS, others);
        return Report.of("", samples)
                .with(Verdict.atLeast("speed", 100, found, "%.0f"))
                .with(Plot.of("Speed", samples, Quantity.SPEED));
    }

    @Test
    void the_overview_has_all_rows_in_the_order_of_their_numbers() throws IOException {
        results.keep("B15", "polls", report(50, 0));
        results.keep("B5", "upload", report(200, 0));

        assertThat(directory.resolve("results.md"))
                .content()
                .containsSubsequence("[B5](B5.md)", "200 | reached", "[B15](B15.md)", "50 | **missed**");
    }

    @Test
    void a_row_that_is_measured_again_replaces_its_results() throws IOException {
        results.keep("B5", "upload", report(50, 0));
        results.keep("B5", "upload", report(200, 0));

        assertThat(directory.resolve("results.md"))
                .content()
                .contains("reached")
                .doesNotContain("missed");
        assertThat(directory.resolve("B5.svg")).content().startsWith("<svg");
    }

    @Test
    void a_row_during_which_others_had_the_machine_is_marked() throws IOException {
        results.keep("B5", "upload", report(200, 60));

        assertThat(directory.resolve("results.md")).content().contains("reached, noisy");
        assertThat(directory.resolve("B5.md")).content().contains("**Noisy**");
    }
}
