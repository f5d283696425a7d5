package dev.cairn.client.remote;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.wire.Wire;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// HTTP with JSON bodies and problem documents. For any number of threads.
public final class Http implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /// Longer than any call of the API takes; only a connection that is dead runs into it.
    private static final Duration ANSWER = Duration.ofSeconds(90);

    private static final Duration TRANSFER = Duration.ofMinutes(10);

    private static final int PIECE = 64 * 1024;

    /// Headers that belong to the connection, and that the JDK's client sets itself.
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "connection");

    private final Jsonb json = JsonbBuilder.create(Wire.config());
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    HttpClient client() {
        return client;
    }

    /// Sends a JSON document and reads one.
    ///
    /// @param body null for none; bytes are sent as they are
    /// @param answer what to read; [Void] for nothing, an array of bytes as it is
    /// @throws ProblemException the server's "no"
    <T> T call(
            String method, URI uri, @Nullable String token, @Nullable Object body, Class<T> answer, String... headers)
            throws IOException {
        var request = HttpRequest.newBuilder(uri).timeout(ANSWER).header("Accept", "*/*");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body instanceof byte[] bytes) {
            request.header("Content-Type", "application/octet-stream")
                    .method(method, BodyPublishers.ofByteArray(bytes));
        } else if (body != null) {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(json.toJson(body).getBytes(StandardCharsets.UTF_8)));
        } else {
            request.method(method, BodyPublishers.noBody());
        }
        var response = send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 400) {
            throw problem(response);
        }
        return read(response.body(), answer);
    }

    /// Reads a JSON document that the server has sent.
    <T> T read(byte[] body, Class<T> answer) throws IOException {
        if (answer == Void.class) {
            @SuppressWarnings({"NullAway", "DataFlowIssue"})
            T nothing = answer.cast(null);
            return nothing;
        }
        if (answer == byte[].class) {
            return answer.cast(body);
        }
        try {
            return json.fromJson(new ByteArrayInputStream(body), answer);
        } catch (JsonbException e) {
            throw new IOException("The server's answer cannot be read: " + e.getMessage(), e);
        }
    }

    private RuntimeException problem(HttpResponse<byte[]> response) {
        try {
            var problem = json.fromJson(new ByteArrayInputStream(response.body()), ProblemDocument.class);
            if (problem.type != null) {
                return new ProblemException(
                        ProblemType.ofUri(problem.type),
                        problem.detail == null ? "HTTP " + response.statusCode() : problem.detail);
            }
        } catch (JsonbException e) {
            // something between us and the server has answered in its own words
        }
        var type = response.statusCode() == 401 ? ProblemType.SIGNED_OUT : ProblemType.UNAVAILABLE;
        return new ProblemException(type, "HTTP status " + response.statusCode());
    }

    public record ProblemDocument(
            @Nullable String type, @Nullable String detail) {}

    /// Sends bytes to the store.
    ///
    /// @return the status
    int put(URI uri, Map<String, String> headers, byte[] bytes, int length) throws IOException {
        var request = HttpRequest.newBuilder(requireHttp(uri))
                .timeout(TRANSFER)
                .PUT(BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArrays(() -> pieces(bytes, length).iterator()), length));
        addHeaders(request, headers);
        return send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /// Copied as they are sent: the JDK's own publisher of an array copies all of it first.
    private static Stream<byte[]> pieces(byte[] bytes, int length) {
        return IntStream.iterate(0, from -> from < length, from -> from + PIECE)
                .mapToObj(from -> Arrays.copyOfRange(bytes, from, Math.min(from + PIECE, length)));
    }

    /// Opens a stream of bytes from the store.
    InputStream get(URI uri, Map<String, String> headers) throws IOException {
        var request = HttpRequest.newBuilder(requireHttp(uri)).timeout(TRANSFER).GET();
        addHeaders(request, headers);
        var response = send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200 && response.statusCode() != 206) {
            response.body().close();
            throw new IOException("The store answered with status " + response.statusCode());
        }
        return response.body();
    }

    private static void addHeaders(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, value);
            }
        });
    }

    /// What a server names as the store's address is a web address, and nothing else.
    private static URI requireHttp(URI uri) throws IOException {
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IOException("Not a web address: " + uri.getScheme());
        }
        return uri;
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return client.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
