package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Visitor;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Links by which others send files.
class FileRequestsIT extends DeployedCairn {

    private static final String PASSWORD = "open sesame, please";

    private final Api api = new Api(cairn().base());
    private Account ada;
    private String folder;
    private JsonObject link;
    private Visitor visitor;

    @BeforeEach
    void ask() {
        ada = Account.signUp(api, "ada");
        folder = ada.folder(ada.top(), "for you");
        link = request(Map.of("nodeId", folder, "allow", "UPLOAD_ONLY"));
        visitor = Visitor.open(api, link, null);
    }

    private JsonObject request(Map<String, ?> terms) {
        return ada.post("/links", terms).expect(201).json();
    }

    private static Map<String, Object> folderNamed(String parent, String name) {
        return Map.of("op", "MKDIR", "parentId", parent, "name", name);
    }

    private String fileIn(String parent, String name) {
        return files(parent)
                .filter(file -> file.getString("fileName").equals(name))
                .findFirst()
                .orElseThrow()
                .getString("fileId");
    }

    private Stream<JsonObject> files(String parent) {
        return entries(parent, "files");
    }

    private Stream<JsonObject> entries(String parent, String kind) {
        return ada
                .get("/folders/" + parent + "/files?limit=1000")
                .expect(200)
                .json()
                .getJsonArray(kind)
                .getValuesAs(JsonObject.class)
                .stream();
    }

    private static JsonArray missing(Visitor visitor, String upload, List<byte[]> chunks) {
        return visitor.send(
                        "POST",
                        "/links/visit/uploads/" + upload + "/missing",
                        Map.of("chunks", Account.pairs(Account.manifest(chunks))))
                .expect(200)
                .json()
                .getJsonArray("missing");
    }

    @Test
    void what_a_visitor_sends_arrives_in_the_folder() {
        var one = Bytes.freshChunks(2, 5_000);
        var other = Bytes.freshChunks(1, 700);
        var upload = visitor.openUpload();
        assertThat(missing(visitor, upload, one)).hasSize(2);
        visitor.sendPack(upload, 1, Stream.of(one, other).flatMap(List::stream).toList());
        var status = visitor.get("/links/visit/uploads/" + upload).expect(200).json();
        assertThat(status.getInt("receivedBytes")).isEqualTo(10_700);

        var first = visitor.leaveOne(List.of(upload), Account.put(folder, "one", one));
        var second = visitor.leaveOne(List.of(upload), Account.put(folder, "other", other)); // of the same pack

        assertThat(first.getString("status")).isEqualTo("OK");
        assertThat(second.getString("status")).isEqualTo("OK");
        assertThat(ada.download(folder, fileIn(folder, "one"))).isEqualTo(Account.join(one));
        assertThat(ada.download(folder, fileIn(folder, "other"))).isEqualTo(Account.join(other));
        visitor.send("DELETE", "/links/visit/uploads/" + upload, null).expect(204);
        assertThat(ada.download(folder, fileIn(folder, "one"))).isEqualTo(Account.join(one));
    }

    @Test
    void folders_come_with_what_is_in_them_and_only_who_made_one_can_name_it() {
        var content = Bytes.freshChunks(1, 100);
        var upload = visitor.openUpload();
        visitor.sendPack(upload, 1, content);

        var results = visitor.leave(
                        List.of(upload),
                        List.of(
                                folderNamed(folder, "photos"),
                                folderNamed("$0", "summer"),
                                Account.put("$1", "sea.jpg", content)))
                .expect(200)
                .json()
                .getJsonArray("results")
                .getValuesAs(JsonObject.class);
        var photos = results.getFirst().getString("nodeId");
        var later = visitor.leaveOne(List.of(upload), Account.put(photos, "town.jpg", content));

        assertThat(later.getString("status")).isEqualTo("OK");
        var made = entries(folder, "folders").findFirst().orElseThrow().getString("folderId");
        assertThat(ada.names(made)).containsExactly("summer/", "town.jpg");
        var another = Visitor.open(api, link, null);
        for (var stranger : List.of(photos, made, ada.top(), "00000001")) {
            assertThat(problem(another.leaveOne(List.of(), folderNamed(stranger, "x"))))
                    .isEqualTo(404);
        }
        assertThat(problem(visitor.leaveOne(List.of(), folderNamed(made, "x")))).isEqualTo(404);
        ada.patch("/folders/" + made, Map.of("parentId", ada.top())).expect(200);
        assertThat(problem(visitor.leaveOne(List.of(), folderNamed(photos, "x"))))
                .isEqualTo(404);
    }

