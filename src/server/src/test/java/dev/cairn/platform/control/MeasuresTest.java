package dev.cairn.platform.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.control.Measures.Series;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private final Measures measures = new Measures();

    @Test
    void what_happens_is_counted_by_name_and_labels() {
        var one = new Series("calls", Map.of("code", "200", "a", "b"));
        measures.count(one);
        measures.count(new Series("calls", Map.of("a", "b", "code", "200")));
        measures.count(new Series("calls", Map.of("a", "b", "code", "500")));

        assertThat(measures.counts()).hasSize(2).containsEntry(one, 2L);
        assertThat(one).hasToString("calls{a=\"b\",code=\"200\"}");
    }

    @Test
    void a_time_is_in_its_class_and_in_all_above() {
        var what = new Series("took", Map.of());
        measures.time(what, Duration.ofMillis(5));
        measures.time(what, Duration.ofMillis(6));
        measures.time(what, Duration.ofMinutes(1));

        var times = measures.times().get(what);

        assertThat(times.atMost())
                .containsEntry(Duration.ofMillis(5), 1L)
                .containsEntry(Duration.ofMillis(10), 2L)
                .containsEntry(Duration.ofSeconds(10), 2L);
        assertThat(times.count()).isEqualTo(3);
        assertThat(times.total()).isEqualTo(Duration.ofMillis(60_011));
    }

    @Test
    void what_would_end_a_label_is_escaped() {
        assertThat(new Series("x", Map.of("a", "q\" b\\ n\n"))).hasToString("x{a=\"q\\\" b\\\\ n\\n\"}");
    }
}
