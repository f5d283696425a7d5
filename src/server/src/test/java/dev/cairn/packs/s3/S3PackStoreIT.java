package dev.cairn.packs.s3;

import dev.cairn.packs.control.PackStore;
import dev.cairn.packs.control.PackStoreContract;
import dev.cairn.platform.control.Settings;
import dev.cairn.standalone.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The contract with a real S3 endpoint.
class S3PackStoreIT implements PackStoreContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static ObjectStore endpoint;
    private static HttpClient client;
    private static S3PackStore store;

    @BeforeAll
    static void start() {
        var credentials = new ObjectStore.Credentials(
                "access", "secret-of-the-store", Base64.getEncoder().encodeToString(new byte[32]));
        endpoint = ObjectStore.start(directory, credentials, List.of());
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        store = new S3PackStore(
                new Settings.Store(
                        endpoint.endpoint(),
                        endpoint.endpoint(),
                        ObjectStore.REGION,
                        ObjectStore.BUCKET,
                        credentials.accessKey(),
                        credentials.secretKey(),
                        true,
                        Optional.empty()),
                InstantSource.system());
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
        endpoint.close();
    }

    @Override
    public PackStore store() {
        return store;
    }

    @Override
    public Reply send(String method, URI url, Map<String, String> headers, byte @Nullable [] body) {
        var request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            if (!name.equals("content-length")) { // the client's own
                request.setHeader(name, value);
            }
        });
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The endpoint reads the clock of the machine.
    @Override
    public boolean pass(Duration time) {
        return false;
    }
}