    private static int problem(JsonObject result) {
        return result.getJsonObject("problem").getInt("status");
    }

    @Test
    void what_is_there_stays_as_it_is_and_is_not_told_of() {
        var there = Bytes.fresh(300);
        ada.upload(folder, "plan.txt", there);
        ada.folder(folder, "photos");
        var free = send("elsewhere.txt", List.of(there));

        var same = send("plan.txt", List.of(there));
        var other = send("plan.txt", Bytes.freshChunks(1, 300));
        var made = visitor.leaveOne(List.of(), folderNamed(folder, "photos"));

        assertThat(same).isEqualTo(other).isEqualTo(free);
        assertThat(made.keySet()).containsExactlyInAnyOrder("status", "nodeId");
        assertThat(ada.names(folder))
                .containsExactlyInAnyOrder(
                        "photos/", "photos (2)/", "elsewhere.txt", "plan.txt", "plan (2).txt", "plan (3).txt");
        var plan = fileIn(folder, "plan.txt");
        assertThat(ada.download(folder, plan)).isEqualTo(there);
        assertThat(ada.get("/folders/" + folder + "/files/" + plan + "/versions")
                        .expect(200)
                        .json()
                        .getJsonArray("versions"))
                .hasSize(1);
    }

    private JsonObject send(String name, List<byte[]> chunks) {
        var upload = visitor.openUpload();
        visitor.sendPack(upload, 1, chunks);
        return visitor.leaveOne(List.of(upload), Account.put(folder, name, chunks));
    }

    @Test
    void nobody_learns_which_bytes_are_there() {
        var secret = Bytes.fresh(1_000);
        ada.upload(folder, "secret", secret);
        var adas = ada.openUpload();
        ada.sendPack(adas, 1, Bytes.freshChunks(1, 10));
        var upload = visitor.openUpload();

        assertThat(missing(visitor, upload, List.of(secret))).hasSize(1);
        for (var uploads : List.of(List.<String>of(), List.of(upload), List.of(adas))) {
            var result = visitor.leaveOne(uploads, Account.put(folder, "guess", List.of(secret)));
            assertThat(result.getString("status")).isEqualTo("MISSING_CHUNKS");
        }
        visitor.send("GET", "/links/visit/uploads/" + adas, null).expectProblem(404, "not-found");
        var based = Account.put(folder, "based", List.of(secret));
        based.put("manifest", Map.of("base", fileIn(folder, "secret") + "00000001", "splices", List.of()));
        visitor.leave(List.of(), List.of(based)).expectProblem(400, "bad-request");
        assertThat(ada.names(folder)).containsExactly("secret");
    }

