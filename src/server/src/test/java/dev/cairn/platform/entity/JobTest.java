package dev.cairn.platform.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Job job = new Job("collect");

    @Test
    void what_was_done_stays_until_something_else_was_done() {
        job.finish("3 packs", NOW);
        job.finish("", NOW);

        assertThat(job.outcome()).contains("3 packs");
        assertThat(job.hasFailed()).isFalse();
    }

    @Test
    void who_goes_on_with_a_job_keeps_it_until_it_is_done() {
        var later = NOW.plusSeconds(30);
        job.begin("one", NOW, NOW.plusSeconds(20));
        job.keep("another", NOW.plusSeconds(60));
        assertThat(job.isFree("another", later)).isTrue();

        job.keep("one", NOW.plusSeconds(60));
        assertThat(job.isFree("another", later)).isFalse();

        job.finish("", NOW);
        job.keep("one", NOW.plusSeconds(60));
        assertThat(job.isFree("another", NOW)).isTrue();
    }

    @Test
    void a_failure_is_over_once_a_run_has_succeeded() {
        job.fail("the store is away", NOW);
        assertThat(job.hasFailed()).isTrue();
        assertThat(job.outcome()).contains("failed: the store is away");

        job.finish("", NOW);

        assertThat(job.hasFailed()).isFalse();
        assertThat(job.outcome()).isEmpty();
    }
}
