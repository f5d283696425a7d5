package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A folder as it was: `RewindPlanTest` tries the rules, this the way there.
class RewindIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());
    private Account ada;
    private String folder;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
        folder = ada.folder(ada.top(), "folder");
    }

    private JsonObject rewind(Instant to, boolean dryRun) {
        return ada.post("/folders/" + folder + "/rewind", Map.of("to", to.toString(), "dryRun", dryRun))
                .expect(200)
                .json();
    }

    private static List<String> kinds(JsonObject outcome) {
        return outcome.getJsonArray("changes").getValuesAs(JsonObject.class).stream()
                .map(change -> change.getString("change"))
                .sorted()
                .toList();
    }

    @Test
    void a_folder_is_as_it_was_and_what_came_since_is_in_the_trash() {
        var first = Bytes.fresh(3000);
        var inner = ada.folder(folder, "inner");
        var edited = ada.upload(folder, "edited", first).getString("fileId");
        var deleted = ada.upload(inner, "deleted", Bytes.text("still here")).getString("fileId");
        var moment = Instant.now();
        ada.commitOne(List.of(), Map.of("op", "MOVE", "nodeId", inner, "parentId", folder, "name", "renamed"));
        ada.delete("/folders/" + inner + "/files/" + deleted).expect(202);
        edit(edited, Bytes.fresh(5000));
        ada.upload(folder, "new", Bytes.text("came since"));

        var preview = rewind(moment, true);

        assertThat(kinds(preview)).containsExactly("MOVE", "RESTORE", "REVERT", "TRASH");
        assertThat(ada.names(folder)).containsExactly("renamed/", "edited", "new");

        assertThat(rewind(moment, false).getInt("refused")).isZero();

        assertThat(ada.names(folder)).containsExactly("inner/", "edited");
        assertThat(ada.names(inner)).containsExactly("deleted");
        assertThat(ada.download(folder, edited)).isEqualTo(first);
        assertThat(rewind(moment, true).getInt("total")).isZero();
        assertThat(ada.get("/trash")
                        .expect(200)
                        .json()
                        .getJsonArray("entries")
                        .getJsonObject(0)
                        .getString("name"))
                .isEqualTo("new");
    }

    private void edit(String file, byte[] content) {
        var upload = ada.openUpload();
        ada.sendPack(upload, 1, List.of(content));
        var put = Account.put(folder, "edited", List.of(content));
        put.put("nodeId", file);
        put.put(
                "baseVersionId",
                ada.get("/folders/" + folder + "/files/" + file).text("versionId"));
        assertThat(ada.commitOne(List.of(upload), put).getString("status")).isEqualTo("OK");
    }

    @Test
    void a_moment_that_is_not_kept_or_has_not_come_is_refused() {
        var path = "/folders/" + folder + "/rewind";

        ada.post(path, Map.of("to", Instant.now().minusSeconds(40L * 24 * 3600).toString(), "dryRun", true))
                .expectProblem(400, "bad-request");
        ada.post(path, Map.of("to", Instant.now().plusSeconds(3600).toString(), "dryRun", true))
                .expectProblem(400, "bad-request");
        ada.post(path, Map.of("to", Instant.now().minusSeconds(3600).toString(), "dryRun", true))
                .expectProblem(400, "bad-request");
    }
}
