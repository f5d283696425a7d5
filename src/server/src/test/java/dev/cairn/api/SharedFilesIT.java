package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Visitor;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedFilesIT extends DeployedCairn {

    private static final byte[] FIRST = "first".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "the second".getBytes(StandardCharsets.UTF_8);
    private static final byte[] THIRD = "and the third".getBytes(StandardCharsets.UTF_8);

    private final Api api = new Api(cairn().base());
    private Account ada;
    private Account bob;
    private String folder;
    private String file;

    @BeforeEach
    void people() {
        ada = Account.signUp(api, "ada");
        bob = Account.signUp(api, "bob");
        bob.proveAddress(cairn().mailbox());
        folder = ada.folder(ada.top(), "folder");
        file = ada.upload(folder, "file.txt", FIRST).getString("fileId");
        ada.upload(folder, "file.txt", SECOND);
    }

    private String path() {
        return "/folders/" + folder + "/files/" + file;
    }

    private void share(String role) {
        ada.post(path() + "/share", Map.of("userEmails", List.of(bob.email()), "role", role))
                .expect(200);
    }

    /// @return where it is among the member's files
    private String accepted(String role) {
        share(role);
        bob.post("/shares/" + withBob().getString("shareId") + "/accept", null).expect(204);
        return withBob().getString("fileId");
    }

    private JsonObject withBob() {
        return bob.get("/shares").expect(200).json().getJsonArray("withMe").getJsonObject(0);
    }

    private String bobs(String mount) {
        return "/folders/" + bob.top() + "/files/" + mount;
    }

    private static List<JsonObject> versions(Account person, String path) {
        return person.get(path + "/versions")
                .expect(200)
                .json()
                .getJsonArray("versions")
                .getValuesAs(JsonObject.class);
    }

    @Test
    void the_owner_goes_on_as_before() {
        var before = versions(ada, path());

        share("EDITOR");

        assertThat(ada.names(folder)).containsExactly("file.txt");
        assertThat(ada.download(folder, file)).isEqualTo(SECOND);
        assertThat(versions(ada, path())).hasSameSizeAs(before).hasSize(2);
        var listed = ada.get("/folders/" + folder + "/files")
                .expect(200)
                .json()
                .getJsonArray("files")
                .getJsonObject(0);
        assertThat(listed.getString("fileId")).isEqualTo(file);
        assertThat(listed.getJsonObject("metadata").getInt("fileSize")).isEqualTo(SECOND.length);
        assertThat(ada.get("/me").expect(200).json().getInt("usedBytes")).isEqualTo(SECOND.length);
        UsedBytes.assertRight(cairn().backend());
    }

    @Test
    void what_is_offered_is_seen_by_nobody_before_it_is_accepted() {
        share("VIEWER");
        var offered = withBob();

        assertThat(offered.getString("name")).isEqualTo("file.txt");
        assertThat(offered.containsKey("folderId")).isFalse();
        bob.get(bobs(offered.getString("fileId"))).expectProblem(404, "not-found");
        bob.get(path()).expectProblem(404, "not-found");
        assertThat(bob.names(bob.top())).isEmpty();
    }

    @Test
    void a_viewer_reads_it_with_its_versions_and_changes_nothing() {
        var mount = accepted("VIEWER");

        assertThat(bob.names(bob.top())).containsExactly("file.txt");
        assertThat(bob.download(bob.top(), mount)).isEqualTo(SECOND);
        var oldest = versions(bob, bobs(mount)).getLast().getString("versionId");
        bob.post(bobs(mount) + "/versions/" + oldest + "/restore", null).expectProblem(403, "forbidden");
        var upload = Map.of(
                "fileName",
                "file.txt",
                "fileMetadata",
                Map.of("fileSize", THIRD.length),
                "checkSum",
                Account.sha256(THIRD));
        bob.post("/folders/" + bob.top() + "/pre-signed-url?uploadType=SIMPLE", upload)
                .expectProblem(403, "forbidden");
        assertThat(committed(mount, THIRD).getJsonObject("problem").getInt("status"))
                .isEqualTo(403);
        assertThat(ada.download(folder, file)).isEqualTo(SECOND);
    }

    @Test
    void an_editor_gives_it_new_versions_which_all_see() {
        var mount = accepted("EDITOR");

        assertThat(bob.upload(bob.top(), "file.txt", THIRD).getString("fileId")).isEqualTo(mount);

        assertThat(ada.download(folder, file)).isEqualTo(THIRD);
        assertThat(versions(ada, path())).hasSize(3);
        var oldest = versions(ada, path()).getLast().getString("versionId");
        ada.post(path() + "/versions/" + oldest + "/restore", null).expect(200);
        assertThat(bob.download(bob.top(), mount)).isEqualTo(FIRST);
        assertThat(bob.get("/me").expect(200).json().getInt("usedBytes")).isZero();
        UsedBytes.assertRight(cairn().backend());
    }

    /// What comes of a new version that Bob commits to his own tree.
    private JsonObject committed(String mount, byte[] content) {
        var upload = bob.openUpload();
        bob.sendPack(upload, 1, List.of(content));
        var put = new LinkedHashMap<>(Account.put(bob.top(), "file.txt", List.of(content)));
        put.put("nodeId", mount);
        return bob.commitOne(List.of(upload), put);
    }

    @Test
    void a_commit_to_the_tree_that_it_hangs_in_is_carried_on() {
        var mount = accepted("EDITOR");

        var result = committed(mount, THIRD);

        assertThat(result.getString("status")).isIn("OK", "CONFLICT");
        assertThat(result.getString("nodeId")).isEqualTo(mount);
        assertThat(ada.download(folder, file)).isEqualTo(THIRD);
        assertThat(bob.names(bob.top())).containsExactly("file.txt");
    }

    @Test
    void each_names_and_moves_it_for_themselves() {
        var mount = accepted("VIEWER");
        var inbox = bob.folder(bob.top(), "inbox");

        bob.patch(bobs(mount), Map.of("name", "ada's.txt", "parentId", inbox)).expect(200);

        assertThat(bob.names(inbox)).containsExactly("ada's.txt");
        assertThat(bob.download(inbox, mount)).isEqualTo(SECOND);
        assertThat(withBob().getString("folderId")).isEqualTo(inbox);
        assertThat(ada.names(folder)).containsExactly("file.txt");
    }

    @Test
    void rights_end_when_they_are_taken_away() {
        var mount = accepted("EDITOR");
        var cursor = bob.get("/changes/latest-cursor").expect(200).text("cursor");

        ada.delete(path() + "/members/" + bob.userId()).expect(204);
        ada.upload(folder, "file.txt", THIRD);

        bob.get(bobs(mount)).expectProblem(404, "not-found");
        bob.get(bobs(mount) + "/pre-signed-url").expectProblem(404, "not-found");
        bob.get(path()).expectProblem(404, "not-found");
        assertThat(bob.names(bob.top())).isEmpty();
        var changes = bob.get("/changes?cursor=" + cursor).expect(200).json();
        assertThat(changes.getJsonArray("entries").toString()).contains("gone").doesNotContain("fingerprint");
        assertThat(ada.download(folder, file)).isEqualTo(THIRD);
    }

    @Test
    void who_leaves_takes_nothing_from_others() {
        var mount = accepted("EDITOR");
        bob.delete(bobs(mount)).expect(202);
        assertThat(bob.names(bob.top())).isEmpty();
        bob.delete("/trash/" + mount).expectProblem(409, "conflict");

        bob.delete("/shares/" + withBob().getString("shareId")).expect(204);

        assertThat(bob.get("/shares").expect(200).json().getJsonArray("withMe")).isEmpty();
        assertThat(ada.download(folder, file)).isEqualTo(SECOND);
    }

    @Test
    void a_share_that_ends_is_a_file_again_with_all_versions() {
        var mount = accepted("EDITOR");
        bob.upload(bob.top(), "file.txt", THIRD);
        ada.patch(path(), Map.of("name", "renamed.txt")).expect(200);

        ada.delete(path() + "/share").expect(204);

        assertThat(ada.names(folder)).containsExactly("renamed.txt");
        assertThat(ada.download(folder, file)).isEqualTo(THIRD);
        assertThat(versions(ada, path())).hasSize(3);
        var oldest = versions(ada, path()).getLast().getString("versionId");
        ada.post(path() + "/versions/" + oldest + "/restore", null).expect(200);
        assertThat(ada.download(folder, file)).isEqualTo(FIRST);
        bob.get(bobs(mount)).expectProblem(404, "not-found");
        assertThat(bob.names(bob.top())).isEmpty();
        assertThat(ada.get(path() + "/members").expect(200).json().getJsonArray("members"))
                .isEmpty();
        UsedBytes.assertRight(cairn().backend());

        assertThat(accepted("VIEWER")).isNotEqualTo(mount);
        assertThat(versions(ada, path())).hasSize(4);
    }

    @Test
    void it_is_handed_over_with_its_versions() {
        var mount = accepted("EDITOR");

        ada.patch(path() + "/members/" + bob.userId(), Map.of("role", "OWNER")).expect(200);

        ada.delete(path() + "/share").expectProblem(403, "forbidden");
        assertThat(ada.upload(folder, "file.txt", THIRD).getString("fileId")).isEqualTo(file);
        assertThat(ada.get("/me").expect(200).json().getInt("usedBytes")).isZero();
        bob.delete(bobs(mount) + "/share").expect(204);
        assertThat(bob.download(bob.top(), mount)).isEqualTo(THIRD);
        assertThat(versions(bob, bobs(mount))).hasSize(3);
        ada.get(path()).expectProblem(404, "not-found");
        UsedBytes.assertRight(cairn().backend());
    }

    @Test
    void a_share_is_never_inside_of_another() {
        accepted("EDITOR");
        var offer = Map.of("userEmails", List.of(bob.email()), "role", "VIEWER");
        var other = ada.folder(ada.top(), "other");
        var within = ada.upload(other, "within.txt", FIRST).getString("fileId");
        ada.post("/folders/" + other + "/share", offer).expect(200);

        ada.post("/folders/" + folder + "/share", offer).expectProblem(409, "nested-share");
        ada.post("/folders/" + other + "/files/" + within + "/share", offer).expectProblem(409, "nested-share");
        ada.patch(path(), Map.of("parentId", other)).expectProblem(409, "nested-share");
        ada.patch("/folders/" + folder, Map.of("parentId", other)).expectProblem(409, "nested-share");

        assertThat(ada.names(folder)).containsExactly("file.txt");
    }

    @Test
    void devices_are_told_where_it_hangs_and_what_is_in_it() {
        var mount = accepted("VIEWER");
        var changes = bob.get("/changes").expect(200).json();
        var hanging = entry(changes, mount);
        assertThat(hanging.getString("kind")).isEqualTo("FILE");
        assertThat(hanging.getString("target")).isEqualTo(withBob().getString("namespaceId"));
        assertThat(hanging.getInt("size")).isEqualTo(SECOND.length);
        assertThat(hanging.getString("role")).isEqualTo("VIEWER");

        ada.upload(folder, "file.txt", THIRD);

        var news = bob.get("/changes?cursor=" + changes.getString("cursor"))
                .expect(200)
                .json()
                .getJsonArray("entries");
        assertThat(news).hasSize(1);
        assertThat(news.getJsonObject(0).getInt("size")).isEqualTo(THIRD.length);
        assertThat(news.getJsonObject(0).containsKey("parentId")).isFalse();
    }

    private static JsonObject entry(JsonObject changes, String node) {
        return changes.getJsonArray("entries").getValuesAs(JsonObject.class).stream()
                .filter(change -> change.getString("nodeId").equals(node))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void it_is_found_copied_and_linked_to_like_any_other_file() {
        var link = ada.post("/links", Map.of("nodeId", file)).expect(201).json();
        accepted("EDITOR");
        bob.upload(bob.top(), "file.txt", THIRD);
        var other = ada.folder(ada.top(), "other");

        ada.post(path() + "/copy", Map.of("parentId", other)).expect(201);
        ada.post("/folders/" + folder + "/copy", Map.of("parentId", other)).expect(201);

        assertThat(ada.names(other)).containsExactly("folder/", "file.txt");
        assertThat(ada.get("/recent").expect(200).json().getJsonArray("files").getValuesAs(JsonObject.class))
                .extracting(found -> found.getString("name"), found -> found.getInt("size"))
                .hasSize(3)
                .containsOnly(tuple("file.txt", THIRD.length));
        var opened = api.send("POST", "/links/open", Map.of("token", Visitor.token(link)))
                .expect(200)
                .json();
        assertThat(opened.getJsonObject("link").getInt("size")).isEqualTo(THIRD.length);
    }
}
