package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// D1 to D9 of testing.md 3.1: what whoever holds a signed URL, or only a fingerprint, may try.
class StoreAttacksIT extends DeployedCairn {

    private static final int TRIES = 2000;

    private final Api api = new Api(cairn().base());
    private final Store store = new Store(cairn().backend());
    private final byte[] good = Bytes.fresh(1000);
    private final byte[] bad = Bytes.fresh(1000);

    private Account eve;
    private JsonObject signed;
    private String upload;
    private String key;
    private Set<String> before;

    @BeforeEach
    void begin() {
        eve = Account.signUp(api, "eve");
        upload = eve.openUpload();
        signed = eve.offer(upload, 0, List.of(good)).expect(200).array().getJsonObject(0);
        key = Store.keyOf(signed.getString("url"));
        before = Set.copyOf(store.packs());
    }

    @AfterEach
    void close() {
        store.close();
    }

    /// Asks again where there is no answer: the store does not wait for a body that it does not want,
    /// and the connection may break under it. That nothing is stored, under any key, is looked at afterwards.
    private Answer send(String method, String url, Map<String, String> headers, byte[] body) {
        try {
            return eve.fetch(method, url, headers, body);
        } catch (UncheckedIOException _) {
            return eve.fetch(method, url, headers, body);
        }
    }

    private void assertRefused(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isIn(400, 403, 404, 405, 411, 412, 413, 501);
    }

    private void assertNothingIsStored() {
        assertThat(before).doesNotContain(key).containsAll(store.packs());
        assertThat(eve.get("/uploads/" + upload).expect(200).bodyText()).contains("NOT_UPLOADED");
    }

    @Test
    void other_bytes_are_refused() { // D1
        assertRefused(send("PUT", signed.getString("url"), Account.headers(signed), bad));

        assertNothingIsStored();
        var result = eve.commitOne(List.of(upload), Account.put(eve.top(), "x", List.of(good)));
        assertThat(result.getString("status")).isEqualTo("MISSING_CHUNKS");
    }

