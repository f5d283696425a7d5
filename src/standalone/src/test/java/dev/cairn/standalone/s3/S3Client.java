package dev.cairn.standalone.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Speaks HTTP to an endpoint byte by byte, each request on a connection of its own, so that tests can
/// send what no client library would.
final class S3Client {

    static final String ACCESS_KEY = "access";
    static final String SECRET = "secret-of-the-store";

    private static final int PATIENCE_MILLIS = 30_000;

    private final URI endpoint;
    private final SignedUrls urls;

    S3Client(int port) {
        this.endpoint = URI.create("http://127.0.0.1:" + port);
        this.urls = new SignedUrls(endpoint, ACCESS_KEY, SECRET);
    }

    SignedUrls urls() {
        return urls;
    }

    record Answer(int status, Map<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /// What it is short of telling when a test fails.
        @Override
        public String toString() {
            return status + " " + headers + " " + (body.length < 2000 ? text() : body.length + " bytes");
        }
    }

    /// What Cairn's clients send with a pack.
    static Map<String, String> packHeaders(byte[] content) {
        var checksum = Sha256.ofBytes(Sha256.newDigest().digest(content));
        return Map.of(
                "content-length", Integer.toString(content.length),
                "if-none-match", "*",
                "x-amz-checksum-sha256", checksum.base64(),
                "x-amz-content-sha256", checksum.hex());
    }

    Answer put(String name, byte[] content) throws IOException {
        return put(name, content, Map.of());
    }

    /// @param more headers that the signature does not cover
    Answer put(String name, byte[] content, Map<String, String> more) throws IOException {
        var headers = new LinkedHashMap<>(packHeaders(content));
        var url = urls.sign("PUT", "/cairn/" + name, headers);
        headers.putAll(more);
        return send("PUT", url, headers, content);
    }

    Answer get(String name) throws IOException {
        return send("GET", urls.sign("GET", "/cairn/" + name, Map.of()), Map.of(), new byte[0]);
    }

    Answer send(String method, URI url, Map<String, String> headers, byte[] body) throws IOException {
        var head = new StringBuilder(method + " " + url.getRawPath());
        head.append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(endpoint.getAuthority())
                .append("\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        try (var socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var out = socket.getOutputStream();
            var message = new ByteArrayOutputStream();
            message.writeBytes((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            message.writeBytes(body);
            message.writeTo(out); // at once: who refuses a request may close while the rest is on its way
            return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    private static Answer answer(String text) throws IOException {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("No answer, but: " + text);
        }
        var lines = text.substring(0, end).split("\r\n");
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
        }
        return new Answer(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
    }
}
