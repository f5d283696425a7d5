package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What happens when a part is away. After all others: it takes parts away.
@Order(Integer.MAX_VALUE - 1)
class FaultsIT extends DeployedCairn {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api = new Api(cairn().base());

    private static void assertClear(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isIn(500, 503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Retry-After")).isNotBlank();
        assertThat(answer.text("detail")).isNotBlank().doesNotContain("SQL", "jdbc", "127.0.0.1", "Exception");
    }

    @Test
    void while_the_database_is_away_the_server_says_so_and_then_goes_on() throws Exception {
        var ada = Account.signUp(api, "ada");
        var folder = ada.folder(ada.top(), "before");

        cairn().backend().stopDatabase();
        try {
            var request = "fault-" + UUID.randomUUID();
            assertClear(ada.post(
                    "/folders/" + ada.top() + "/folders", Map.of("folderName", "lost"), "X-Request-Id", request));
            assertThat(cairn().log())
                    .contains("Request " + request + ": POST /api/v1/folders/" + ada.top() + "/folders");
            assertThat(health("live")).isEqualTo(200);
            assertThat(health("ready")).isEqualTo(503);
        } finally {
            cairn().backend().startDatabase();
        }

        Poll.until(PATIENCE, () -> ada.get("/me").status(), status -> status == 200);
        ada.folder(folder, "after");
        assertThat(ada.names(ada.top())).containsExactly("before/");
    }

    private int health(String of) {
        return api.fetch("anyone", "GET", api.base() + "/health/" + of, Map.of(), null)
                .status();
    }

    @Test
    void while_the_store_is_away_trees_work_and_a_commit_of_new_bytes_goes_through_later() {
        var ada = Account.signUp(api, "ada");
        var content = Bytes.fresh(1000);
        var begun = ada.beginSimple(ada.top(), "file", content).expect(201).json();
        ada.put(begun, content).expect(200);
        var complete = "/uploads/" + begun.getString("uploadId") + "/complete";

        cairn().backend().stopStore();
        try {
            ada.folder(ada.top(), "folder");
            var refused = ada.post(complete, Map.of());
            refused.expectProblem(503, "unavailable");
            assertClear(refused);
        } finally {
            cairn().backend().startStore();
        }

        var done = Poll.until(PATIENCE, () -> ada.post(complete, Map.of()), answer -> answer.status() == 200);
        assertThat(ada.download(ada.top(), done.text("fileId"))).isEqualTo(content);
        assertThat(ada.names(ada.top())).containsExactly("folder/", "file");
    }

    @Test
    void an_upload_survives_the_death_of_the_server_and_what_is_over_is_swept() {
        var ada = Account.signUp(api, "ada");
        var chunks = Bytes.freshChunks(3, 10_000);
        var upload = ada.openUpload();
        ada.sendPack(upload, 0, chunks);
        var forgotten = ada.openUpload();
        var signed = ada.offer(forgotten, 0, List.of(Bytes.of(10, 1)))
                .expect(200)
                .array()
                .getJsonObject(0);
        ada.put(signed, Bytes.of(10, 1)).expect(200);
        var key = Store.keyOf(signed.getString("url"));
        var read = ada.get("/changes/latest-cursor").text("cursor");

        restart(() -> makeOld(forgotten));

        ada.get("/changes?cursor=" + read).expect(200); // its database is no restored one
        var result = ada.commitOne(List.of(upload), Account.put(ada.top(), "survived", chunks));
        assertThat(result.getString("status")).isEqualTo("OK");
        assertThat(ada.download(ada.top(), result.getString("nodeId"))).isEqualTo(Account.join(chunks));
        try (var store = new Store(cairn().backend())) {
            assertThat(store.keys()).contains(key);
            Poll.until(
                    PATIENCE,
                    () -> Rows.texts(
                            cairn().backend(), "SELECT object_key FROM doomed_object WHERE object_key = ?", key),
                    doomed -> !doomed.isEmpty());
            ada.offer(forgotten, 1, List.of(Bytes.of(10, 2))).expectProblem(409, "upload-closed");
            assertThat(store.keys()).as("somebody could still write it").contains(key);
        }
    }

    /// As if seven days had passed since its last pack.
    private void makeOld(String upload) {
        Rows.update(
                cairn().backend(),
                "UPDATE upload SET expires_at = 1 WHERE id = ?",
                Long.parseUnsignedLong(upload.substring(8), 16));
    }
}
