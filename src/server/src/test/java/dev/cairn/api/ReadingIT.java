package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.ManifestForm;
import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingIT extends DeployedCairn {

    private static final int CHUNK = 50_000;

    private final Api api = new Api(cairn().base());
    private final List<byte[]> chunks = Bytes.freshChunks(4, CHUNK);
    private final byte[] content = Account.join(chunks.subList(0, 3));

    private Account ada;
    private String file;
    private String other;

    /// A file of three chunks and another of one, in one pack: so neither is an object by itself.
    @BeforeEach
    void upload() {
        ada = Account.signUp(api, "ada");
        var upload = ada.openUpload();
        ada.sendPack(upload, 0, chunks);
        var results = ada.commit(
                        List.of(upload),
                        List.of(
                                Account.put(ada.top(), "déjà \"vu\".html", chunks.subList(0, 3)),
                                Account.put(ada.top(), "other", chunks.subList(3, 4))))
                .expect(200)
                .json()
                .getJsonArray("results");
        file = results.getJsonObject(0).getString("nodeId");
        other = results.getJsonObject(1).getString("nodeId");
    }

    private String link() {
        return ada.url(ada.top(), file).getString("url");
    }

    private Answer read(String url, String... headers) {
        var map = new HashMap<String, String>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return ada.fetch("GET", url, map, null);
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(content, from, to);
    }

    @Test
    void a_file_that_is_an_object_comes_straight_from_the_store_and_others_from_the_server() {
        var whole = ada.upload(ada.top(), "whole.svg", Bytes.fresh(1000)).getString("fileId");

        var direct = ada.url(ada.top(), whole);
        var served = ada.url(ada.top(), file);

        assertThat(URI.create(direct.getString("url")).getPort())
                .isEqualTo(cairn().backend().storeEndpoint().getPort());
        assertThat(served.getString("url")).startsWith(cairn().base() + "/content/");
        var answer = ada.fetch("GET", direct.getString("url"), Account.headers(direct), null)
                .expect(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream"); // D16
        assertThat(answer.header("Content-Disposition"))
                .startsWith("attachment")
                .contains("whole.svg");
        assertThat(ada.get("/folders/" + ada.top() + "/files/" + file + "/pre-signed-url")
                        .header("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void the_content_endpoint_gives_the_bytes_and_never_shows_them() {
        var answer = read(link()).expect(200);

        assertThat(answer.body()).isEqualTo(content);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(content.length));
        assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"d_j_ _vu_.html\"; filename*=UTF-8''d%C3%A9j%C3%A0%20%22vu%22.html");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("ETag")).matches("\"[0-9a-f]{24}\"");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
    }

    @ParameterizedTest
    @CsvSource({"song.mp3, audio/mpeg", "Film.MP4, video/mp4", "page.mp4.html, application/octet-stream"})
    void what_is_played_says_what_it_is_and_is_a_download_all_the_same(String name, String type) {
        ada.patch("/folders/" + ada.top() + "/files/" + file, Map.of("name", name))
                .expect(200);

        var answer = read(link(), "Range", "bytes=0-9").expect(206);

        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("Content-Disposition")).startsWith("attachment");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,1",
        "bytes=49990-50010,49990,50011",
        "bytes=100000-,100000,150000",
        "bytes=-7,149993,150000",
        "bytes=149999-999999,149999,150000",
        "bytes=-999999,0,150000"
    })
    void one_range_is_that_part(String range, int from, int to) {
        var answer = read(link(), "Range", range).expect(206);

        assertThat(answer.body()).isEqualTo(part(from, to));
        assertThat(answer.header("Content-Range")).isEqualTo("bytes %d-%d/150000".formatted(from, to - 1));
    }

    @Test
    void several_ranges_come_in_parts() {
        var answer = read(link(), "Range", "bytes=0-4, 49998-50001, -3").expect(206);

        var type = answer.header("Content-Type");
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        var boundary = type.substring(type.indexOf('=') + 1);
        var expected = new ByteArrayOutputStream();
        for (var range : List.of(new int[] {0, 5}, new int[] {49_998, 50_002}, new int[] {149_997, 150_000})) {
            expected.writeBytes(Bytes.text(
                    "\r\n--%s\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes %d-%d/150000\r\n\r\n"
                            .formatted(boundary, range[0], range[1] - 1)));
            expected.writeBytes(part(range[0], range[1]));
        }
        expected.writeBytes(Bytes.text("\r\n--" + boundary + "--\r\n"));
        assertThat(answer.body()).isEqualTo(expected.toByteArray());
    }

    @Test
    void a_range_beyond_the_end_cannot_be_satisfied() {
        var answer = read(link(), "Range", "bytes=150000-").expect(416);

        assertThat(answer.header("Content-Range")).isEqualTo("bytes */150000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-2", "bytes=x", "lines=1-2", "bytes=0-149999,0-149999", "bytes="})
    void what_is_no_range_is_ignored(String range) {
        assertThat(read(link(), "Range", range).expect(200).body()).isEqualTo(content);
    }

    @Test
    void a_range_holds_only_for_the_version_that_if_range_names() {
        var tag = read(link()).header("ETag");

        read(link(), "Range", "bytes=0-0", "If-Range", tag).expect(206);
        read(link(), "Range", "bytes=0-0", "If-Range", "\"another\"").expect(200);
        read(link(), "Range", "bytes=0-0", "If-Range", "W/" + tag).expect(200);
    }

    @Test
    void who_has_the_version_is_told_so() {
        var tag = read(link()).header("ETag");

        assertThat(read(link(), "If-None-Match", tag).expect(304).body()).isEmpty();
        read(link(), "If-None-Match", "\"x\", " + tag).expect(304);
        read(link(), "If-None-Match", "\"x\"").expect(200);
    }

    @Test
    void head_is_get_without_the_bytes() {
        var answer = ada.fetch("HEAD", link(), Map.of(), null).expect(200);

        assertThat(answer.header("Content-Length")).isEqualTo("150000");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_link_opens_its_own_version_alone() {
        var link = link();
        var otherLink = ada.upload(ada.top(), "empty", new byte[0]);
        var otherVersion = otherLink.getString("versionId");
        var version = URI.create(link).getPath().split("/")[2];

        read(link.replace(version, otherVersion)).expect(404);
        read(link.substring(0, link.length() - 3)).expect(404);
        read(link.substring(0, link.indexOf('?'))).expect(404);
        read(link.replace("token=", "token=A")).expect(404);
        read(cairn().base() + "/content/").expect(404);
        read(cairn().base() + "/content/nonsense/x?token=x").expect(404);
    }

    @Test
    void a_link_is_over_when_its_device_is_signed_out() {
        var link = link();
        read(link).expect(200);

        ada.post("/auth/sign-out", null).expect(204);

        read(link).expect(404);
    }

    @Test
    void a_link_is_over_when_the_file_is_in_the_trash() {
        var link = link();

        ada.delete("/folders/" + ada.top() + "/files/" + file).expect(202);

        read(link).expect(404);
    }

    @Test
    void a_damaged_chunk_is_never_given_out_and_the_download_breaks_off() {
        var link = link();
        var key = Rows.texts(
                        cairn().backend(),
                        "SELECT p.object_key FROM pack p JOIN pack_use u ON u.pack_id = p.id WHERE u.namespace_id = ?",
                        Integer.parseUnsignedInt(ada.namespaceId(), 16))
                .getFirst();
        try (var store = new Store(cairn().backend())) {
            store.damage(key, CHUNK + 77);
        }

        assertBreaksOff(link);
        assertThat(read(link, "Range", "bytes=0-49999").expect(206).body()).isEqualTo(part(0, CHUNK));
    }

    private void assertBreaksOff(String link) {
        try {
            var answer = read(link);
            assertThat(answer.status()).as("%s", answer).isGreaterThanOrEqualTo(500);
        } catch (UncheckedIOException e) {
            assertThat(e.getCause()).hasMessageMatching("(?s).*(EOF|closed|fixed content-length|reset).*");
        }
    }

    @Test
    void the_manifest_comes_whole_shortened_or_as_a_difference() {
        var path = "/folders/" + ada.top() + "/files/" + file + "/manifest";
        var manifest = Account.manifest(chunks.subList(0, 3));
        var base = ada.get("/folders/" + ada.top() + "/files/" + file).text("versionId");

        var whole = ada.get(path, "Accept", "application/octet-stream").expect(200);
        var prefix = ada.get(path + "?prefix=8", "Accept", "application/octet-stream")
                .expect(200);
        assertThat(ManifestForm.read(whole.body())).isEqualTo(manifest);
        assertThat(prefix.body()).isEqualTo(ManifestForm.write(manifest, 8));

        edit();
        var difference = ada.get(path + "?base=" + base, "Accept", "application/octet-stream")
                .expect(200);
        assertThat(ManifestForm.readSplices(difference.body(), manifest)).isEqualTo(edited());
        ada.get(path + "?prefix=0").expect(400);
        ada.get(path + "?prefix=33").expect(400);
        ada.get(path + "?base=" + base.substring(0, 16) + "00000063").expect(404);
    }

    /// The second chunk of the file becomes the one of the other file.
    private void edit() {
        var edited = edited();
        var put =
                new LinkedHashMap<>(Account.put(ada.top(), "x", List.of(chunks.get(0), chunks.get(3), chunks.get(2))));
        put.put("nodeId", file);
        put.put(
                "baseVersionId",
                ada.get("/folders/" + ada.top() + "/files/" + file).text("versionId"));
        assertThat(put.get("fingerprint")).isEqualTo(edited.fingerprint().toString());
        assertThat(ada.commitOne(List.of(), put).getString("status")).isEqualTo("OK");
    }

    private Manifest edited() {
        return Account.manifest(List.of(chunks.get(0), chunks.get(3), chunks.get(2)));
    }

    private JsonObject extents(Object... files) {
        return ada.post("/extents", Map.of("files", List.of(files))).expect(200).json();
    }

    private List<JsonObject> fetched(JsonObject extents) {
        return extents.getJsonArray("extents").getValuesAs(JsonObject.class).stream()
                .flatMap(extent -> extent.getJsonArray("chunks").getValuesAs(JsonObject.class).stream())
                .toList();
    }

    @Test
    void extents_are_merged_by_pack_and_hold_what_they_say() {
        var answer = extents(Map.of("fileId", file), Map.of("fileId", other));

        assertThat(answer.getJsonArray("extents")).hasSize(1);
        var extent = answer.getJsonArray("extents").getJsonObject(0);
        var bytes = ada.fetch("GET", extent.getString("url"), Account.headers(extent), null)
                .expect(206)
                .body();
        assertThat(bytes).isEqualTo(Account.join(chunks));
        assertThat(fetched(answer)).hasSize(4).allSatisfy(chunk -> {
            var stored = Arrays.copyOfRange(
                    bytes, chunk.getInt("offset"), chunk.getInt("offset") + chunk.getInt("storedSize"));
            assertThat(Account.sha256(stored)).isEqualTo(chunk.getString("fingerprint"));
        });
        ada.fetch("GET", extent.getString("url"), Map.of("range", "bytes=0-9"), null)
                .expect(403); // another range
        ada.fetch("GET", extent.getString("url"), Map.of(), null).expect(403);
    }

    @Test
    void extents_leave_out_what_the_asker_has() {
        var base = ada.get("/folders/" + ada.top() + "/files/" + file).text("versionId");
        edit();

        assertThat(fetched(extents(Map.of("fileId", file, "base", base)))).hasSize(1);
        assertThat(fetched(extents(Map.of("fileId", file, "have", List.of(Account.sha256(chunks.get(0)))))))
                .hasSize(2);
        assertThat(fetched(extents(Map.of("fileId", file, "from", 1, "count", 1))))
                .extracting(chunk -> chunk.getInt("index"))
                .containsExactly(1);
        assertThat(fetched(extents(Map.of("fileId", file, "from", 99)))).isEmpty();
    }

    @Test
    void extents_of_what_is_not_the_askers_are_missing() {
        var eve = Account.signUp(api, "eve");
        var hers = eve.upload(eve.top(), "x", Bytes.fresh(10)).getString("fileId");

        var answer = eve.post(
                        "/extents",
                        Map.of(
                                "files",
                                List.of(
                                        Map.of("fileId", file),
                                        Map.of("fileId", hers),
                                        Map.of("fileId", hers.substring(0, 8) + "00000999"))))
                .expect(200)
                .json();

        assertThat(answer.getJsonArray("missing")).hasToString("[0,2]");
        assertThat(answer.getJsonArray("extents")).hasSize(1);
        var tooMany = new ArrayList<Object>();
        for (int i = 0; i <= 1000; i++) {
            tooMany.add(Map.of("fileId", hers));
        }
        eve.post("/extents", Map.of("files", tooMany)).expectProblem(413, "too-large");
        eve.post("/extents", Map.of("files", List.of(Map.of("fileId", hers, "from", -1))))
                .expect(400);
    }

    @Test
    void the_newest_version_is_told_once() {
        var path = "/folders/" + ada.top() + "/files/" + file + "/changes";
        var first = ada.get(path).expect(200);

        ada.get(path, "If-None-Match", first.header("ETag")).expect(304);
        edit();
        var next = ada.get(path, "If-None-Match", first.header("ETag")).expect(200);

        assertThat(next.text("versionId")).isNotEqualTo(first.text("versionId"));
        assertThat(next.text("filePath")).isEqualTo("/déjà \"vu\".html");
    }

    @Test
    void a_pack_that_lies_is_found_and_its_chunks_are_asked_for_again_and_heal() {
        var truth = Bytes.fresh(3000);
        var lie = Bytes.fresh(3000);
        var upload = ada.openUpload();
        var pack = Map.of(
                "pack",
                0,
                "size",
                3000,
                "checkSum",
                Account.sha256(lie),
                "chunks",
                List.of(Map.of(
                        "fingerprint",
                        Account.sha256(truth),
                        "size",
                        3000,
                        "storedSize",
                        3000,
                        "encoding",
                        "identity")));
        var signed = ada.post("/uploads/" + upload + "/packs", Map.of("packs", List.of(pack)))
                .expect(200)
                .array()
                .getJsonObject(0);
        ada.put(signed, lie).expect(200);
        var node = ada.commitOne(List.of(upload), Account.put(ada.top(), "lied", List.of(truth)))
                .getString("nodeId");
        var next = ada.openUpload();
        var question = Map.of("chunks", List.of(List.of(Account.sha256(truth), 3000)));
        var administrator = new Administrator(api, cairn().backend());

        Poll.until(
                Duration.ofSeconds(60),
                () -> {
                    administrator.run("verify packs"); // some of all that earlier tests have sent
                    return ada.post("/uploads/" + next + "/missing", question).bodyText();
                },
                "{\"missing\":[0]}"::equals);
        ada.sendPack(next, 0, List.of(truth));
        ada.commitOne(List.of(next), Account.put(ada.top(), "lied", List.of(truth)));

        assertThat(ada.download(ada.top(), node)).isEqualTo(truth);
        assertThat(ada.post("/uploads/" + ada.openUpload() + "/missing", question)
                        .bodyText())
                .isEqualTo("{\"missing\":[]}");
    }

    @Test
    void what_was_compressed_comes_back_plain() throws Exception {
        var plain = Bytes.text("compress me ".repeat(5000));
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }
        var stored = zipped.toByteArray();
        var upload = ada.openUpload();
        var pack = Map.of(
                "pack",
                0,
                "size",
                stored.length,
                "checkSum",
                Account.sha256(stored),
                "chunks",
                List.of(Map.of(
                        "fingerprint",
                        Account.sha256(plain),
                        "size",
                        plain.length,
                        "storedSize",
                        stored.length,
                        "encoding",
                        "gzip")));
        var signed = ada.post("/uploads/" + upload + "/packs", Map.of("packs", List.of(pack)))
                .expect(200)
                .array()
                .getJsonObject(0);
        ada.put(signed, stored).expect(200);

        var node = ada.commitOne(List.of(upload), Account.put(ada.top(), "zipped", List.of(plain)))
                .getString("nodeId");

        assertThat(ada.url(ada.top(), node).getString("url")).contains("/content/");
        assertThat(ada.download(ada.top(), node)).isEqualTo(plain);
    }
}
