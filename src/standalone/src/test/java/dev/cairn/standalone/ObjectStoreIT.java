package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.standalone.s3.SignedUrls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        store = ObjectStore.start(directory.resolve("store"), CREDENTIALS, List.of(ORIGIN));
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
        store = ObjectStore.start(directory.resolve("store"), port, CREDENTIALS, List.of(ORIGIN));

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
    void others_are_let_in_by_https_where_they_are_and_find_the_same() throws Exception {
        put("stone", CREDENTIALS.secretKey(), STONE);
        var shown = MadeCertificate.of(directory.resolve("tls"), "127.0.0.2", InstantSource.system());
        var entrance = new Entrance("127.0.0.2", "127.0.0.2", true);
        int port = LoopbackPort.free();

        store.open(entrance, port, Optional.of(shown));

        var url = new SignedUrls(URI.create(entrance.url(port)), CREDENTIALS.accessKey(), CREDENTIALS.secretKey())
                .sign("GET", "/cairn/stone", Map.of());
        try (var trusting = HttpClient.newBuilder().sslContext(trusting(shown)).build()) {
            var answer = trusting.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.body()).isEqualTo(STONE);
        }
        assertThatThrownBy(() -> store.open(entrance, port, Optional.of(shown)))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.PORT_TAKEN));
    }

    private static SSLContext trusting(ServerCertificate shown) throws Exception {
        var known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("cairn", shown.certificate());
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(known);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @Test
    void pages_of_cairn_alone_may_use_it_from_a_browser() throws Exception {
        var own = send(preflight(ORIGIN));
        var foreign = send(preflight("http://localhost:9999"));

        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.headers().firstValue("access-control-allow-origin")).hasValue(ORIGIN);
        assertThat(own.headers().firstValue("access-control-max-age")).hasValue("7200");
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

    @Test
    void a_directory_of_the_former_store_is_refused() throws IOException {
        var former = directory.resolve("former");
        Files.createDirectories(former.resolve("cairn/packs"));

        assertThatThrownBy(() -> ObjectStore.start(former, CREDENTIALS, List.of(ORIGIN)))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.DATA_UNUSABLE))
                .hasMessageContaining("name a new data directory");
    }

    @Test
    void another_or_a_damaged_master_key_is_said() {
        var other = Base64.getEncoder()
                .encodeToString("another key of exactly 32 bytes.".getBytes(StandardCharsets.US_ASCII));
        for (var masterKey : List.of(other, "c2hvcnQ=", "not Base64")) {
            var credentials = new ObjectStore.Credentials("access", "secret-of-the-store", masterKey);

            assertThatThrownBy(() -> ObjectStore.start(directory.resolve("store"), credentials, List.of(ORIGIN)))
                    .isInstanceOfSatisfying(
                            LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.DATA_UNUSABLE))
                    .hasMessageContaining("master key");
        }
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
        var url = urls(secretKey).sign("PUT", "/cairn/" + key, Map.of());
        return send(HttpRequest.newBuilder(url).PUT(HttpRequest.BodyPublishers.ofByteArray(content)))
                .statusCode();
    }

    private HttpResponse<byte[]> get(String key, String secretKey) throws Exception {
        return send(HttpRequest.newBuilder(urls(secretKey).sign("GET", "/cairn/" + key, Map.of())));
    }

    private SignedUrls urls(String secretKey) {
        return new SignedUrls(store.endpoint(), CREDENTIALS.accessKey(), secretKey);
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
