package dev.cairn.bench.client.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// One request.
///
/// @param headers sent as they are; `Host` and `Content-Length` are added
public record Request(String method, URI uri, Map<String, String> headers, Body body) {

    public Request {
        headers = Map.copyOf(headers);
    }

    public static Request get(URI uri, Map<String, String> headers) {
        return new Request("GET", uri, headers, Body.none());
    }

    public static Request put(URI uri, Map<String, String> headers, Body body) {
        return new Request("PUT", uri, headers, body);
    }

    /// With one more header, or another value for one.
    public Request with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, uri, more, body);
    }

    /// Everything before the body, as it is sent.
    byte[] head() {
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(path)
                .append(query)
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getRawAuthority())
                .append("\r\n");
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-length")) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        if (body.length() > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