    @Test
    void nobody_gets_at_the_uploads_of_others() {
        var chunks = Bytes.freshChunks(1, 100);
        var upload = visitor.openUpload();
        visitor.sendPack(upload, 1, chunks);
        var another = Visitor.open(api, link, null);
        var path = "/links/visit/uploads/" + upload;

        another.get(path).expectProblem(404, "not-found");
        another.send("DELETE", path, null).expectProblem(404, "not-found");
        another.offer(upload, 2, chunks).expectProblem(404, "not-found");
        another.send("POST", path + "/missing", Map.of("chunks", List.of())).expectProblem(404, "not-found");
        assertThat(another.leaveOne(List.of(upload), Account.put(folder, "stolen", chunks))
                        .getString("status"))
                .isEqualTo("MISSING_CHUNKS");
        assertThat(missing(another, another.openUpload(), chunks)).hasSize(1);
        ada.get("/uploads/" + upload).expectProblem(404, "not-found");
        ada.delete("/uploads/" + upload).expectProblem(404, "not-found");

        assertThat(visitor.leaveOne(List.of(upload), Account.put(folder, "mine", chunks))
                        .getString("status"))
                .isEqualTo("OK");
    }

    @Test
    void bytes_that_are_not_what_they_are_said_to_be_are_not_taken() {
        var truth = Bytes.fresh(500);
        var upload = visitor.openUpload();
        var pack = Account.packOf(1, List.of(Bytes.of(500, 7)));
        var claim =
                Map.of("fingerprint", Account.sha256(truth), "size", 500, "storedSize", 500, "encoding", "identity");
        var offer = Map.of("pack", 1, "size", 500, "checkSum", pack.get("checkSum"), "chunks", List.of(claim));
        var signed = visitor.send("POST", "/links/visit/uploads/" + upload + "/packs", Map.of("packs", List.of(offer)))
                .expect(200)
                .array()
                .getJsonObject(0);
        visitor.put(signed, Bytes.of(500, 7)).expect(200);

        var result = visitor.leaveOne(List.of(upload), Account.put(folder, "false", List.of(truth)));

        assertThat(result.getString("status")).isEqualTo("MISSING_CHUNKS");
        var adas = ada.openUpload();
        assertThat(ada.post(
                                "/uploads/" + adas + "/missing",
                                Map.of("chunks", Account.pairs(Account.manifest(List.of(truth)))))
                        .expect(200)
                        .json()
                        .getJsonArray("missing"))
                .hasSize(1);
    }

    @Test
    void nothing_can_be_seen_by_such_a_link_and_nothing_sent_by_others() {
        var file = ada.upload(folder, "secret.txt", Bytes.fresh(10)).getString("fileId");
        assertThat(visitor.link().getString("name")).isEqualTo("for you");
        visitor.get("/links/visit/folders/" + folder + "/files").expectProblem(403, "forbidden");
        visitor.url(file).expectProblem(403, "forbidden");
        visitor.get("/links/visit/files/" + file + "/manifest").expectProblem(403, "forbidden");
        visitor.get("/links/visit/files/" + file + "/preview").expectProblem(403, "forbidden");
        visitor.send("POST", "/links/visit/extents", Map.of("files", List.of(Map.of("fileId", file))))
                .expectProblem(403, "forbidden");
        visitor.send("POST", "/links/visit/archives", Map.of("nodeIds", List.of(folder)))
                .expectProblem(403, "forbidden");

        for (var allow : List.of("VIEW", "DOWNLOAD")) {
            var guest = Visitor.open(api, request(Map.of("nodeId", folder, "allow", allow)), null);
            guest.send("POST", "/links/visit/uploads", Map.of("expectedBytes", 1))
                    .expectProblem(403, "forbidden");
            guest.leave(List.of(), List.of(folderNamed(folder, "x"))).expectProblem(403, "forbidden");
        }
        ada.post("/links", Map.of("nodeId", file, "allow", "UPLOAD_ONLY")).expectProblem(400, "bad-request");
        var toFile = request(Map.of("nodeId", file)).getString("linkId");
        ada.patch("/links/" + toFile, Map.of("allow", "UPLOAD_ONLY")).expectProblem(400, "bad-request");
    }

