package dev.cairn.standalone.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the endpoint does over HTTP, and what it refuses.
class S3EndpointIT {

    private static final String ORIGIN = "http://localhost:8080";
    private static final byte[] NONE = new byte[0];

    @TempDir
    private static Path directory;

    private static S3Endpoint endpoint;
    private static S3Client client;

    private final byte[] content = Keys.noise(200_000);

    /// Comes whole with its request, so that whoever refuses it need not read on to be heard.
    private final byte[] small = Keys.noise(1000);

    private final String name = "packs/" + UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        endpoint = S3Endpoint.start(settings(directory), InstantSource.system());
        client = new S3Client(endpoint.port());
    }

    static S3Endpoint.Settings settings(Path directory) {
        return new S3Endpoint.Settings(
                new InetSocketAddress("127.0.0.1", 0),
                directory,
                "cairn",
                S3Client.ACCESS_KEY,
                S3Client.SECRET,
                Keys.master(1),
                List.of(ORIGIN),
                0);
    }

    @AfterAll
    static void stop() throws IOException {
        endpoint.close();
    }

    private void assertNothingIsStored(String name) throws IOException {
        assertThat(client.get(name).status()).isEqualTo(404);
    }

    @Test
    void a_pack_is_stored_and_read() throws IOException {
        var put = client.put(name, content);
        var got = client.get(name);

        assertThat(put.status()).as("%s", put).isEqualTo(200);
        assertThat(got.body()).isEqualTo(content);
        assertThat(got.headers())
                .containsEntry("Content-Type", "application/octet-stream")
                .containsEntry("ETag", put.headers().get("ETag"));
    }

    @Test
    void a_signed_range_is_read_and_no_other() throws IOException {
        client.put(name, content);
        var headers = Map.of("range", "bytes=65519-131040");
        var url = client.urls().sign("GET", "/cairn/" + name, headers);

        var part = client.send("GET", url, headers, NONE);

        assertThat(part.status()).isEqualTo(206);
        assertThat(part.headers()).containsEntry("Content-Range", "bytes 65519-131040/200000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 65519, 131041));
        assertThat(client.send("GET", url, Map.of("range", "bytes=0-1"), NONE).status())
                .isEqualTo(403);
        assertThat(client.send("GET", url, Map.of(), NONE).status()).isEqualTo(403);
    }

    @Test
    void a_range_behind_the_end_is_refused() throws IOException {
        client.put(name, content);
        var headers = Map.of("range", "bytes=200000-");

        assertThat(client.send("GET", client.urls().sign("GET", "/cairn/" + name, headers), headers, NONE)
                        .status())
                .isEqualTo(416);
    }

    @Test
    void the_checksum_is_told() throws IOException {
        client.put(name, content);
        var headers = Map.of("x-amz-checksum-mode", "ENABLED");

        var head = client.send("HEAD", client.urls().sign("HEAD", "/cairn/" + name, headers), headers, NONE);

        assertThat(head.headers())
                .containsEntry("Content-Length", "200000")
                .containsEntry(
                        "x-amz-checksum-sha256", S3Client.packHeaders(content).get("x-amz-checksum-sha256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-amz-checksum-sha256", "x-amz-content-sha256"})
    void one_signed_checksum_is_enough_to_refuse_other_bytes(String checksum) throws IOException {
        var headers = new HashMap<>(S3Client.packHeaders(content));
        headers.keySet().removeIf(header -> header.startsWith("x-amz-") && !header.equals(checksum));
        var url = client.urls().sign("PUT", "/cairn/" + name, headers);
        var other = content.clone();
        other[100_000] ^= 1;

        assertThat(client.send("PUT", url, headers, other).status()).isEqualTo(400);
        assertNothingIsStored(name);
        assertThat(client.send("PUT", url, headers, content).status()).isEqualTo(200);
        assertThat(client.get(name).body()).isEqualTo(content);
    }

    @Test
    void two_signed_checksums_that_differ_fit_no_bytes() throws IOException {
        var headers = new HashMap<>(S3Client.packHeaders(content));
        headers.put("x-amz-checksum-sha256", S3Client.packHeaders(NONE).get("x-amz-checksum-sha256"));
        var url = client.urls().sign("PUT", "/cairn/" + name, headers);

        assertThat(client.send("PUT", url, headers, content).status()).isEqualTo(400);
        assertNothingIsStored(name);
    }

    @Test
    void other_bytes_are_refused() throws IOException {
        var other = content.clone();
        other[199_999] ^= 1;
        var headers = S3Client.packHeaders(content);
        var url = client.urls().sign("PUT", "/cairn/" + name, headers);

        assertThat(client.send("PUT", url, headers, other).status()).isEqualTo(400);
        var lying = S3Client.packHeaders(small);
        assertThat(client.send("PUT", url, lying, small).status()).isEqualTo(403);
        assertNothingIsStored(name);
    }

    @Test
    void a_taken_name_is_refused_in_an_answer_that_pages_may_read() throws IOException {
        client.put(name, content);

        var again = client.put(name, Keys.noise(64 << 20), Map.of("origin", ORIGIN));

        assertThat(again.status()).isEqualTo(412);
        assertThat(again.headers()).containsEntry("Access-Control-Allow-Origin", ORIGIN);
        assertThat(client.get(name).body()).isEqualTo(content);
    }

    @Test
    void the_largest_pack_fits_and_no_larger_one() throws IOException {
        var largest = Keys.noise(64 << 20);

        assertThat(client.put(name, largest).status()).isEqualTo(200);
        assertThat(client.get(name).body()).isEqualTo(largest);
        assertThat(client.put(name + "x", NONE, Map.of("content-length", Integer.toString((64 << 20) + 1)))
                        .status())
                .isIn(400, 403, 413);
        assertNothingIsStored(name + "x");
    }

    @Test
    void a_copy_source_that_is_not_signed_is_refused() throws IOException {
        client.put(name, content);

        var theft = client.put(name + "x", NONE, Map.of("x-amz-copy-source", "/cairn/" + name));

        assertThat(theft.status()).isEqualTo(403);
        assertNothingIsStored(name + "x");
    }

    @Test
    void a_copy_that_is_signed_is_not_done() throws IOException {
        client.put(name, content);
        var headers = Map.of("x-amz-copy-source", "/cairn/" + name, "content-length", "0");

        var copy = client.send("PUT", client.urls().sign("PUT", "/cairn/" + name + "x", headers), headers, NONE);

        assertThat(copy.status()).isEqualTo(501);
        assertNothingIsStored(name + "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-amz-acl: public-read", "x-amz-meta-x: y", "x-amz-meta-s3proxy_checksum_sha256: AAAA"})
    void other_headers_that_are_not_signed_are_refused(String header) throws IOException {
        var parts = header.split(": ");

        var put = client.put(name, content, Map.of(parts[0], parts[1]));

        assertThat(put.status()).isEqualTo(403);
        assertNothingIsStored(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html"})
    void a_pack_may_come_as_any_type_and_has_none(String type) throws IOException {
        var put = client.put(name, content, Map.of("content-type", type));

        assertThat(put.status()).as("%s", put).isEqualTo(200);
        assertThat(client.get(name).body()).isEqualTo(content);
        assertThat(client.get(name).headers()).containsEntry("Content-Type", "application/octet-stream");
    }

    @Test
    void a_url_of_tomorrow_is_not_good_today() throws IOException {
        var headers = S3Client.packHeaders(small);
        for (var ahead : List.of(90, 86_400)) {
            var url = client.urls()
                    .sign(
                            "PUT",
                            "/cairn/" + name,
                            headers,
                            Map.of(),
                            Instant.now().plusSeconds(ahead));
            assertThat(client.send("PUT", url, headers, small).status()).isEqualTo(403);
        }
        assertNothingIsStored(name);
        var soon = client.urls()
                .sign("PUT", "/cairn/" + name, headers, Map.of(), Instant.now().plusSeconds(30));
        assertThat(client.send("PUT", soon, headers, small).status()).isEqualTo(200);
    }

    @Test
    void an_expired_url_is_refused() throws IOException {
        var headers = S3Client.packHeaders(small);
        var url = client.urls()
                .sign(
                        "PUT",
                        "/cairn/" + name,
                        headers,
                        Map.of(),
                        Instant.now().minus(SignedUrls.LIFE).minusSeconds(1));

        assertThat(client.send("PUT", url, headers, small).status()).isEqualTo(403);
        assertNothingIsStored(name);
    }

    @Test
    void a_stranger_cannot_make_it_buffer_a_large_body() throws IOException {
        var headers = Map.of(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=access/20260101/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=00",
                "x-amz-date",
                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.now()),
                "x-amz-content-sha256",
                "0".repeat(64),
                "content-length",
                Integer.toString(32 << 20));

        var answer = client.send(
                "PUT", client.urls().endpoint().resolve("/cairn/" + name), headers, NONE); // and no body ever comes

        assertThat(answer.status()).isIn(400, 403, 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?acl", "?uploads", "?list-type=2", "?versions", "?location", "?policy"})
    void nothing_is_told_without_a_signature(String question) throws IOException {
        var url = client.urls().endpoint().resolve("/cairn" + question);

        assertThat(client.send("GET", url, Map.of(), NONE).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&acl", "&uploadId=1", "&uploads", "&response-content-type=text/html"})
    void a_signed_url_takes_no_addition(String addition) throws IOException {
        client.put(name, content);
        var url = client.urls().sign("GET", "/cairn/" + name, Map.of());

        assertThat(client.send("GET", URI.create(url + addition), Map.of(), NONE)
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cairn/.hidden", "/cairn/a%00b", "/cairn/%2Fetc", "/cairn/a%2F..%2Fb", "/cairn/a.pack"})
    void odd_names_are_refused(String path) throws IOException {
        var headers = S3Client.packHeaders(small);

        var put = client.send("PUT", client.urls().sign("PUT", path, headers), headers, small);

        assertThat(put.status()).as("%s", put).isBetween(400, 499);
    }

    /// The sender goes on only after the answer has come.
    @Test
    void who_is_still_sending_hears_the_refusal() throws Exception {
        var url = client.urls().sign("PUT", "/cairn/" + name, Map.of());
        var wrong = url.getRawPath() + "?" + url.getRawQuery().replace("Signature=", "Signature=0");
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            var out = socket.getOutputStream();
            out.write(("PUT " + wrong + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nContent-Length: "
                            + content.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new ByteArrayOutputStream();
            answer.write(socket.getInputStream().read());
            socket.setSoTimeout(300);
            assertThatExceptionOfType(SocketTimeoutException.class) // it has answered, and keeps the line open
                    .isThrownBy(() -> socket.getInputStream().transferTo(answer));
            out.write(content);
            socket.shutdownOutput();

            assertThat(answer.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 403 ");
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void a_put_that_breaks_off_leaves_nothing() throws Exception {
        var headers = new HashMap<>(S3Client.packHeaders(content));
        var url = client.urls().sign("PUT", "/cairn/" + name, headers);
        var head = new StringBuilder("PUT " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: "
                + url.getAuthority() + "\r\n");
        headers.forEach((header, value) ->
                head.append(header).append(": ").append(value).append("\r\n"));
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(content, 0, 150_000);
            socket.getOutputStream().flush();
        }

        assertThat(client.put(name, content).status()).isEqualTo(200); // the name is still free
        assertThat(client.get(name).body()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-type=2", "marker="})
    void lists_have_pages(String kind) throws IOException {
        var folder = "list-" + UUID.randomUUID();
        var names = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            names.add(folder + "/" + i);
            client.put(names.getLast(), Keys.noise(i));
        }

        var listed = new ArrayList<String>();
        var next = "";
        do {
            var query = new HashMap<>(Map.of("prefix", folder + "/", "max-keys", "3"));
            if (kind.startsWith("list-type")) {
                query.put("list-type", "2");
                query.put("continuation-token", next);
            } else {
                query.put("marker", next);
            }
            var page = client.send(
                    "GET", client.urls().sign("GET", "/cairn", Map.of(), query, Instant.now()), Map.of(), NONE);
            assertThat(page.status()).as("%s", page).isEqualTo(200);
            listed.addAll(all("Key", page.text()));
            var more = all("(?:NextContinuationToken|NextMarker)", page.text());
            next = more.isEmpty() ? "" : more.getFirst();
        } while (!next.isEmpty());

        assertThat(listed).isEqualTo(names);
    }

    private static List<String> all(String element, String xml) {
        return Pattern.compile("<" + element + ">([^<]*)<")
                .matcher(xml)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    @Test
    void a_list_by_folders_is_refused() throws IOException {
        var query = Map.of("list-type", "2", "delimiter", "/");

        var page =
                client.send("GET", client.urls().sign("GET", "/cairn", Map.of(), query, Instant.now()), Map.of(), NONE);

        assertThat(page.status()).isEqualTo(501);
    }

    @Test
    void damage_at_the_beginning_is_an_error() throws IOException {
        client.put(name, content);
        damage(70_000);

        assertThat(client.get(name).status()).isEqualTo(500);
    }

    @Test
    void damage_later_on_cuts_the_answer_short() throws IOException {
        var large = Keys.noise(3 << 20);
        client.put(name, large);
        damage(2 << 20);

        var got = client.get(name);

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.headers()).containsEntry("Content-Length", Integer.toString(3 << 20));
        assertThat(got.body()).hasSizeLessThan(2 << 20).isEqualTo(Arrays.copyOf(large, got.body().length));
    }

    private void damage(int offset) throws IOException {
        var file = directory.resolve("packs").resolve(name + ".pack");
        var bytes = Files.readAllBytes(file);
        bytes[PackLayout.HEADER_BYTES + offset] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void what_was_deleted_is_gone() throws IOException {
        client.put(name, content);

        var deleted = client.send("DELETE", client.urls().sign("DELETE", "/cairn/" + name, Map.of()), Map.of(), NONE);

        assertThat(deleted.status()).isEqualTo(204);
        assertNothingIsStored(name);
    }
}
