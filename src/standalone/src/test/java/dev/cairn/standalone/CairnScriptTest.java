package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `cairn` by itself: what it says before anything is built.
class CairnScriptTest {

    private static final Path SCRIPT = Path.of("../../cairn");

    @TempDir
    private Path home;

    private Path script;

    /// What a run has printed on standard error, and how it ended.
    private record Outcome(int exitCode, List<String> errors) {}

    /// Without sources and without Maven, so that a build fails with another code.
    @BeforeEach
    void copy() throws IOException {
        script = Files.copy(SCRIPT, home.resolve("cairn"));
    }

    private Outcome run(Map<String, String> environment, String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        var process = builder.start();
        var errors = process.errorReader().readAllLines();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), errors);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --bogus",
                "up --bogus=1",
                "up here",
                "up --port",
                "up --data x --port=http",
                "up --port= --data x",
                "up --store-port -1",
                "up --https=yes",
                "up --host",
                "cluster --bogus",
                "cluster --port=http",
                "test --fast"
            })
    void an_option_that_is_not_understood_is_told_in_one_line_before_anything_is_built(String arguments)
            throws Exception {
        var command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments.split(" ")));

        var refused = run(Map.of(), command.toArray(String[]::new));

        assertThat(refused.exitCode()).as("%s", refused).isEqualTo(ExitCode.USAGE.status());
        assertThat(refused.errors()).singleElement().asString().startsWith("cairn: ");
        assertThat(home).isDirectoryContaining("glob:**cairn").isDirectoryNotContaining("glob:**src");
    }

    /// In a mount namespace of its own, where the place that JDKs are in is empty.
    @Test
    void without_a_jdk_25_it_says_what_to_install() throws Exception {
        var former = Files.createDirectories(home.resolve("jdk-17/bin"));
        Files.createSymbolicLink(former.resolve("javac"), Path.of("/bin/true"));
        Files.writeString(former.resolveSibling("release"), "JAVA_VERSION=\"17.0.2\"\n");
        var environment = Map.of(
                "JAVA_HOME", former.getParent().toString(), "HOME", home.toString(), "PATH", "/usr/bin:/bin:/usr/sbin");
        var empty = "mount -t tmpfs tmpfs /usr/lib/jvm && exec bash \"$0\" up";

        var refused = run(environment, "unshare", "--mount", "sh", "-c", empty, script.toString());

        assertThat(refused.exitCode()).as("%s", refused).isEqualTo(3);
        assertThat(refused.errors())
                .singleElement()
                .asString()
                .startsWith("cairn: no JDK 25 found: install one")
                .contains("JAVA_HOME");
    }

    @Test
    void a_client_whose_memory_does_not_suffice_ends_with_one_line_that_says_what_to_do() throws Exception {
        var classes = Files.createDirectories(home.resolve("src/client/target/cairn-client.jar"));
        Files.createDirectories(home.resolve("src/core"));
        Files.createFile(home.resolve("pom.xml"));
        var hungry = Files.writeString(home.resolve("Main.java"), """
                package dev.cairn.client.app;

                public class Main {
                    public static void main(String[] arguments) {
                        var held = new java.util.ArrayList<byte[]>();
                        while (true) {
                            held.add(new byte[1 << 20]);
                        }
                    }
                }
                """);
        var jdk = System.getProperty("java.home");
        var compiled = run(Map.of(), jdk + "/bin/javac", "-d", classes.toString(), hungry.toString());
        Files.createFile(classes.resolveSibling("built"));
        var environment = Map.of("JAVA_HOME", jdk, "CAIRN_CLIENT_JAVA_OPTIONS", "-Xmx32m");

        var outcome = run(environment, "bash", script.toString(), "client", "sync");

        assertThat(compiled.exitCode()).isZero();
        assertThat(outcome.errors())
                .singleElement()
                .asString()
                .contains("nothing is lost")
                .contains("CAIRN_CLIENT_JAVA_OPTIONS=");
        assertThat(outcome.exitCode()).isEqualTo(3);
    }
}
