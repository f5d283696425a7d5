package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the trash and older versions cost, with how long they are kept.
class HoldingsIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());
    private Account ada;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
    }

    private void assertHolds(long files, long trash, long versionBytes, int versions) {
        var holds = ada.get("/me/storage").expect(200).json();
        assertThat(List.of(
                        holds.getJsonNumber("fileBytes").longValue(),
                        holds.getJsonNumber("trashBytes").longValue(),
                        holds.getJsonNumber("versionBytes").longValue(),
                        holds.getJsonNumber("versions").longValue()))
                .isEqualTo(List.of(files, trash, versionBytes, (long) versions));
        assertThat(ada.get("/me").json().getJsonNumber("usedBytes").longValue()).isEqualTo(files + trash);
    }

    private void replace(String file, int size) {
        var content = Bytes.fresh(size);
        var upload = ada.openUpload();
        ada.sendPack(upload, 1, List.of(content));
        var put = Account.put(ada.top(), "file", List.of(content));
        put.put("nodeId", file);
        put.put(
                "baseVersionId",
                ada.get("/folders/" + ada.top() + "/files/" + file).text("versionId"));
        assertThat(ada.commitOne(List.of(upload), put).getString("status")).isEqualTo("OK");
    }

    private void deleteFolder(String folder) {
        ada.delete("/folders/" + folder).expect(202);
    }

    @Test
    void the_trash_holds_all_that_is_below_deleted_folders_until_it_is_emptied() {
        ada.upload(ada.top(), "stays", Bytes.fresh(1000));
        var outer = ada.folder(ada.top(), "outer");
        var inner = ada.folder(outer, "inner");
        ada.upload(outer, "file", Bytes.fresh(200));
        ada.upload(inner, "deep", Bytes.fresh(30));
        var alone = ada.upload(inner, "alone", Bytes.fresh(4)).getString("fileId");
        assertHolds(1234, 0, 0, 0);

        ada.delete("/folders/" + inner + "/files/" + alone).expect(202);
        assertHolds(1230, 4, 0, 0);
        deleteFolder(outer);
        assertHolds(1000, 234, 0, 0);
        ada.post("/trash/" + outer + "/restore", null).expect(200);
        assertHolds(1230, 4, 0, 0);
        deleteFolder(outer);

        ada.delete("/trash").expect(204);

        assertHolds(1000, 0, 0, 0);
    }

    @Test
    void older_versions_are_counted_by_their_own_sizes_and_go_with_their_file() {
        var file = ada.upload(ada.top(), "file", Bytes.fresh(5000)).getString("fileId");
        replace(file, 70);
        replace(file, 1);
        assertHolds(1, 0, 5070, 2);

        ada.delete("/folders/" + ada.top() + "/files/" + file).expect(202);
        assertHolds(0, 1, 5070, 2);
        ada.delete("/trash").expect(204);

        assertHolds(0, 0, 0, 0);
    }

    @Test
    void what_holds_is_what_was_set_for_the_person_and_administrators_see_the_same() {
        ada.upload(ada.top(), "file", Bytes.fresh(500));
        var admin = new Administrator(api, cairn().backend());
        admin.limit(ada, Map.of("trashDays", 3, "versionDays", 1, "versionCount", 0));

        var own = ada.get("/me/storage").expect(200).json();

        var kept = own.getJsonObject("kept");
        assertThat(List.of(kept.getInt("trashDays"), kept.getInt("versionDays"), kept.getInt("versionCount")))
                .isEqualTo(List.of(3, 1, 0));
        assertThat(admin.storageOf(ada)).isEqualTo(own);
    }

    @Test
    void what_is_in_own_shared_folders_is_ones_own() {
        var bob = Account.signUp(api, "bob");
        var shared = ada.folder(ada.top(), "shared");
        var gone = ada.upload(shared, "gone", Bytes.fresh(300)).getString("fileId");
        ada.upload(shared, "stays", Bytes.fresh(40));
        ada.post("/folders/" + shared + "/share", Map.of("userEmails", List.of(bob.email()), "role", "EDITOR"))
                .expect(200);

        ada.delete("/folders/" + shared + "/files/" + gone).expect(202);

        assertHolds(40, 300, 0, 0);
        assertThat(bob.get("/me/storage").json().getInt("trashBytes")).isZero();
    }
}
