package dev.cairn.api;

import static dev.cairn.testing.Account.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsIT extends DeployedCairn {

    private static final int MOST_RUNS = 15;

    private final Api api = new Api(cairn().base());
    private Account ada;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
    }

    private static List<Integer> missing(Account account, String upload, List<byte[]> chunks) {
        return account
                .post("/uploads/" + upload + "/missing", Map.of("chunks", Account.pairs(Account.manifest(chunks))))
                .expect(200)
                .json()
                .getJsonArray("missing")
                .getValuesAs(JsonNumber.class)
                .stream()
                .map(JsonNumber::intValue)
                .toList();
    }

    private JsonObject complete(String upload, Object body, int status) {
        return ada.post("/uploads/" + upload + "/complete", body).expect(status).json();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 300_000, 2_000_000})
    void a_file_goes_up_in_three_calls_and_comes_down_equal(int size) {
        var content = Bytes.fresh(size);

        var done = ada.upload(ada.top(), "file.bin", content);

        assertThat(done.getString("folderId")).isEqualTo(ada.top());
        assertThat(done.getJsonObject("metadata").getString("fileStatus")).isEqualTo("UPLOADED");
        assertThat(ada.names(ada.top())).containsExactly("file.bin");
        assertThat(ada.download(ada.top(), done.getString("fileId"))).isEqualTo(content);
        assertThat(ada.get("/me").json().getInt("usedBytes")).isEqualTo(size);
    }

    @Test
    void completing_twice_answers_the_same() {
        var content = Bytes.fresh(1000);
        var begun = ada.beginSimple(ada.top(), "file", content).expect(201).json();
        ada.put(begun, content).expect(200);

        var first = complete(begun.getString("uploadId"), Map.of(), 200);
        var second = complete(begun.getString("uploadId"), Map.of(), 200);

        assertThat(second).isEqualTo(first);
        assertThat(first.getString("fileId")).isEqualTo(begun.getString("fileId"));
        assertThat(ada.names(ada.top())).containsExactly("file");
    }

    @Test
    void completing_before_the_bytes_are_there_names_the_missing_pack_and_changes_nothing() {
        var content = Bytes.fresh(1000);
        var begun = ada.beginSimple(ada.top(), "file", content).expect(201).json();

        var early = ada.post("/uploads/" + begun.getString("uploadId") + "/complete", Map.of());

        early.expectProblem(409, "missing-packs");
        assertThat(early.json().getJsonArray("missing")).hasToString("[0]");
        assertThat(ada.names(ada.top())).isEmpty();
        ada.put(begun, content).expect(200);
        complete(begun.getString("uploadId"), Map.of(), 200);
    }

    @Test
    void a_second_upload_under_the_same_name_is_a_new_version() {
        var one = ada.upload(ada.top(), "file", Bytes.text("one"));
        var two = ada.upload(ada.top(), "FILE", Bytes.text("two"));

        assertThat(two.getString("fileId")).isEqualTo(one.getString("fileId"));
        assertThat(ada.download(ada.top(), two.getString("fileId"))).isEqualTo(Bytes.text("two"));
        var versions = ada.get("/folders/" + ada.top() + "/files/" + one.getString("fileId") + "/versions")
                .expect(200)
                .json()
                .getJsonArray("versions");
        assertThat(versions).hasSize(2);
    }

    @Test
    void a_simple_upload_has_a_largest_size() {
        ada.post(
                        "/folders/" + ada.top() + "/pre-signed-url?uploadType=SIMPLE",
                        Map.of(
                                "fileName",
                                "big",
                                "fileMetadata",
                                Map.of("fileSize", 16 * 1024 * 1024 + 1),
                                "checkSum",
                                "0".repeat(64)))
                .expectProblem(413, "too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "nonsense",
                "{\"fileName\":\"a/b\",\"fileMetadata\":{\"fileSize\":1},\"checkSum\":\"00\"}",
                "{\"fileName\":\"a\",\"fileMetadata\":{\"fileSize\":-1},\"checkSum\":\"00\"}",
                "{\"fileName\":\"a\",\"fileMetadata\":{\"fileSize\":1}}",
                "{\"fileName\":\"a\",\"fileMetadata\":{\"fileSize\":1.5},\"checkSum\":\"00\"}",
                "{\"fileName\":5,\"fileMetadata\":{\"fileSize\":1},\"checkSum\":{}}",
                "{\"fileName\":\"a\",\"fileMetadata\":{\"fileSize\":1,\"modifiedTime\":\"9999-01-01T00:00:00Z\"},\"checkSum\":\"00\"}"
            })
    void what_cannot_be_a_file_is_refused(String body) {
        var answer = ada.post("/folders/" + ada.top() + "/pre-signed-url?uploadType=SIMPLE", body);

        assertThat(answer.status()).as(body + answer).isEqualTo(400);
        assertThat(answer.text("detail")).isNotBlank();
    }

    @Test
    void a_large_file_goes_up_in_packs_and_is_resumed_where_it_was() {
        var chunks = Bytes.freshChunks(6, 100_000);
        var begun = ada.post(
                        "/folders/" + ada.top() + "/pre-signed-url?uploadType=RESUMABLE",
                        Map.of("fileName", "large", "fileMetadata", Map.of("fileSize", 600_000)))
                .expect(201)
                .json();
        var upload = begun.getString("uploadId");
        var manifest = Account.manifest(chunks);
        var whole = Map.of(
                "manifest", Map.of("avg", manifest.sizes().average(), "chunks", Account.pairs(manifest)),
                "fingerprint", manifest.fingerprint().toString());
        ada.sendPack(upload, 0, chunks.subList(0, 3));
        ada.offer(upload, 1, chunks.subList(3, 6)).expect(200);

        var interrupted = ada.get("/uploads/" + upload).expect(200).json();
        assertThat(statuses(interrupted)).containsExactly("UPLOADED", "NOT_UPLOADED");
        assertThat(interrupted.getInt("receivedBytes")).isEqualTo(300_000);
        assertThat(missing(ada, upload, chunks)).containsExactly(3, 4, 5);
        ada.post("/uploads/" + upload + "/complete", whole).expectProblem(409, "missing-packs");

        ada.sendPack(upload, 1, chunks.subList(3, 6));
        var done = complete(upload, whole, 200);

        assertThat(done.getString("fileId")).isEqualTo(begun.getString("fileId"));
        assertThat(ada.download(ada.top(), done.getString("fileId"))).isEqualTo(Account.join(chunks));
        assertThat(complete(upload, whole, 200)).isEqualTo(done);
        ada.post("/uploads/" + upload + "/packs", Map.of("packs", List.of())).expectProblem(409, "upload-closed");
    }

    private static List<String> statuses(JsonObject status) {
        return status.getJsonArray("packs").getValuesAs(JsonObject.class).stream()
                .map(pack -> pack.getString("chunkStatus"))
                .toList();
    }

    @Test
    void a_resumable_upload_needs_a_manifest_of_its_own_chunks() {
        var begun = ada.post(
                        "/folders/" + ada.top() + "/pre-signed-url?uploadType=RESUMABLE",
                        Map.of("fileName", "large", "fileMetadata", Map.of("fileSize", 3)))
                .expect(201)
                .json();
        var upload = begun.getString("uploadId");
        var never = Account.manifest(List.of(Bytes.fresh(3)));

        ada.post("/uploads/" + upload + "/complete", Map.of()).expectProblem(400, "bad-request");
        var answer = ada.post(
                "/uploads/" + upload + "/complete",
                Map.of("manifest", Map.of("avg", never.sizes().average(), "chunks", Account.pairs(never))));

        answer.expectProblem(409, "missing-chunks");
        assertThat(answer.json().getJsonArray("missing")).hasToString("[0]");
    }

    @Test
    void what_is_there_already_is_not_missing_and_the_question_has_a_binary_form() {
        var chunks = Bytes.freshChunks(3, 1000);
        var upload = ada.openUpload();
        assertThat(missing(ada, upload, chunks)).containsExactly(0, 1, 2);
        ada.sendPack(upload, 0, chunks.subList(0, 2));
        ada.commit(List.of(upload), List.of(Account.put(ada.top(), "two", chunks.subList(0, 2))))
                .expect(200);

        var next = ada.openUpload();

        assertThat(missing(ada, next, chunks)).containsExactly(2);
        var binary = ByteBuffer.allocate(3 * 36);
        chunks.forEach(
                chunk -> binary.put(HexFormat.of().parseHex(sha256(chunk))).putInt(chunk.length));
        assertThat(ada.post("/uploads/" + next + "/missing", binary.array())
                        .expect(200)
                        .json()
                        .toString())
                .isEqualTo("{\"missing\":[2]}");
        ada.post("/uploads/" + next + "/missing", new byte[35]).expectProblem(400, "bad-request");
        var wrongLength = new ArrayList<>(chunks);
        assertThat(ada.post(
                                "/uploads/" + next + "/missing",
                                Map.of("chunks", List.of(List.of(sha256(wrongLength.getFirst()), 999))))
                        .expect(200)
                        .bodyText())
                .contains("[0]");
    }

    @Test
    void a_pack_that_has_arrived_gets_no_second_url_and_another_under_its_number_is_refused() {
        var upload = ada.openUpload();
        var chunk = List.of(Bytes.fresh(500));
        ada.sendPack(upload, 0, chunk);
        ada.get("/uploads/" + upload).expect(200);

        var again = ada.offer(upload, 0, chunk).expect(200).array().getJsonObject(0);

        assertThat(again.getString("chunkStatus")).isEqualTo("UPLOADED");
        assertThat(again).doesNotContainKey("url");
        ada.offer(upload, 0, List.of(Bytes.fresh(500))).expectProblem(409, "conflict");
    }

    @Test
    void a_pack_that_has_not_arrived_may_change_and_its_former_url_stores_nothing_that_counts() {
        var upload = ada.openUpload();
        var first = List.of(Bytes.fresh(500));
        var second = List.of(Bytes.fresh(700));
        var former = ada.offer(upload, 0, first).expect(200).array().getJsonObject(0);
        ada.sendPack(upload, 0, second);

        ada.put(former, first.getFirst());

        assertThat(missing(ada, upload, List.of(first.getFirst(), second.getFirst())))
                .isEqualTo(List.of(0, 1)); // nothing is believed before the store was asked
        ada.get("/uploads/" + upload).expect(200);
        assertThat(missing(ada, upload, List.of(first.getFirst(), second.getFirst())))
                .containsExactly(0);
    }

    @Test
    void prepare_is_session_question_and_urls_in_one() {
        var chunks = Bytes.freshChunks(2, 400);

        var prepared = ada.post(
                        "/uploads/prepare",
                        Map.of(
                                "namespaceId",
                                ada.namespaceId(),
                                "expectedBytes",
                                800,
                                "chunks",
                                Account.pairs(Account.manifest(chunks)),
                                "packs",
                                List.of(Account.packOf(0, chunks))))
                .expect(201);
        assertThat(prepared.header("Cache-Control")).isEqualTo("no-store");
        assertThat(prepared.json().getJsonArray("missing")).hasSize(2);
        ada.put(prepared.json().getJsonArray("packs").getJsonObject(0), Account.join(chunks))
                .expect(200);

        var result = ada.commitOne(List.of(prepared.text("uploadId")), Account.put(ada.top(), "prepared", chunks));

        assertThat(result.getString("status")).isEqualTo("OK");
        assertThat(ada.download(ada.top(), result.getString("nodeId"))).isEqualTo(Account.join(chunks));
    }

    @Test
    void an_upload_that_is_given_up_takes_no_more_and_giving_it_up_twice_is_no_error() {
        var upload = ada.openUpload();

        ada.delete("/uploads/" + upload).expect(204);
        ada.delete("/uploads/" + upload).expect(204);

        ada.offer(upload, 0, List.of(Bytes.fresh(10))).expectProblem(409, "upload-closed");
        ada.get("/uploads/" + upload).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"size", "storedSize", "encoding", "fingerprint", "pack", "checkSum", "gap"})
    void a_pack_that_contradicts_itself_is_refused(String wrong) {
        var upload = ada.openUpload();
        var pack = new LinkedHashMap<String, Object>(Account.packOf(0, List.of(Bytes.fresh(100))));
        var chunk = new LinkedHashMap<String, Object>(
                Map.of("fingerprint", "0".repeat(64), "size", 100, "storedSize", 100, "encoding", "identity"));
        switch (wrong) {
            case "size" -> chunk.put("size", 99);
            case "storedSize" -> chunk.put("storedSize", 17 * 1024 * 1024);
            case "encoding" -> chunk.put("encoding", "rot13");
            case "fingerprint" -> chunk.put("fingerprint", "../../etc/passwd");
            case "pack" -> pack.put("pack", -1);
            case "checkSum" -> pack.remove("checkSum");
            default -> pack.put("size", 101);
        }
        pack.put("chunks", List.of(chunk));

        ada.post("/uploads/" + upload + "/packs", Map.of("packs", List.of(pack)))
                .expectProblem(400, "bad-request");
    }

    @Test
    void a_thousand_files_are_committed_at_once_and_the_database_is_asked_no_more_than_for_ten() throws Exception {
        var contents = Bytes.freshChunks(1000, 60);
        var upload = ada.openUpload();
        ada.sendPack(upload, 0, contents);
        ada.get("/uploads/" + upload).expect(200);
        try (var _ = new HeldJobs(cairn().backend())) {
            for (var into : List.of("existing", "new")) {
                var folder = ada.folder(ada.top(), into);
                commitFiles(upload, folder, contents.subList(0, 1), into.equals("new")); // adopts the pack

                long few =
                        statementsOf(0, () -> commitFiles(upload, folder, contents.subList(0, 10), into.equals("new")));
                long many = statementsOf(few + 8, () -> commitFiles(upload, folder, contents, into.equals("new")));

                assertThat(many)
                        .as("into an %s folder; for ten it were %d", into, few)
                        .isBetween(1L, few + 8);
            }
        }
        var page = ada.get("/folders/" + ada.top() + "/files").json();
        assertThat(page.getJsonArray("folders")).hasSize(2);
    }

    /// Every time under other names, so that each is a create.
    private void commitFiles(String upload, String folder, List<byte[]> contents, boolean intoNewFolder) {
        var operations = new ArrayList<Object>();
        var prefix = UUID.randomUUID() + " ";
        if (intoNewFolder) {
            operations.add(Map.of("op", "MKDIR", "parentId", folder, "name", prefix));
        }
        for (int i = operations.size(); i < contents.size(); i++) {
            operations.add(Account.put(intoNewFolder ? "$0" : folder, prefix + i, List.of(contents.get(i))));
        }
        if (operations.isEmpty()) {
            operations.add(Account.put(folder, prefix, List.of(contents.getFirst())));
        }
        var results = ada.commit(List.of(upload), operations).expect(200).json().getJsonArray("results");
        assertThat(results.getValuesAs(JsonObject.class))
                .hasSize(operations.size())
                .allMatch(result -> result.getString("status").equals("OK"));
    }

    /// The fewest of some runs: what looks after connections asks the database now and then, too.
    ///
    /// @param enough no run is needed after one with so few
    private long statementsOf(long enough, Runnable commit) {
        long fewest = Long.MAX_VALUE;
        for (int run = 0; run < MOST_RUNS && fewest > enough; run++) {
            long before = Rows.statements(cairn().backend());
            commit.run();
            fewest = Math.min(fewest, Rows.statements(cairn().backend()) - before);
        }
        return fewest;
    }

    @Test
    void the_same_key_and_body_answer_the_same_and_another_body_is_refused() {
        var mkdir = Map.of("op", "MKDIR", "parentId", ada.top(), "name", "folder", "exact", true);

        var first = ada.commit(List.of(), List.of(mkdir), "Idempotency-Key", "key-1")
                .expect(200);
        var again = ada.commit(List.of(), List.of(mkdir), "Idempotency-Key", "key-1")
                .expect(200);
        var reused = ada.commit(
                List.of(),
                List.of(Map.of("op", "MKDIR", "parentId", ada.top(), "name", "x")),
                "Idempotency-Key",
                "key-1");

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.bodyText()).contains("OK");
        reused.expectProblem(422, "key-reused");
        assertThat(ada.names(ada.top())).containsExactly("folder/");
        var second = Account.signIn(api, ada.email(), Account.PASSWORD, "second");
        second.commit(
                        List.of(),
                        List.of(Map.of("op", "MKDIR", "parentId", ada.top(), "name", "x")),
                        "Idempotency-Key",
                        "key-1")
                .expect(200);
        ada.commit(List.of(), List.of(mkdir), "Idempotency-Key", "k".repeat(65)).expectProblem(400, "bad-request");
    }

    @Test
    void the_limits_of_a_request_hold() {
        var mkdir = Map.of("op", "MKDIR", "parentId", ada.top(), "name", "folder");
        var upload = ada.openUpload();
        var manyChunks = new ArrayList<Object>();
        for (int i = 0; i <= 20_000; i++) {
            manyChunks.add(List.of("0".repeat(64), 1));
        }

        ada.commit(List.of(), Collections.nCopies(1001, mkdir)).expectProblem(400, "bad-request");
        ada.commit(List.of(), List.of()).expectProblem(400, "bad-request");
        ada.post("/uploads/" + upload + "/missing", Map.of("chunks", manyChunks))
                .expectProblem(413, "too-large");
        ada.post("/commit", " ".repeat(8 * 1024 * 1024 + 1)).expectProblem(413, "too-large");
        ada.post("/uploads/" + upload + "/missing", new byte[8 * 1024 * 1024 + 4])
                .expectProblem(413, "too-large");
        assertThat(ada.names(ada.top())).isEmpty();
    }

    @Test
    void deep_and_broken_json_is_a_bad_request() {
        var deep = "{\"namespaceId\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";

        for (var body : List.of(
                deep,
                "{\"namespaceId\":\"" + ada.namespaceId() + "\",\"ops\":" + "{\"a\":".repeat(100_000) + "1",
                "{\"namespaceId\":\"" + ada.namespaceId() + "\",\"ops\":[{\"op\":\"EXPLODE\"}]}",
                "{\"namespaceId\":\"" + ada.namespaceId() + "\",\"ops\":[{\"op\":\"MKDIR\"}]}",
                "{\"namespaceId\":\"" + ada.namespaceId() + "\",\"ops\":[null]}",
                "\"text\"",
                "null",
                "",
                "{\"namespaceId\":1e400}",
                "{\"namespaceId\":\"\\ud800\"}")) {
            var answer = ada.post("/commit", body);
            assertThat(answer.status()).as("%.60s: %s", body, answer).isEqualTo(400);
        }
        ada.get("/me").expect(200);
    }
}
