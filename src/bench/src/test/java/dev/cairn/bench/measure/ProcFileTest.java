package dev.cairn.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcFileTest {

    @Test
    void processor_time_is_found_behind_a_name_with_brackets_and_spaces() {
        var stat = "42 (a) b (c)) S 1 42 42 0 -1 4194560 100 0 0 0 150 50 7 3 20 0 1 0 100 1 1\n";

        var time = ProcFile.cpuTime(stat);

        assertThat(time.own()).isEqualTo(Duration.ofSeconds(2));
        assertThat(time.reaped()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void memory_is_told_in_bytes_and_what_is_missing_is_none() {
        var status = "Name:\tjava\nVmHWM:\t  2048 kB\n";

        assertThat(ProcFile.bytes(status, "VmHWM")).isEqualTo(2 * 1024 * 1024);
        assertThat(ProcFile.bytes(status, "Pss")).isZero();
    }

    @Test
    void the_machine_divides_its_time() {
        var time = ProcFile.machineTime("cpu  100 0 50 800 25 5 15 5 0 0\ncpu0 1 1 1 1\n");

        assertThat(time.programs()).isEqualTo(Duration.ofMillis(1500));
        assertThat(time.interrupts()).isEqualTo(Duration.ofMillis(200));
        assertThat(time.stolen()).isEqualTo(Duration.ofMillis(50));
        assertThat(time.all()).isEqualTo(Duration.ofSeconds(10));
    }
}
