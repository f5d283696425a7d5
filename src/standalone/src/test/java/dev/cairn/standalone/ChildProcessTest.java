package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ChildProcessTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private ChildProcess start(Duration patience, String script) throws Exception {
        return ChildProcess.start(
                List.of("/bin/sh", "-c", script),
                Map.of("PATH", "/usr/bin:/bin"),
                directory,
                directory.resolve("log"),
                patience);
    }

    @Test
    void its_output_is_in_the_log_and_its_end_is_told() throws Exception {
        try (var child = start(PATIENT, "echo out; echo err >&2; exit 3")) {
            child.ended().get(10, TimeUnit.SECONDS);

            assertThat(child.ending()).isEqualTo("exit code 3");
            assertThat(directory.resolve("log")).hasContent("out\nerr\n");
        }
    }

    @Test
    void being_killed_is_told() throws Exception {
        try (var child = start(PATIENT, "kill -9 $$")) {
            child.ended().get(10, TimeUnit.SECONDS);

            assertThat(child.ending()).isEqualTo("killed by signal 9");
        }
    }

    @Test
    void it_does_not_hear_the_signals_of_the_terminal() throws Exception {
        try (var child = start(PATIENT, "kill -INT $$; kill -HUP $$; echo still here")) {
            child.ended().get(10, TimeUnit.SECONDS);

            assertThat(directory.resolve("log")).hasContent("still here\n");
        }
    }

    @Test
    void one_that_will_not_stop_is_killed() throws Exception {
        var child = start(Duration.ofMillis(200), "trap '' TERM; echo deaf; while :; do read line; done < /dev/zero");
        while (Files.size(directory.resolve("log")) == 0) {
            Thread.onSpinWait();
        }

        child.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(child.ending()).isEqualTo("killed by signal 9");
    }

    @Test
    void it_is_stopped_though_the_thread_is_interrupted() throws Exception {
        var child = start(PATIENT, "exec cat /dev/zero > /dev/null");

        Thread.currentThread().interrupt();
        child.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_long_log_is_put_aside() throws Exception {
        Path log = directory.resolve("log");
        Files.write(log, new byte[9 << 20]);

        try (var child = start(PATIENT, "echo new")) {
            child.ended().get(10, TimeUnit.SECONDS);
        }

        assertThat(log).hasContent("new\n");
        assertThat(directory.resolve("log.1")).hasSize(9 << 20);
    }
}
