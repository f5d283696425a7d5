package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    private Path directory;

    @Test
    void lines_with_a_mark_tell_most() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "start\nERROR disk full\n\nbye\n");

        assertThat(LogTail.of(log, 0, "ERROR")).isEqualTo("\n  ERROR disk full\n  Log: " + log);
    }

    @Test
    void without_a_marked_line_the_last_ones_are_told() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "1\n2\n3\n4\n5\n6\n7\n");

        assertThat(LogTail.of(log, 0, "ERROR")).isEqualTo("\n  3\n  4\n  5\n  6\n  7\n  Log: " + log);
    }

    @Test
    void what_was_logged_before_is_not_told() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "ERROR of yesterday\nERROR now\n");

        assertThat(LogTail.of(log, "ERROR of yesterday\n".length(), "ERROR")).isEqualTo("\n  ERROR now\n  Log: " + log);
    }

    @Test
    void a_log_that_has_become_shorter_was_rotated_and_is_told_from_its_start() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "ERROR now\n");

        assertThat(LogTail.of(log, 1_000, "ERROR")).isEqualTo("\n  ERROR now\n  Log: " + log);
    }

    @Test
    void a_log_that_is_not_there_is_named_all_the_same() {
        Path log = directory.resolve("none");

        assertThat(LogTail.of(log, 0)).isEqualTo("\n  Log: " + log);
    }
}
