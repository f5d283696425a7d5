package dev.cairn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A small HTTP client of the server and its store, that believes nobody: it follows no redirects,
/// and fails when an answer holds another person's canary.
public final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Jsonb JSON = JsonbBuilder.create();

    /// Canaries, and whose they are.
    private static final Map<String, String> CANARIES = new ConcurrentHashMap<>();

    private final URI base;
    private final HttpClient client;

    public Api(URI base) {
        this(base, client());
    }

    /// A client that comes from one of this machine's addresses.
    public Api(URI base, InetAddress from) {
        this(base, client().localAddress(from));
    }

    private Api(URI base, HttpClient.Builder client) {
        this.base = base;
        this.client = client.build();
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
    }

    /// Words that only their owner may ever see, from now on.
    public static void guard(String canary, String owner) {
        CANARIES.put(canary, owner);
    }

    /// All that were guarded until now.
    public static Set<String> canaries() {
        return Set.copyOf(CANARIES.keySet());
    }

    public URI base() {
        return base;
    }

    /// Below `/api/v1`, without a token.
    public Answer send(String method, String path, @Nullable Object body, String... headers) {
        return send("nobody", request(method, path, body, headers));
    }

    /// @param body text and bytes are sent as they are, everything else as JSON; null for none
    /// @param headers names and values, in turns
    HttpRequest.Builder request(String method, String path, @Nullable Object body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(base + "/api/v1" + path)).timeout(PATIENCE);
        var publisher = switch (body) {
            case null -> BodyPublishers.noBody();
            case byte[] bytes -> BodyPublishers.ofByteArray(bytes);
            case String text -> BodyPublishers.ofString(text);
            default -> BodyPublishers.ofString(JSON.toJson(body));
        };
        if (body != null) {
            request.setHeader("Content-Type", body instanceof byte[] ? "application/octet-stream" : "application/json");
        }
        request.method(method, publisher);
        if (headers.length > 0) {
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
        }
        return request;
    }

    /// Asks an absolute URL.
    public Answer fetch(String asker, String method, String url, Map<String, String> headers, byte @Nullable [] body) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-length")) { // the client's own
                request.setHeader(name, value);
            }
        });
        return send(asker, request);
    }

    /// @param asker whose canaries may be in the answer
    Answer send(String asker, HttpRequest.Builder builder) {
        var request = builder.build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            var answer = new Answer(
                    request.method() + " " + request.uri().getPath(),
                    response.statusCode(),
                    response.headers(),
                    response.body());
            checkCanaries(asker, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Sends a request whose answer is lines without an end.
    HttpResponse<Stream<String>> stream(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void checkCanaries(String asker, Answer answer) {
        var text = new String(answer.body(), StandardCharsets.ISO_8859_1) + answer.headers();
        CANARIES.forEach((canary, owner) -> {
            if (!owner.equals(asker)) {
                assertThat(text.contains(canary))
                        .as("%s gets the canary of %s by %s", asker, owner, answer.request())
                        .isFalse();
            }
        });
    }
}
