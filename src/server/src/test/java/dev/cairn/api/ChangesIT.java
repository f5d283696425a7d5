package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());
    private Account ada;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
    }

    /// A device that applies what it reads.
    private static final class Replica {

        private final Map<String, JsonObject> nodes = new HashMap<>();
        private String cursor;

        boolean read(Account account, int limit) {
            var from = cursor == null ? "" : "&cursor=" + cursor;
            var page = account.get("/changes?limit=" + limit + from).expect(200).json();
            assertThat(page.getJsonArray("entries").size()).isLessThanOrEqualTo(limit);
            for (var entry : page.getJsonArray("entries").getValuesAs(JsonObject.class)) {
                if (entry.getString("entry").equals("node")) {
                    nodes.put(entry.getString("nodeId"), entry);
                }
            }
            cursor = page.getString("cursor");
            return page.getBoolean("hasMore");
        }

        List<String> names() {
            return nodes.values().stream()
                    .filter(node -> !node.getBoolean("deleted"))
                    .map(node -> node.getString("name"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void whoever_reads_while_others_commit_ends_with_the_tree_as_it_is(int limit) {
        var reader = new Replica();
        var folders = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            folders.add(ada.folder(ada.top(), "folder " + i));
            reader.read(ada, limit);
            if (i % 3 == 2) {
                ada.delete("/folders/" + folders.get(i - 1)).expect(202);
                ada.patch("/folders/" + folders.get(i - 2), Map.of("name", "renamed " + i))
                        .expect(200);
                reader.read(ada, limit);
            }
        }

        while (reader.read(ada, limit)) {}

        var fresh = new Replica();
        while (fresh.read(ada, 1000)) {}
        assertThat(reader.nodes).isEqualTo(fresh.nodes);
        var expected = new ArrayList<>(List.of(""));
        ada.names(ada.top()).forEach(name -> expected.add(name.substring(0, name.length() - 1)));
        assertThat(reader.names()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void the_same_cursor_gives_the_same_again() {
        ada.folder(ada.top(), "folder");
        var from = ada.get("/changes/latest-cursor").expect(200).text("cursor");
        ada.folder(ada.top(), "later");

        var one = ada.get("/changes?cursor=" + from).expect(200).json();
        var two = ada.post("/changes", Map.of("cursor", from)).expect(200).json();

        assertThat(one).isEqualTo(two);
        assertThat(one.getJsonArray("entries")).hasSize(1);
        assertThat(one.getJsonArray("entries").getJsonObject(0).getString("name"))
                .isEqualTo("later");
        assertThat(ada.get("/changes?cursor=" + one.getString("cursor")).json().getJsonArray("entries"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "-1", "%00"})
    void a_cursor_that_is_not_ours_is_reset(String cursor) {
        ada.get("/changes?cursor=" + cursor).expectProblem(410, "cursor-reset");
    }

    @Test
    void a_changed_cursor_is_reset() {
        var cursor = ada.get("/changes/latest-cursor").text("cursor");

        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            ada.get("/changes?cursor=" + cursor.substring(0, i) + other + cursor.substring(i + 1))
                    .expectProblem(410, "cursor-reset");
        }
    }

    /// After a restore an id may be another file's: nobody may delete it who meant the former one.
    private static Map<String, Object> delete(Account account, String node, String cursor) {
        return Map.of(
                "namespaceId", account.namespaceId(),
                "ops", List.of(Map.of("op", "DELETE", "nodeId", node)),
                "cursor", cursor);
    }

    @Test
    void what_was_made_from_a_state_that_is_lost_is_not_committed() {
        var folder = ada.folder(ada.top(), "kept");
        var lost = ada.get("/changes/latest-cursor").text("cursor");
        long namespace = Long.parseLong(ada.namespaceId(), 16);

        Rows.update(cairn().backend(), "UPDATE namespace SET head_seq = head_seq - 1 WHERE id = ?", namespace);
        ada.post("/commit", delete(ada, folder, lost)).expectProblem(410, "cursor-reset");
        ada.get("/changes?cursor=" + lost).expectProblem(410, "cursor-reset");
        Rows.update(cairn().backend(), "UPDATE namespace SET head_seq = head_seq + 1 WHERE id = ?", namespace);

        ada.get("/folders/" + folder).expect(200);
        ada.post("/commit", delete(ada, folder, lost)).expect(200);
        ada.get("/folders/" + folder).expectProblem(404, "not-found");
    }

    private static Map<String, Object> makeFolder(Account account, String name, String cursor) {
        return Map.of(
                "namespaceId", account.namespaceId(),
                "ops", List.of(Map.of("op", "MKDIR", "parentId", account.top(), "name", name)),
                "cursor", cursor);
    }

    @Test
    void who_has_read_everything_need_not_read_what_they_committed_themselves() {
        var read = ada.get("/changes/latest-cursor").text("cursor");

        var commit = makeFolder(ada, "mine", read);
        var answer = ada.post("/commit", commit, "Idempotency-Key", "mine").expect(200);

        var next = answer.text("cursor");
        assertThat(ada.get("/changes?cursor=" + next).json().getJsonArray("entries"))
                .isEmpty();
        assertThat(ada.post("/commit", commit, "Idempotency-Key", "mine").json())
                .isEqualTo(answer.json());
        ada.folder(ada.top(), "another device's");
        assertThat(ada.get("/changes?cursor=" + next).json().getJsonArray("entries"))
                .hasSize(1);
    }

    @Test
    void who_has_not_must_read_the_changes() {
        var read = ada.get("/changes/latest-cursor").text("cursor");
        ada.folder(ada.top(), "another device's");

        var answer = ada.post("/commit", makeFolder(ada, "mine", read)).expect(200);

        assertThat(answer.json()).doesNotContainKey("cursor");
    }

    @Test
    void a_server_finds_out_by_itself_that_its_database_was_restored() {
        var before = ada.get("/changes/latest-cursor").text("cursor");
        long level = level();
        var folder = ada.folder(ada.top(), "made");
        Poll.until(Duration.ofSeconds(30), ChangesIT::level, now -> now > level);

        restart(() -> Rows.update(cairn().backend(), "UPDATE watermark SET level = ?", level));
        ada.get("/changes?cursor=" + before).expectProblem(410, "cursor-reset");
        ada.post("/commit", delete(ada, folder, before)).expectProblem(410, "cursor-reset");
        var later = ada.get("/changes/latest-cursor").text("cursor");
        assertThat(number(ada.folder(ada.top(), "made later")) - number(folder)).isGreaterThan(1 << 20);

        restart(() -> Rows.update(cairn().backend(), "UPDATE watermark SET made_at = made_at - 1"));
        ada.get("/changes?cursor=" + later).expectProblem(410, "cursor-reset");
    }

    private static long level() {
        return Long.parseLong(
                Rows.texts(cairn().backend(), "SELECT level FROM watermark").getFirst());
    }

    private static long number(String nodeId) {
        return Long.parseLong(nodeId.substring(8), 16);
    }

    @Test
    void another_persons_cursor_shows_nothing_of_theirs() {
        Api.guard("canary-in-changes", ada.userId());
        ada.folder(ada.top(), "canary-in-changes");
        var eve = Account.signUp(api, "eve");

        var page = eve.get(
                        "/changes?cursor=" + ada.get("/changes/latest-cursor").text("cursor"))
                .expect(200)
                .json();

        var kinds = page.getJsonArray("entries").getValuesAs(JsonObject.class).stream()
                .map(entry -> entry.getString("entry") + " of " + entry.getString("namespaceId"))
                .toList();
        assertThat(kinds).containsExactly("gone of " + ada.namespaceId(), "node of " + eve.namespaceId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "2147483648", "-1", "x"})
    void a_page_of_another_size_than_can_be_is_refused(String limit) {
        ada.get("/changes?limit=" + limit).expectProblem(400, "bad-request");
    }
}
