package dev.cairn.client.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"CON", "nul.txt", "aux.c", "e.", "a ", "x:y", "a\"b", "what?", "plain", "COM1", "con.d"})
    void every_name_comes_back_from_windows(String name) {
        var written = DiskNames.WINDOWS.onDisk(name);

        assertThat(written)
                .doesNotContainPattern("[<>:\"|?*\\\\]")
                .doesNotEndWith(".")
                .doesNotEndWith(" ");
        assertThat(DiskNames.WINDOWS.inTreeOf(written)).contains(name);
    }

    @Test
    void names_are_composed_in_the_tree() {
        assertThat(DiskNames.POSIX.inTreeOf("a\u0301")).contains("á");
    }

    @Test
    void a_name_that_the_server_cannot_hold_has_none_in_the_tree() {
        assertThat(DiskNames.POSIX.inTreeOf("two\nlines")).isEmpty();
    }
}
