package dev.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Java cuts where `chunking.json` says; the browser's engine is held to the same file.
class ChunkingVectorsTest {

    static Stream<Arguments> vectors() throws IOException {
        return document().getJsonArray("vectors").getValuesAs(JsonObject.class).stream()
                .map(vector -> Arguments.of(vector.getString("name"), vector));
    }

    static Stream<Arguments> averages() throws IOException {
        return document().getJsonArray("averages").getValuesAs(JsonObject.class).stream()
                .map(edge -> Arguments.of(edge.getJsonNumber("size").longValue(), edge.getInt("average")));
    }

    private static JsonObject document() throws IOException {
        try (var file = ChunkingVectorsTest.class.getResourceAsStream("/chunking.json");
                var reader = Json.createReader(file)) {
            return reader.readObject();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void cuts_and_names_as_written_down(String name, JsonObject vector) {
        var content = TestInput.of(vector.getJsonObject("input"));
        var sizes = new ChunkSizes(vector.getInt("average"));

        var manifest = Manifest.of(content, sizes);

        var lengths = manifest.chunks().stream().map(Chunk::length).toList();
        var first = vector.getJsonArray("firstLengths").getValuesAs(JsonNumber::intValue);
        assertThat(lengths).as(name).hasSize(vector.getInt("chunks")).startsWith(first.toArray(Integer[]::new));
        assertThat(manifest.size()).isEqualTo(content.length);
        assertThat(manifest.fingerprint()).hasToString(vector.getString("fingerprint"));
        assertThat(Fingerprint.of(ByteBuffer.wrap(content))).hasToString(vector.getString("sha256"));
    }

    @ParameterizedTest(name = "{0} bytes")
    @MethodSource("averages")
    void the_average_follows_the_size(long size, int average) {
        assertThat(ChunkSizes.forFile(size).average()).isEqualTo(average);
    }
}