    @Test
    void good_bytes_are_stored_once_and_never_replaced() throws Exception { // D2
        eve.put(signed, good).expect(200);
        eve.commitOne(List.of(upload), Account.put(eve.top(), "x", List.of(good)));

        assertRefused(send("PUT", signed.getString("url"), Account.headers(signed), bad));
        assertRefused(send("PUT", signed.getString("url"), Account.headers(signed), good));
        var lying = new LinkedHashMap<>(Account.headers(signed));
        lying.put("x-amz-content-sha256", Account.sha256(bad));
        lying.put("x-amz-checksum-sha256", base64(bad));
        var attempts = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 8; i++) {
            attempts.add(() -> send("PUT", signed.getString("url"), lying, bad));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var attempt : threads.invokeAll(attempts)) {
                assertRefused(attempt.get());
            }
        }

        assertThat(store.read(key)).isEqualTo(good);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Account.sha256(bytes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-amz-content-sha256", "x-amz-checksum-sha256", "if-none-match"})
    void a_request_without_one_of_its_headers_is_refused(String header) { // D3
        var headers = new LinkedHashMap<>(Account.headers(signed));
        headers.remove(header);

        assertThat(send("PUT", signed.getString("url"), headers, good).status()).isEqualTo(403);

        assertNothingIsStored();
    }

    @Test
    void an_unsigned_payload_is_refused() { // D3
        var headers = new LinkedHashMap<>(Account.headers(signed));
        headers.put("x-amz-content-sha256", "UNSIGNED-PAYLOAD");

        assertThat(send("PUT", signed.getString("url"), headers, bad).status()).isEqualTo(403);

        assertNothingIsStored();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1001, 100_000})
    void a_body_of_another_length_is_refused(int length) { // D4
        assertRefused(send("PUT", signed.getString("url"), Account.headers(signed), Bytes.of(length, 1)));

        assertNothingIsStored();
    }

    @Test
    void a_body_in_pieces_of_unsaid_length_is_refused() throws IOException { // D4
        var url = URI.create(signed.getString("url"));
        var head = new StringBuilder("PUT " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: "
                + url.getAuthority() + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n");
        Account.headers(signed).forEach((name, value) -> {
            if (!name.equals("content-length")) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write((head + "\r\n3e8\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(good);
            out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).matches("(?s)HTTP/1.1 (400|403|411|501) .*");
        }

        assertNothingIsStored();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE", "POST"})
    void the_url_is_good_for_no_other_method(String method) { // D5
        eve.put(signed, good).expect(200);

        assertRefused(send(method, signed.getString("url"), Account.headers(signed), null));

        assertThat(store.read(key)).isEqualTo(good);
    }

    @Test
    void a_url_that_was_changed_is_refused() { // D5
        var url = signed.getString("url");
        var id = key.substring(key.indexOf('/') + 1);
        for (var changed : List.of(
                url.replace(id, "0".repeat(32)),
                url.replace(id, id + "x"),
                url.replace(key, "packs/../" + key),
                url.replace(key, "packs/%2e%2e%2f" + id),
                url.replace("/cairn/", "/other/"),
                url.replaceFirst("X-Amz-Expires=[0-9]+", "X-Amz-Expires=604800"),
                url.replaceFirst("X-Amz-Expires=[0-9]+", "X-Amz-Expires=99999999"),
                url.replaceFirst("X-Amz-Date=[0-9]{8}", "X-Amz-Date=20200101"),
                url.replaceFirst("X-Amz-Signature=[0-9a-f]{8}", "X-Amz-Signature=00000000"),
                url.replaceFirst("&X-Amz-Signature=[0-9a-f]+", ""),
                url.replaceFirst("X-Amz-SignedHeaders=[^&]+", "X-Amz-SignedHeaders=host"),
                url.substring(0, url.indexOf('?')))) {
            assertThat(changed).isNotEqualTo(url);
            assertRefused(send("PUT", changed, Account.headers(signed), good));
        }

        assertNothingIsStored();
    }

    @Test
    void a_url_for_reading_opens_one_object_and_nothing_around_it() { // D6
        var victim = Account.signUp(api, "victor");
        var secret = Bytes.text("canary of the store " + victim.userId());
        Api.guard("canary of the store", victim.userId());
        victim.upload(victim.top(), "secret", secret);
        var hers = eve.upload(eve.top(), "hers", Bytes.fresh(100)).getString("fileId");
        var url = eve.url(eve.top(), hers).getString("url");
        var own = Store.keyOf(url);
        var foreign = store.keys().stream()
                .filter(each -> each.startsWith("packs/") && Arrays.equals(store.read(each), secret))
                .findFirst()
                .orElseThrow();
        send("GET", url, Map.of(), null).expect(200);

        for (var changed : List.of(
                url.replace(own, foreign),
                url.replace("/" + own, ""),
                url.replace("/" + own, "/"),
                url + "&versions",
                url + "&acl",
                url + "&uploads",
                url.replaceFirst("response-content-type=[^&]+", "response-content-type=text%2Fhtml"),
                url.replaceFirst("response-content-disposition=[^&]+", "response-content-disposition=inline"))) {
            assertThat(changed).isNotEqualTo(url);
            var answer = send("GET", changed, Map.of(), null);
            assertThat(answer.status()).as("%s: %s", changed, answer.headers()).isIn(400, 403, 404, 405, 501);
        }
        var added = send("GET", url + "&response-content-type=text/html", Map.of(), null);
        assertThat(added.status() == 200 ? added.header("Content-Type") : "refused")
                .isIn("refused", "application/octet-stream");
    }

    @Test
    void knowing_the_fingerprint_is_not_having_the_bytes() { // D7
        var victim = Account.signUp(api, "victor");
        var secret = Bytes.fresh(1000);
        var upVictim = victim.openUpload();
        victim.sendPack(upVictim, 0, List.of(secret));
        victim.commitOne(List.of(upVictim), Account.put(victim.top(), "secret", List.of(secret)));

        var claimed = eve.commit(List.of(), List.of(Account.put(eve.top(), "stolen", List.of(secret))))
                .expect(200);
        var random = eve.commit(List.of(), List.of(Account.put(eve.top(), "stolen", List.of(Bytes.fresh(1000)))))
                .expect(200);
        var foreignUpload = eve.commit(List.of(upVictim), List.of(Account.put(eve.top(), "stolen", List.of(secret))));

        assertThat(claimed.bodyText()).contains("MISSING_CHUNKS").isEqualTo(random.bodyText());
        assertThat(foreignUpload.bodyText()).isEqualTo(random.bodyText());
        assertThat(eve.names(eve.top())).isEmpty();
    }

    /// One of a hundred honest servers looks guilty, so the accused is heard three times.
    @Test
    void the_time_of_the_answer_does_not_tell_what_others_have() { // D7
        var victim = Account.signUp(api, "victor");
        var secret = Bytes.fresh(1000);
        var upVictim = victim.openUpload();
        victim.sendPack(upVictim, 0, List.of(secret));
        victim.commitOne(List.of(upVictim), Account.put(victim.top(), "secret", List.of(secret)));
        var stolen = Account.put(eve.top(), "stolen", List.of(secret));
        var random = Account.put(eve.top(), "stolen", List.of(Bytes.fresh(1000)));

        var probabilities = new ArrayList<Double>();
        do {
            var known = new long[TRIES];
            var unknown = new long[TRIES];
            for (int i = -TRIES / 10; i < TRIES; i++) { // the first ones warm up
                long first = nanosOf(i % 2 == 0 ? stolen : random);
                long second = nanosOf(i % 2 == 0 ? random : stolen);
                if (i >= 0) {
                    known[i] = i % 2 == 0 ? first : second;
                    unknown[i] = i % 2 == 0 ? second : first;
                }
            }
            probabilities.add(RankSum.probability(known, unknown));
        } while (probabilities.getLast() <= 0.01 && probabilities.size() < 3);

        assertThat(probabilities).anyMatch(probability -> probability > 0.01);
    }

    private long nanosOf(Object put) {
        long begun = System.nanoTime();
        eve.commit(List.of(), List.of(put)).expect(200);
        return System.nanoTime() - begun;
    }

    @Test
    void what_others_have_is_missing_like_what_nobody_has() { // D8, D9
        var victim = Account.signUp(api, "victor");
        var salaries = new ArrayList<byte[]>();
        for (int salary = 0; salary < 1000; salary++) {
            salaries.add(Bytes.text("Dear Victor, you now earn %d a month.".formatted(salary)));
        }
        victim.upload(victim.top(), "letter", salaries.get(700));
        var question = Map.of("chunks", Account.pairs(Account.manifest(salaries)));

        var answer = eve.post("/uploads/" + upload + "/missing", question).expect(200);

        assertThat(answer.json().getJsonArray("missing")).hasSize(1000);
        eve.post("/uploads/" + victim.openUpload() + "/missing", question).expectProblem(404, "not-found");
        var offered = eve.offer(upload, 1, List.of(salaries.get(700)))
                .expect(200)
                .array()
                .getJsonObject(0);
        assertThat(offered.getString("chunkStatus")).isEqualTo("NOT_UPLOADED");
        assertThat(eve.put(offered, salaries.get(700)).status()).isEqualTo(200); // no 412 gives it away
        eve.commitOne(List.of(upload), Account.put(eve.top(), "guess", List.of(salaries.get(700))));
        assertThat(eve.get("/me").expect(200).json().getInt("usedBytes")).isEqualTo(salaries.get(700).length);
    }

    @Test
    void the_same_fingerprint_with_another_length_is_refused() { // D17
        eve.put(signed, good).expect(200);
        eve.commitOne(List.of(upload), Account.put(eve.top(), "x", List.of(good)));
        var manifest = Map.of("avg", 65536, "chunks", List.of(List.of(Account.sha256(good), 999)));
        var put = new LinkedHashMap<>(Account.put(eve.top(), "y", List.of(good)));
        put.put("manifest", manifest);
        put.put("size", 999);

        var result = eve.commitOne(List.of(), put);

        assertThat(result.getString("status")).isEqualTo("REJECTED");
        assertThat(eve.names(eve.top())).containsExactly("x");
    }

    @Test
    void an_upload_whose_session_is_anothers_is_not_there() {
        var mallory = Account.signUp(api, "mallory");

        mallory.get("/uploads/" + upload).expectProblem(404, "not-found");
        mallory.delete("/uploads/" + upload).expectProblem(404, "not-found");
        mallory.post("/uploads/" + upload + "/complete", Map.of()).expectProblem(404, "not-found");
        mallory.offer(upload, 0, List.of(good)).expectProblem(404, "not-found");
        mallory.post("/uploads", Map.of("namespaceId", eve.namespaceId(), "expectedBytes", 1))
                .expectProblem(404, "not-found");
        eve.put(signed, good).expect(200);
    }
}
