package dev.cairn.bench.client;

import dev.cairn.bench.client.http.Answer;
import dev.cairn.bench.client.http.Body;
import dev.cairn.bench.client.http.Http;
import dev.cairn.bench.client.http.Request;
import dev.cairn.core.wire.Wire;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// `/api/v1` of a server, without knowing who calls.
public final class Api {

    private static final Jsonb JSON = JsonbBuilder.create(Wire.config());

    private final URI base;
    private final Http http;

    /// @param base such as `http://localhost:8080`
    public Api(URI base, Http http) {
        this.base = base;
        this.http = http;
    }

    public Http http() {
        return http;
    }

    /// @param path below `/api/v1`, with a slash in front
    public Request get(String path) {
        return Request.get(uri(path), Map.of("Accept", "*/*"));
    }

    /// A request that says something in JSON.
    public Request json(String method, String path, Object body) {
        return new Request(
                method,
                uri(path),
                Map.of("Content-Type", "application/json", "Accept", "application/json"),
                Body.of(JSON.toJson(body).getBytes(StandardCharsets.UTF_8)));
    }

    /// A request that says something in bytes.
    public Request binary(String method, String path, byte[] body) {
        return new Request(
                method,
                uri(path),
                Map.of("Content-Type", "application/octet-stream", "Accept", "application/json"),
                Body.of(body));
    }

    private URI uri(String path) {
        return URI.create(base + "/api/v1" + path);
    }

    public Answer send(Request request) throws IOException {
        return http.send(request);
    }

    /// What an answer says in JSON.
    public static <T> T read(Answer answer, Class<T> type) {
        return JSON.fromJson(new ByteArrayInputStream(answer.body()), type);
    }
}
