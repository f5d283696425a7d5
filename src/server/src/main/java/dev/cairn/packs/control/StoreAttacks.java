package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.platform.control.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// All ways round the rules of a store's signed URLs, tried under a key of its own.
record StoreAttacks(PackStore store, String key) {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BASE64_CHECKSUM = "x-amz-checksum-sha256";
    private static final String HEX_CHECKSUM = "x-amz-content-sha256";

    /// Names that a Java client sets by itself.
    private static final String LENGTH = "content-length";

    private static final byte[] GOOD = "the bytes that were signed for".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BAD = "other bytes of the same length".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LONGER = "more bytes than were ever signed for".getBytes(StandardCharsets.US_ASCII);

    /// What is added to the key for objects of their own.
    private static final String COPY = "c";

    private static final String PUBLIC = "p";

    StoreAttacks(PackStore store) {
        this(store, "probes/" + UUID.randomUUID());
    }

    /// @throws StartRefused if the store lets one of them through, or refuses what it should do
    /// @throws IOException if the store cannot be reached
    void run() throws IOException, InterruptedException {
        var checksum = Fingerprint.of(GOOD, 0, GOOD.length);
        var put = store.signPut(key, GOOD.length, checksum, LIFE);
        try {
            refused("other bytes of the same length", send(put.url(), put.headers(), BAD));
            refused("more bytes", send(put.url(), put.headers(), LONGER));
            for (var header : put.headers().keySet()) {
                if (!header.equals(LENGTH)) {
                    refused("a request without " + header, send(put.url(), without(put.headers(), header), GOOD));
                }
            }
            refused("another checksum in the headers", send(put.url(), lying(put.headers(), BAD), BAD));
            refused("an unsigned payload", send(put.url(), with(put.headers(), HEX_CHECKSUM, "UNSIGNED-PAYLOAD"), BAD));
            refused(
                    "another object",
                    send(URI.create(put.url().toString().replace(key, key + "x")), put.headers(), GOOD));
            accepted(send(put.url(), put.headers(), GOOD));
            refused("a second object under the same key", send(put.url(), put.headers(), GOOD));
            checkReading(checksum);
            checkCopying(checksum);
            checkPublishing();
        } finally {
            store.delete(key);
            store.delete(key + "x");
            store.delete(key + COPY);
            store.delete(key + PUBLIC);
        }
    }

    /// Who may put one object must not get at another by it.
    private void checkCopying(Fingerprint stolen) throws IOException, InterruptedException {
        var checksum = Fingerprint.of(BAD, 0, BAD.length);
        var put = store.signPut(key + COPY, BAD.length, checksum, LIFE);
        var source = put.url().getPath().replace(key + COPY, key);
        send(put.url(), with(put.headers(), "x-amz-copy-source", source), BAD);
        var found = store.find(key + COPY);
        if (found.isPresent() && found.get().checksum().equals(stolen)) {
            throw letsThrough("a copy of another object");
        }
    }

    /// Who may put an object must not give it to all the world by it.
    private void checkPublishing() throws IOException, InterruptedException {
        var put = store.signPut(key + PUBLIC, GOOD.length, Fingerprint.of(GOOD, 0, GOOD.length), LIFE);
        send(put.url(), with(put.headers(), "x-amz-acl", "public-read"), GOOD);
        var unsigned = put.url().resolve(put.url().getRawPath());
        if (fetch(unsigned, Map.of()).statusCode() / 100 == 2) {
            throw letsThrough("an object that everybody may read");
        }
    }

    private void checkReading(Fingerprint checksum) throws IOException, InterruptedException {
        var found = store.find(key);
        if (found.isEmpty()
                || found.get().size() != GOOD.length
                || !found.get().checksum().equals(checksum)) {
            throw new StartRefused("the store does not tell the size and SHA-256 of what it holds");
        }
        var get = store.signGet(key, new PackStore.ByteRange(4, 5), LIFE);
        var part = fetch(get.url(), get.headers());
        if (part.statusCode() != 206 || !new String(part.body(), StandardCharsets.US_ASCII).equals("bytes")) {
            throw new StartRefused("the store does not answer a signed range, but " + part.statusCode());
        }
        if (fetch(get.url(), Map.of("range", "bytes=0-9")).statusCode() / 100 == 2) {
            throw letsThrough("another range than the signed one");
        }
        if (fetch(get.url(), Map.of()).statusCode() / 100 == 2) {
            throw letsThrough("a whole object by the URL of a range");
        }
    }

    private static int send(URI url, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url).timeout(PATIENCE).PUT(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            if (!name.equals(LENGTH)) {
                request.setHeader(name, value);
            }
        });
        return exchange(request.build()).statusCode();
    }

    private static HttpResponse<byte[]> fetch(URI url, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url).timeout(PATIENCE);
        headers.forEach(request::setHeader);
        return exchange(request.build());
    }

    /// On a connection of its own: a store closes one on which it has refused a request, and the next
    /// request would be lost there. None is tried twice, because the answer to the second would
    /// hide that the first went through.
    private static HttpResponse<byte[]> exchange(HttpRequest request) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static Map<String, String> without(Map<String, String> headers, String name) {
        var rest = new HashMap<>(headers);
        rest.remove(name);
        return rest;
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> lying(Map<String, String> headers, byte[] body) {
        var checksum = Fingerprint.of(body, 0, body.length);
        var base64 = Base64.getEncoder().encodeToString(checksum.toBytes());
        return with(with(headers, BASE64_CHECKSUM, base64), HEX_CHECKSUM, checksum.toString());
    }

    private static void accepted(int status) {
        if (status / 100 != 2) {
            throw new StartRefused("the store refuses a signed upload with status " + status
                    + "; its clock, its keys or its host name may be other than the settings say");
        }
    }

    private static void refused(String what, int status) {
        if (status / 100 == 2) {
            throw letsThrough(what);
        }
    }

    private static StartRefused letsThrough(String what) {
        return new StartRefused("the store lets " + what + " through a signed URL, so it cannot keep files safe;"
                + " use one that enforces signed headers");
    }
}
