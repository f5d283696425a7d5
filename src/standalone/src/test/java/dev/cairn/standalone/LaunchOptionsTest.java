package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        assertThat(parse())
                .isEqualTo(new LaunchOptions(
                        HOME, Path.of("/opt/cairn/data"), Entrance.LOCAL, 8080, 8081, Optional.empty()));
    }

    @Test
    void options_may_be_written_with_a_blank_or_an_equals_sign() {
        var expected = new LaunchOptions(HOME, Path.of("/srv/a=b"), Entrance.LOCAL, 90, 95, Optional.empty());

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

    @Test
    void with_a_host_other_machines_are_let_in() {
        var options = parse("--host", "files.example.org");

        assertThat(options.entrance()).isEqualTo(new Entrance("files.example.org", "0.0.0.0", false));
        assertThat(options.entrance().url(options.port())).isEqualTo("http://files.example.org:8080");
        assertThat(options.entrance().isSafe()).isFalse();
        assertThat(parse("--host=files.example.org", "--listen=192.0.2.7")
                        .entrance()
                        .listen())
                .isEqualTo("192.0.2.7");
    }

    @Test
    void https_has_ports_of_its_own_and_a_certificate_made_on_the_spot_unless_one_is_given() {
        var options = parse("--host=[2001:db8::7]", "--https");
        var given = parse("--https", "--certificate=/etc/c.pem", "--key=/etc/k.pem");

        assertThat(options.entrance().url(options.port())).isEqualTo("https://[2001:db8::7]:8443");
        assertThat(options.storePort()).isEqualTo(8444);
        assertThat(options.certificate()).isEmpty();
        assertThat(given.certificate()).hasValue(new GivenCertificate(Path.of("/etc/c.pem"), Path.of("/etc/k.pem")));
        assertThat(given.entrance().listen()).isEqualTo("127.0.0.1");
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
                "--data=\0",
                "--host",
                "--host=",
                "--host=https://files.example.org",
                "--host=files.example.org:80",
                "--host=a..b",
                "--listen=127.0.0.1",
                "--host=a --listen=b",
                "--https=yes",
                "--https --key=k",
                "--https --certificate=c",
                "--certificate=c --key=k"
            })
    void what_is_not_understood_is_refused_in_one_line(String arguments) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
                .message()
                .doesNotContain("\n");
    }
}
