package dev.cairn.standalone.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store on a file system of 16 MiB in memory, which only root may make; `./cairn test` sees to that.
class FullDiskIT {

    private static final String ORIGIN = "http://localhost:8080";

    @TempDir
    private Path directory;

    private final byte[] large = Keys.noise(10 << 20);

    @BeforeEach
    void mount() throws Exception {
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", directory.toString()))
                .as("may mount a file system: as root, or within `unshare --map-root-user --mount`")
                .isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", directory.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void a_pack_that_does_not_fit_is_refused_and_smaller_ones_are_not() throws IOException {
        try (var endpoint = S3Endpoint.start(S3EndpointIT.settings(directory), InstantSource.system())) {
            var client = new S3Client(endpoint.port());
            assertThat(client.put("first", large).status()).isEqualTo(200);

            var refused = client.put("second", large, Map.of("origin", ORIGIN));

            assertThat(refused.status()).as("%s", refused).isEqualTo(507);
            assertThat(refused.text()).contains("<Code>InsufficientStorage</Code>");
            assertThat(refused.headers()).containsEntry("Access-Control-Allow-Origin", ORIGIN);
            assertThat(client.get("second").status()).isEqualTo(404);
            assertThat(client.get("first").body()).isEqualTo(large);
            assertThat(client.put("third", Keys.noise(1 << 20)).status()).isEqualTo(200);
        }
    }

    @Test
    void a_disk_that_fills_up_meanwhile_leaves_nothing_half_written() throws IOException {
        try (var files = new PackFiles(directory, Keys.master(1), 0)) {
            files.store("first", ProvenBody.hashing(new ByteArrayInputStream(large)));

            assertThatThrownBy(() -> files.store("second", ProvenBody.hashing(new ByteArrayInputStream(large))))
                    .isInstanceOf(StoreFullException.class);

            assertThat(files.exists("second")).isFalse();
            assertThat(directory.resolve("incoming")).isEmptyDirectory();
            files.delete("first");
            files.store("second", ProvenBody.hashing(new ByteArrayInputStream(large)));
            try (var content = files.open("second", null).orElseThrow().content()) {
                assertThat(content.readAllBytes()).isEqualTo(large);
            }
        }
    }

    @Test
    void nothing_is_left_of_the_packs_that_were_refused() throws IOException {
        try (var endpoint = S3Endpoint.start(S3EndpointIT.settings(directory), InstantSource.system())) {
            var client = new S3Client(endpoint.port());
            for (int i = 0; i < 4; i++) {
                client.put("pack-" + i, large);
            }
        }

        try (var all = Files.walk(directory)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> directory.relativize(file).toString()))
                    .containsExactlyInAnyOrder("format", "packs/pack-0.pack");
        }
    }
}
