package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// nginx in front of the content endpoint.
class EdgeIT extends DeployedCairn {

    private static final int SLICE = 8 << 20;

    private final Api api = new Api(cairn().base());
    private final byte[] content = new byte[SLICE + SLICE / 2];

    @TempDir
    private Path directory;

    private Account ada;
    private NginxEdge edge;
    private String file;

    @BeforeEach
    void start() throws Exception {
        ada = Account.signUp(api, "ada");
        new Random().nextBytes(content);
        file = ada.upload(ada.top(), "stones.bin", content).getString("fileId");
        edge = new NginxEdge(directory, url(), key(), cairn().base().getPort());
    }

    @AfterEach
    void stop() throws Exception {
        edge.close();
    }

    private URI url() {
        return URI.create(cairn().settings().get("cairn.cdn.url"));
    }

    private String key() {
        return cairn().settings().get("cairn.cdn.key");
    }

    private JsonObject signed(Account reader) {
        return reader.get("/folders/" + ada.top() + "/files/" + file + "/cdn-url")
                .expect(200)
                .json();
    }

    private Answer fetch(String url, Map<String, String> headers) {
        return api.fetch(ada.userId(), "GET", url, headers, null);
    }

    private Answer fetch(String url) {
        return fetch(url, Map.of());
    }

    @Test
    void a_second_reader_of_a_version_costs_the_server_nothing() {
        var other = Account.signIn(api, ada.email(), Account.PASSWORD, "another device");

        var first = fetch(signed(ada).getString("url")).expect(200);
        long fetched = edge.fetched();
        var second = fetch(signed(other).getString("url")).expect(200);
        var range = fetch(signed(other).getString("url"), Map.of("Range", "bytes=8388600-8388615"))
                .expect(206);

        assertThat(signed(ada).getString("url")).startsWith(url() + "/content/");
        assertThat(first.body()).isEqualTo(content);
        assertThat(first.header("X-Cache")).isEqualTo("MISS");
        assertThat(fetched).isBetween((long) content.length, content.length + 10_000L);
        assertThat(second.body()).isEqualTo(content);
        assertThat(second.header("X-Cache")).isEqualTo("HIT");
        assertThat(second.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(content, 8_388_600, 8_388_616));
        assertThat(edge.fetched()).as("bytes from the server").isEqualTo(fetched);
    }

    @Test
    void who_reads_a_part_costs_the_server_the_slices_that_it_lies_in() throws Exception {
        var part = fetch(signed(ada).getString("url"), Map.of("Range", "bytes=9000000-9000009"))
                .expect(206);

        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 9_000_000, 9_000_010));
        assertThat(edge.kept()).isEqualTo(1);
        assertThat(edge.fetched()).isLessThan(SLICE / 2 + 10_000L);
    }

    @Test
    void a_file_is_sent_as_the_server_sends_it_and_under_its_present_name() {
        fetch(signed(ada).getString("url")).expect(200);
        ada.patch("/folders/" + ada.top() + "/files/" + file, Map.of("name", "déjà \"vu\"; x.html"))
                .expect(200);

        var answer = fetch(signed(ada).getString("url")).expect(200);

        assertThat(answer.header("X-Cache")).isEqualTo("HIT");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename*=UTF-8''d%C3%A9j%C3%A0%20%22vu%22%3B%20x.html");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(answer.header("Cache-Control")).contains("private");
    }

    @Test
    void the_edge_checks_signature_and_end_even_of_what_it_has() throws Exception {
        var signed = signed(ada);
        var url = signed.getString("url");
        fetch(url).expect(200);
        long fetched = edge.fetched();
        var version = signed.getString("versionId");
        var over = Instant.now().getEpochSecond() - 1;

        fetch(url.replaceFirst("signature=[^&]+", "signature=AAAAAAAAAAAAAAAAAAAAAA"))
                .expect(403);
        fetch(url.replaceFirst("signature=[^&]+&", "")).expect(403);
        fetch(url.replaceFirst("expires=1", "expires=2")).expect(403);
        fetch(url.replace(version, version.substring(0, 23) + "f")).expect(403);
        fetch(url() + "/content/" + version + "/x?expires=" + over + "&signature=" + signature(version, over))
                .expect(410);
        assertThat(edge.fetched()).isEqualTo(fetched);
    }

    private String signature(String version, long expires) throws Exception {
        var text = key() + " " + version + " " + expires + " " + key();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("MD5").digest(text.getBytes()));
    }

    @Test
    void a_link_of_the_edge_is_worth_nothing_at_the_server() {
        var url = signed(ada).getString("url");

        var direct = url.replace(url().toString(), cairn().base().toString());

        fetch(direct).expect(404);
        fetch(direct, Map.of("X-Cairn-Edge", "not the key")).expect(404);
        fetch(direct, Map.of("X-Cairn-Edge", key())).expect(200);
    }

    @Test
    void what_is_deleted_leaves_the_edge() throws Exception {
        var url = signed(ada).getString("url");
        fetch(url).expect(200);
        assertThat(edge.kept()).isEqualTo(2);

        ada.delete("/folders/" + ada.top() + "/files/" + file).expect(202);

        new Administrator(api, cairn().backend()).run("sweep edge");
        fetch(url).expect(404);
        assertThat(edge.kept()).isZero();
    }

    @Test
    void nobody_else_takes_anything_out_of_the_edge() throws Exception {
        var signed = signed(ada);
        fetch(signed.getString("url")).expect(200);
        var slice = url() + "/purge/" + signed.getString("versionId") + "/0-" + (SLICE - 1);

        fetch(slice).expect(403);
        fetch(slice, Map.of("X-Cairn-Edge", "not the key")).expect(403);

        assertThat(edge.kept()).isEqualTo(2);
    }

    @Test
    void no_signed_url_is_in_a_log_of_the_edge() throws Exception {
        edge.loseServer();

        fetch(signed(ada).getString("url")).expect(502);
        fetch(url() + "/nothing").expect(404);

        assertThat(edge.log()).doesNotContain("signature=", "token=", key());
    }

    @Test
    void an_empty_file_comes_from_the_server_itself() {
        file = ada.commitOne(List.of(), Account.put(ada.top(), "empty", List.of()))
                .getString("nodeId");

        var url = signed(ada).getString("url");

        assertThat(url).doesNotStartWith(url().toString());
        assertThat(fetch(url).expect(200).body()).isEmpty();
    }
}
