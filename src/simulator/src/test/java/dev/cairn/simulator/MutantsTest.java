package dev.cairn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The simulator finds what is wrong: each mutant is a change of the shipped engine or rules that would lose
/// or invent something, and each is caught. One that no longer applies is an error, too.
@Tag("long")
class MutantsTest {

    /// In so many lives each mutant must show; the slowest needs a tenth of them.
    private static final int SEEDS = Integer.getInteger("cairn.mutant-seeds", 3000);

    @TempDir
    private Path classes;

    static Stream<Mutant> mutants() throws IOException, URISyntaxException {
        var folder = Path.of(
                Objects.requireNonNull(MutantsTest.class.getResource("mutants")).toURI());
        try (var files = Files.list(folder)) {
            return files.sorted().map(Mutant::read).toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void every_mutant_is_caught(Mutant mutant) throws IOException, InterruptedException {
        compile(mutant);

        var play = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        Play.class.getName(),
                        "0",
                        Integer.toString(SEEDS)))
                .redirectErrorStream(true)
                .start();
        var said = new String(play.getInputStream().readAllBytes());

        assertThat(play.waitFor()).as("%s: %s", mutant, said).isEqualTo(1);
        assertThat(said).contains("Seed ");
    }

    private void compile(Mutant mutant) throws IOException {
        var source = classes.resolve(mutant.file());
        Files.createDirectories(source.getParent());
        Files.writeString(source, mutant.mutated(Files.readString(source(mutant.file()))));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(result).as("%s compiles", mutant).isZero();
    }

    /// Where a class of the client or the server is.
    private static Path source(String file) {
        return Stream.of("client", "server")
                .map(module -> Path.of("..", module, "src", "main", "java", file))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    /// @param name what it does wrong
    /// @param file the source that it changes
    record Mutant(String name, String file, String original, String replacement) {

        static Mutant read(Path path) {
            try {
                var text = Files.readString(path);
                var lines = text.split("\n", 3);
                var parts = lines[2].split("(?m)^(<<<<|====|>>>>)\n");
                return new Mutant(lines[0], lines[1], parts[1].stripTrailing(), parts[2].stripTrailing());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String mutated(String source) {
            assertThat(source.split(Pattern.quote(original), -1))
                    .as("the mutant “%s” applies in one place", name)
                    .hasSize(2);
            return source.replace(original, replacement);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
