package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchOptionsTest {

    private static final Path HOME = Path.of("/opt/cairn");

    private static LaunchOptions parse(String... arguments) {
        return LaunchOptions.parse(HOME, List.of(arguments));
    }

    @Test
    void without_options_data_lie_beside_the_program_and_pages_are_at_8080() {
        assertThat(parse()).isEqualTo(new LaunchOptions(HOME, Path.of("/opt/cairn/data"), 8080, 8081));
    }

    @Test
    void options_may_be_written_with_a_blank_or_an_equals_sign() {
        var expected = new LaunchOptions(HOME, Path.of("/srv/a=b"), 90, 95);

        assertThat(parse("--data", "/srv/a=b", "--port", "90", "--store-port", "95"))
                .isEqualTo(expected);
        assertThat(parse("--data=/srv/a=b", "--port=90", "--store-port=95")).isEqualTo(expected);
    }

    @Test
    void the_store_is_at_the_next_port_unless_there_is_none() {
        assertThat(parse("--port", "18090").storePort()).isEqualTo(18091);
        assertThat(parse("--port", "65535").storePort()).isEqualTo(65534);
    }

    @Test
    void a_relative_directory_is_seen_from_where_the_command_was_given() {
        assertThat(parse("--data", "x/../y").data()).isEqualTo(Path.of("y").toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bogus",
                "up",
                "--port",
                "--port=",
                "--port=0",
                "--port=65536",
                "--port=http",
                "--data=",
                "--data",
                "--port=9 --store-port=9",
                "--data=\0"
            })
    void what_is_not_understood_is_refused_in_one_line(String arguments) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
                .message()
                .doesNotContain("\n");
    }
}
