package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class ObjectStoreIT {

    private static final String ORIGIN = "http://localhost:8080";

    private static final ObjectStore.Credentials CREDENTIALS = new ObjectStore.Credentials(
            "access", "secret-of-the-store", Base64.getEncoder().encodeToString(new byte[32]));

    private static final byte[] STONE = "a stone that must not be read on the disk".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private ObjectStore store;
    private HttpClient http;

    @BeforeEach
    void start() {
        store = ObjectStore.start(directory, CREDENTIALS, List.of(ORIGIN));
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        http.close();
        store.close();
    }

    @Test
    void what_was_put_is_got_again_also_after_a_restart() throws Exception {
        assertThat(put("stone", CREDENTIALS.secretKey(), STONE)).isEqualTo(200);
        int port = store.port();
        store.close();
        store = ObjectStore.start(directory, port, CREDENTIALS, List.of(ORIGIN));

        assertThat(get("stone", CREDENTIALS.secretKey()).body()).isEqualTo(STONE);
    }

    @Test
    void a_wrong_signature_and_none_are_refused() throws Exception {
        put("stone", CREDENTIALS.secretKey(), STONE);
        var unsigned = HttpRequest.newBuilder(store.endpoint().resolve("/cairn/stone"));

        assertThat(get("stone", "another-secret").statusCode()).isEqualTo(403);
        assertThat(put("other", "another-secret", STONE)).isEqualTo(403);
        assertThat(send(unsigned).statusCode()).isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(store.endpoint().resolve("/"))).statusCode())
                .isEqualTo(403);
    }

    @Test
    void bytes_are_encrypted_on_the_disk() throws Exception {
        put("stone", CREDENTIALS.secretKey(), STONE);

        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .noneMatch(file -> content(file).contains("must not be read"));
        }
    }

    @Test
    void it_listens_on_the_loopback_address_alone() throws Exception {
        assertThat(Listeners.onLoopbackAlone(store.port())).isTrue();
    }

    @Test
    void pages_of_cairn_alone_may_use_it_from_a_browser() throws Exception {
        var own = send(preflight(ORIGIN));
        var foreign = send(preflight("http://localhost:9999"));

        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.headers().firstValue("access-control-allow-origin")).hasValue(ORIGIN);
        assertThat(own.headers().firstValue("access-control-allow-methods"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("PUT"));
        assertThat(foreign.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void a_taken_port_is_said() {
        assertThatThrownBy(
                        () -> ObjectStore.start(directory.resolve("other"), store.port(), CREDENTIALS, List.of(ORIGIN)))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.PORT_TAKEN))
                .hasMessageContaining(Integer.toString(store.port()));
    }

    private HttpRequest.Builder preflight(String origin) {
        return HttpRequest.newBuilder(store.endpoint().resolve("/cairn/stone"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("origin", origin)
                .header("access-control-request-method", "PUT")
                .header(
                        "access-control-request-headers",
                        "content-type,if-none-match,x-amz-checksum-sha256,x-amz-content-sha256");
    }

    private int put(String key, String secretKey, byte[] content) throws Exception {
        try (var presigner = presigner(secretKey)) {
            var signed = presigner.presignPutObject(request -> request.signatureDuration(Duration.ofMinutes(5))
                    .putObjectRequest(
                            object -> object.bucket(ObjectStore.BUCKET).key(key)));
            return send(HttpRequest.newBuilder(URI.create(signed.url().toString()))
                            .PUT(HttpRequest.BodyPublishers.ofByteArray(content)))
                    .statusCode();
        }
    }

    private HttpResponse<byte[]> get(String key, String secretKey) throws Exception {
        try (var presigner = presigner(secretKey)) {
            var signed = presigner.presignGetObject(request -> request.signatureDuration(Duration.ofMinutes(5))
                    .getObjectRequest(
                            object -> object.bucket(ObjectStore.BUCKET).key(key)));
            return send(HttpRequest.newBuilder(URI.create(signed.url().toString())));
        }
    }

    private S3Presigner presigner(String secretKey) {
        return S3Presigner.builder()
                .endpointOverride(store.endpoint())
                .region(Region.of(ObjectStore.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(CREDENTIALS.accessKey(), secretKey)))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
