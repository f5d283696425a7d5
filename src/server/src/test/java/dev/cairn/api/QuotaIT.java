package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// V3, O6: nobody has more than they may, whatever they try, and the count is what a recount gives.
class QuotaIT extends DeployedCairn {

    private static final int QUOTA = 100_000;

    private final Api api = new Api(cairn().base());
    private Account ada;
    private Administrator admin;

    @BeforeEach
    void a_person_with_little_room() {
        ada = Account.signUp(api, "ada");
        admin = new Administrator(api, cairn().backend());
        admin.limit(ada, Map.of("quotaBytes", QUOTA));
    }

    private long used() {
        var me = ada.get("/me").expect(200).json();
        assertThat(me.getInt("quotaBytes")).isEqualTo(QUOTA);
        var recount = Rows.texts(
                        cairn().backend(),
                        "SELECT COALESCE(SUM(n.size), 0) FROM node n LEFT JOIN trash t ON t.namespace_id = n.namespace_id"
                                + " AND t.node_id = n.id WHERE n.namespace_id = ?"
                                + " AND (n.live = 1 OR t.node_id IS NOT NULL)",
                        Integer.parseUnsignedInt(ada.namespaceId(), 16))
                .getFirst();
        assertThat(recount).isEqualTo(Integer.toString(me.getInt("usedBytes")));
        return me.getInt("usedBytes");
    }

    private JsonObject copy(String file, String name) {
        return ada.commitOne(List.of(), Map.of("op", "COPY", "nodeId", file, "parentId", ada.top(), "name", name));
    }

    @Test
    void what_does_not_fit_is_refused_before_bytes_move() {
        ada.upload(ada.top(), "fits", Bytes.fresh(60_000));

        ada.beginSimple(ada.top(), "does not fit", Bytes.fresh(60_000)).expectProblem(507, "quota-exceeded");
        ada.post("/uploads", Map.of("namespaceId", ada.namespaceId(), "expectedBytes", 40_001))
                .expectProblem(507, "quota-exceeded");
        var honest = ada.openUpload();
        ada.offer(honest, 1, Bytes.freshChunks(1, 40_001)).expectProblem(507, "quota-exceeded");

        assertThat(used()).isEqualTo(60_000);
        ada.upload(ada.top(), "fits too", Bytes.fresh(40_000));
        assertThat(used()).isEqualTo(QUOTA);
    }

    @Test
    void what_is_sent_and_never_committed_counts_until_it_is_given_up() {
        var upload = ada.openUpload();
        ada.sendPack(upload, 1, Bytes.freshChunks(1, 70_000));

        ada.offer(ada.openUpload(), 1, Bytes.freshChunks(1, 40_000)).expectProblem(507, "quota-exceeded");

        ada.delete("/uploads/" + upload).expect(204);
        ada.offer(ada.openUpload(), 1, Bytes.freshChunks(1, 40_000)).expect(200);
    }

    @Test
    void copies_and_emptied_trash_are_counted() {
        var file = ada.upload(ada.top(), "file", Bytes.fresh(40_000)).getString("fileId");

        assertThat(copy(file, "second").getString("status")).isEqualTo("OK");
        var third = copy(file, "third");
        assertThat(third.getString("status")).isEqualTo("REJECTED");
        assertThat(third.getJsonObject("problem").getString("type")).isEqualTo("/problems/quota-exceeded");
        assertThat(used()).isEqualTo(80_000);

        ada.delete("/folders/" + ada.top() + "/files/" + file).expect(202);
        assertThat(copy(file, "third").getString("status")).isNotEqualTo("OK");
        assertThat(used()).isEqualTo(80_000);
        ada.delete("/trash").expect(204);
        assertThat(used()).isEqualTo(40_000);
    }

    @Test
    void of_fifty_commits_at_once_only_those_that_fit_are_applied() throws Exception { // O6
        var file = ada.upload(ada.top(), "file", Bytes.fresh(10_000)).getString("fileId");
        var answers = new ArrayList<Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                var name = "copy " + i;
                answers.add(threads.submit(() -> copy(file, name).getString("status")));
            }
        }

        var statuses = new TreeMap<String, Integer>();
        for (var answer : answers) {
            statuses.merge(answer.get(), 1, Integer::sum);
        }
        assertThat(statuses).isEqualTo(Map.of("OK", 9, "REJECTED", 41));
        assertThat(used()).isEqualTo(QUOTA);
    }

    @Test
    void who_has_more_than_they_may_can_still_take_away_and_make_smaller() {
        var file = ada.upload(ada.top(), "file", Bytes.fresh(90_000)).getString("fileId");
        admin.limit(ada, Map.of("quotaBytes", 50_000));

        ada.commitOne(List.of(), Map.of("op", "MKDIR", "parentId", ada.top(), "name", "folder"));
        assertThat(copy(file, "copy").getString("status")).isEqualTo("REJECTED");
        ada.delete("/folders/" + ada.top() + "/files/" + file).expect(202);
        ada.delete("/trash/" + file).expect(204);

        assertThat(ada.get("/me").json().getInt("usedBytes")).isZero();
    }
}
