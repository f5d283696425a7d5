package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.DeployedCairn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The browser's engine cuts where `chunking.json` says, as Java does.
class ChunkingVectorsIT extends DeployedCairn {

    @Test
    void the_engine_cuts_and_names_as_written_down() throws IOException {
        var vectors =
                Files.readString(Path.of(System.getProperty("cairn.home"), "src/core/src/test/vectors/chunking.json"));
        try (var browser = new Browser();
                var script = ChunkingVectorsIT.class.getResourceAsStream("/chunking-vectors.js")) {
            browser.open(cairn().base() + "/sign-in");

            var outcome = browser.runAsync(new String(script.readAllBytes(), StandardCharsets.UTF_8), vectors);

            assertThat(outcome).as("the vectors that differ").isEqualTo(List.of());
        }
    }
}