    @Test
    void the_owners_room_is_what_there_is() {
        new Administrator(api, cairn().backend()).limit(ada, Map.of("quotaBytes", 100_000));
        ada.upload(ada.top(), "hers", Bytes.fresh(60_000));

        visitor.send("POST", "/links/visit/uploads", Map.of("expectedBytes", 40_001))
                .expectProblem(507, "quota-exceeded");
        var upload = visitor.openUpload();
        visitor.offer(upload, 1, Bytes.freshChunks(1, 40_001)).expectProblem(507, "quota-exceeded");
        var fits = Bytes.freshChunks(1, 40_000);
        upload = visitor.openUpload();
        visitor.sendPack(upload, 1, fits);

        ada.beginSimple(ada.top(), "more", Bytes.fresh(1)).expectProblem(507, "quota-exceeded");
        assertThat(visitor.leaveOne(List.of(upload), Account.put(folder, "fits", fits))
                        .getString("status"))
                .isEqualTo("OK");
        assertThat(problem(visitor.leaveOne(List.of(upload), Account.put(folder, "again", fits))))
                .isEqualTo(507);
    }

    @Test
    void uploads_end_with_the_link() {
        var chunks = Bytes.freshChunks(1, 100);
        var id = link.getString("linkId");
        var upload = visitor.openUpload();
        visitor.sendPack(upload, 1, chunks);

        ada.delete("/links/" + id).expect(204);

        assertNothingCanBeSent(upload, chunks);
    }

    @Test
    void uploads_end_when_the_links_time_comes_and_with_a_new_password() {
        var chunks = Bytes.freshChunks(1, 100);
        var upload = visitor.openUpload();
        visitor.sendPack(upload, 1, chunks);
        ada.patch("/links/" + link.getString("linkId"), Map.of("password", PASSWORD))
                .expect(200);
        assertNothingCanBeSent(upload, chunks);

        visitor = Visitor.open(api, link, PASSWORD);
        upload = visitor.openUpload();
        visitor.sendPack(upload, 1, chunks);
        Rows.update(
                cairn().backend(),
                "UPDATE link SET expires_at = 1 WHERE token_hash = UNHEX(SHA2(?, 256))",
                Visitor.token(link));
        assertNothingCanBeSent(upload, chunks);
    }

    private void assertNothingCanBeSent(String upload, List<byte[]> chunks) {
        visitor.offer(upload, 2, chunks).expectProblem(404, "not-found");
        visitor.leave(List.of(upload), List.of(Account.put(folder, "late", chunks)))
                .expectProblem(404, "not-found");
        visitor.send("POST", "/links/visit/renew", null).expectProblem(404, "not-found");
        assertThat(ada.names(folder)).isEmpty();
    }

    @Test
    void who_stays_keeps_what_they_have_begun() {
        var chunks = Bytes.freshChunks(1, 100);
        var upload = visitor.openUpload();
        visitor.sendPack(upload, 1, chunks);

        var longer = visitor.renewed();

        assertThat(longer.accessToken()).isNotEqualTo(visitor.accessToken());
        assertThat(longer.leaveOne(List.of(upload), Account.put(folder, "late", chunks))
                        .getString("status"))
                .isEqualTo("OK");
    }

    @Test
    void a_commit_that_is_sent_twice_happens_once() {
        var upload = visitor.openUpload();
        var chunks = Bytes.freshChunks(1, 100);
        visitor.sendPack(upload, 1, chunks);
        var body = Map.of("uploads", List.of(upload), "ops", List.of(Account.put(folder, "once", chunks)));

        var first = visitor.send("POST", "/links/visit/commit", body, "Idempotency-Key", "key");
        var second = visitor.send("POST", "/links/visit/commit", body, "Idempotency-Key", "key");
        var another = Visitor.open(api, link, null);
        another.send(
                        "POST",
                        "/links/visit/commit",
                        Map.of("ops", List.of(folderNamed(folder, "theirs"))),
                        "Idempotency-Key",
                        "key")
                .expect(200);

        assertThat(second.expect(200).json()).isEqualTo(first.expect(200).json());
        assertThat(ada.names(folder)).containsExactly("theirs/", "once");
    }
}
