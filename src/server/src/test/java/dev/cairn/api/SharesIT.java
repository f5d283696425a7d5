package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharesIT extends DeployedCairn {

    private static final int SEES_LESS = 4403;

    /// A second, and what a busy machine needs to notice.

    private static final byte[] NEWER = "newer".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONTENT = "what is shared".getBytes(StandardCharsets.UTF_8);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Api api = new Api(cairn().base());
    private Account ada;
    private Account bob;
    private String folder;
    private String below;
    private String file;

    @BeforeEach
    void people() {
        ada = Account.signUp(api, "ada");
        bob = Account.signUp(api, "bob");
        folder = ada.folder(ada.top(), "shared");
        below = ada.folder(folder, "below");
        file = ada.upload(below, "file.txt", CONTENT).getString("fileId");
    }

    private void share(String role) {
        ada.post("/folders/" + folder + "/share", Map.of("userEmails", List.of(bob.email()), "role", role))
                .expect(200);
    }

    private JsonObject offered() {
        return bob.get("/shares").expect(200).json().getJsonArray("withMe").getJsonObject(0);
    }

    private void accept() {
        bob.post("/shares/" + offered().getString("shareId") + "/accept", Map.of())
                .expect(204);
    }

    @Test
    void the_owner_goes_on_as_before_when_the_folder_is_a_namespace_of_its_own() {
        share("EDITOR");

        assertThat(ada.names(ada.top())).containsExactly("shared/");
        assertThat(ada.names(folder)).containsExactly("below/");
        assertThat(ada.names(below)).containsExactly("file.txt");
        assertThat(ada.download(below, file)).isEqualTo(CONTENT);
    }

    @Test
    void what_is_offered_is_seen_by_who_has_proven_the_address_alone() {
        share("VIEWER");

        assertThat(bob.get("/shares").expect(200).json().getJsonArray("withMe")).isEmpty();
        bob.proveAddress(cairn().mailbox());
        assertThat(offered().getString("name")).isEqualTo("shared");
        ada.post("/shares/" + offered().getString("shareId") + "/accept", Map.of())
                .expectProblem(404, "not-found");
    }

    @Test
    void a_viewer_reads_and_changes_nothing() {
        share("VIEWER");
        bob.proveAddress(cairn().mailbox());
        accept();

        assertThat(bob.names(bob.top())).containsExactly("shared/");
        assertThat(bob.download(below, file)).isEqualTo(CONTENT);
        bob.post("/folders/" + below + "/folders", Map.of("folderName", "x")).expectProblem(403, "forbidden");
        bob.delete("/folders/" + below + "/files/" + file).expectProblem(403, "forbidden");
    }

    @Test
    void rights_end_when_they_are_taken_away() {
        share("EDITOR");
        bob.proveAddress(cairn().mailbox());
        accept();
        bob.folder(below, "bob's");

        ada.delete("/folders/" + folder + "/members/" + bob.userId()).expect(204);

        bob.get("/folders/" + below + "/files").expectProblem(404, "not-found");
        assertThat(bob.names(bob.top())).isEmpty();
        assertThat(ada.names(below)).containsExactly("bob's/", "file.txt");
    }

    @Test
    void who_was_sent_away_can_be_let_in_again() {
        bob.proveAddress(cairn().mailbox());
        for (int round = 0; round < 3; round++) {
            share("VIEWER");
            accept();
            bob.get("/folders/" + below).expect(200);

            ada.delete("/folders/" + folder + "/members/" + bob.userId()).expect(204);
            bob.get("/folders/" + below).expect(404);
        }
    }

    @Test
    void a_share_that_ends_is_a_folder_again_with_all_that_came_meanwhile() {
        share("EDITOR");
        bob.proveAddress(cairn().mailbox());
        accept();
        var bobs = bob.upload(below, "bob.txt", CONTENT).getString("fileId");

        ada.delete("/folders/" + folder + "/share").expect(204);

        bob.get("/folders/" + below + "/files").expectProblem(404, "not-found");
        assertThat(ada.names(below)).containsExactly("bob.txt", "file.txt");
        assertThat(ada.download(below, bobs)).isEqualTo(CONTENT);
    }

    private void shareAndAccept(String role) {
        share(role);
        bob.proveAddress(cairn().mailbox());
        accept();
    }

    private String namespaceOfShare() {
        return bob.get("/shares")
                .expect(200)
                .json()
                .getJsonArray("withMe")
                .getJsonObject(0)
                .getString("namespaceId");
    }

    @Test
    void what_is_declined_or_left_is_gone_for_that_person_alone() {
        share("EDITOR");
        bob.proveAddress(cairn().mailbox());

        bob.delete("/shares/" + offered().getString("shareId")).expect(204);
        assertThat(bob.get("/shares").expect(200).json().getJsonArray("withMe")).isEmpty();
        assertThat(ada.get("/shares").expect(200).json().getJsonArray("byMe")).isEmpty();

        share("EDITOR");
        accept();
        bob.delete("/shares/" + offered().getString("shareId")).expect(204);
        assertThat(bob.names(bob.top())).isEmpty();
        assertThat(ada.names(below)).containsExactly("file.txt");
    }

    @Test
    void a_role_changes_at_once() {
        shareAndAccept("EDITOR");
        bob.folder(below, "while editor");
        var members = "/folders/" + folder + "/members/" + bob.userId();

        ada.patch(members, Map.of("role", "VIEWER")).expect(200);
        bob.post("/folders/" + below + "/folders", Map.of("folderName", "x")).expectProblem(403, "forbidden");
        bob.patch("/folders/" + mountOf(bob) + "/members/" + bob.userId(), Map.of("role", "EDITOR"))
                .expectProblem(403, "forbidden");

        var share = ada.get("/shares").expect(200).json().getJsonArray("byMe").getJsonObject(0);
        assertThat(share.getString("email")).isEqualTo(bob.email());
        ada.patch("/shares/" + share.getString("shareId"), Map.of("role", "EDITOR"))
                .expect(204);
        bob.folder(below, "again");
    }

    @Test
    void an_owner_hands_over_and_stays_as_an_editor() {
        shareAndAccept("EDITOR");

        ada.patch("/folders/" + folder + "/members/" + bob.userId(), Map.of("role", "OWNER"))
                .expect(200);

        ada.delete("/folders/" + folder + "/members/" + bob.userId()).expectProblem(403, "forbidden");
        ada.folder(below, "ada's");
        var mount = mountOf(bob);
        bob.delete("/folders/" + mount + "/share").expect(204);
        assertThat(bob.names(below)).containsExactly("ada's/", "file.txt");
        assertThat(ada.names(ada.top())).isEmpty();
        ada.get("/folders/" + below + "/files").expectProblem(404, "not-found");
    }

    private static String mountOf(Account person) {
        return person.get("/folders/" + person.top() + "/files")
                .expect(200)
                .json()
                .getJsonArray("folders")
                .getJsonObject(0)
                .getString("folderId");
    }

    @Test
    void files_cross_with_their_ids_and_versions_and_tell_where_they_went() {
        shareAndAccept("EDITOR");
        var bobs = bob.upload(bob.top(), "bob.txt", CONTENT).getString("fileId");
        bob.upload(bob.top(), "other.txt", NEWER);
        var put = new LinkedHashMap<>(Account.put(bob.top(), "bob.txt", List.of(NEWER)));
        put.put("nodeId", bobs);
        assertThat(bob.commitOne(List.of(), put).getString("status")).isIn("OK", "CONFLICT");
        var cursor = bob.get("/changes/latest-cursor").expect(200).text("cursor");

        bob.patch("/folders/" + bob.top() + "/files/" + bobs, Map.of("parentId", below))
                .expect(200);

        assertThat(ada.download(below, bobs)).isEqualTo(NEWER);
        assertThat(ada.get("/folders/" + below + "/files/" + bobs + "/versions")
                        .expect(200)
                        .json()
                        .getJsonArray("versions"))
                .hasSize(2);
        var changes = bob.get("/changes?cursor=" + cursor).expect(200).json().getJsonArray("entries");
        assertThat(changes.getValuesAs(JsonObject.class))
                .filteredOn(change -> change.getString("nodeId").equals(bobs))
                .extracting(change -> change.getString("namespaceId"), change -> change.getString("movedTo", ""))
                .containsExactlyInAnyOrder(tuple(bob.namespaceId(), namespaceOfShare()), tuple(namespaceOfShare(), ""));

        bob.patch("/folders/" + below + "/files/" + bobs, Map.of("parentId", bob.top()))
                .expect(200);
        ada.get("/folders/" + below + "/files/" + bobs).expectProblem(404, "not-found");
        assertThat(bob.download(bob.top(), bobs)).isEqualTo(NEWER);
    }

    @Test
    void a_share_inside_of_a_share_is_refused() {
        share("EDITOR");
        var other = ada.folder(ada.top(), "other");
        var offer = Map.of("userEmails", List.of(bob.email()), "role", "VIEWER");

        ada.post("/folders/" + below + "/share", offer).expectProblem(409, "nested-share");
        ada.patch("/folders/" + folder, Map.of("parentId", other)).expect(200);
        ada.post("/folders/" + other + "/share", offer).expectProblem(409, "nested-share");

        var second = ada.folder(ada.top(), "second");
        ada.post("/folders/" + second + "/share", offer).expect(200);
        ada.patch("/folders/" + second, Map.of("parentId", below)).expectProblem(409, "nested-share");
        assertThat(ada.names(second)).isEmpty();
    }

    @Test
    void all_members_hear_of_a_change_and_of_the_end_of_their_rights() {
        shareAndAccept("VIEWER");
        var shared = namespaceOfShare();
        try (var ears = Ears.of(bob)) {
            ears.say("{\"watch\":[\"" + shared + "\"]}");
            ada.folder(below, "news");
            ears.awaitSeq(shared, 1);

            ada.delete("/folders/" + folder + "/members/" + bob.userId()).expect(204);
            assertThat(ears.code()).isEqualTo(SEES_LESS);
        }
        bob.get("/folders/" + below + "/files/" + file + "/pre-signed-url").expectProblem(404, "not-found");
        assertThat(bob.post("/extents", Map.of("files", List.of(Map.of("fileId", file))))
                        .expect(200)
                        .json()
                        .getJsonArray("missing"))
                .hasSize(1);
    }

    @Test
    void to_delete_a_mount_is_to_delete_nothing_that_others_see() {
        shareAndAccept("EDITOR");

        bob.delete("/folders/" + mountOf(bob)).expect(202);

        assertThat(bob.names(bob.top())).isEmpty();
        assertThat(ada.names(below)).containsExactly("file.txt");
    }

    @Test
    void a_mount_stays_in_the_trash_so_that_its_owner_can_still_end_the_share() {
        shareAndAccept("EDITOR");
        ada.delete("/folders/" + folder).expect(202);

        ada.delete("/trash/" + folder).expectProblem(409, "conflict");
        ada.delete("/trash").expect(204);

        ada.post("/trash/" + folder + "/restore", null).expect(200);
        ada.delete("/folders/" + folder + "/share").expect(204);
        assertThat(ada.names(below)).containsExactly("file.txt");
    }

    @Test
    void what_moves_to_another_owner_needs_room_there() {
        var admin = new Administrator(api, cairn().backend());
        shareAndAccept("EDITOR");
        var bobs = bob.upload(bob.top(), "bob.txt", Bytes.fresh(50_000)).getString("fileId");
        admin.limit(ada, Map.of("quotaBytes", 50_000));
        var target = Map.of("parentId", below);

        bob.patch("/folders/" + bob.top() + "/files/" + bobs, target).expectProblem(507, "quota-exceeded");

        assertThat(ada.names(below)).containsExactly("file.txt");
        assertThat(bob.get("/me").expect(200).json().getInt("usedBytes")).isEqualTo(50_000);
        admin.limit(ada, Map.of("quotaBytes", 50_000 + CONTENT.length));
        bob.patch("/folders/" + bob.top() + "/files/" + bobs, target).expect(200);
        assertThat(bob.get("/me").expect(200).json().getInt("usedBytes")).isZero();
        assertThat(ada.get("/me").expect(200).json().getInt("usedBytes")).isEqualTo(50_000 + CONTENT.length);
        UsedBytes.assertRight(cairn().backend());
    }

    @Test
    void who_is_handed_a_folder_needs_room_for_it() {
        var admin = new Administrator(api, cairn().backend());
        shareAndAccept("EDITOR");
        admin.limit(bob, Map.of("quotaBytes", CONTENT.length - 1));
        var member = "/folders/" + folder + "/members/" + bob.userId();

        ada.patch(member, Map.of("role", "OWNER")).expectProblem(507, "quota-exceeded");

        admin.limit(bob, Map.of("quotaBytes", CONTENT.length));
        ada.patch(member, Map.of("role", "OWNER")).expect(200);
        assertThat(ada.get("/me").expect(200).json().getInt("usedBytes")).isZero();
        assertThat(bob.get("/me").expect(200).json().getInt("usedBytes")).isEqualTo(CONTENT.length);
    }

    @Test
    void a_shared_folder_is_rewound_like_any_other_also_to_before_it_was_shared() {
        var moment = Instant.now();
        ada.upload(below, "since.txt", NEWER);
        shareAndAccept("VIEWER");
        ada.delete("/folders/" + below + "/files/" + file).expect(202);
        var rewind = Map.of("to", moment.toString(), "dryRun", false);

        bob.post("/folders/" + below + "/rewind", rewind).expectProblem(403, "forbidden");
        ada.post("/folders/" + folder + "/rewind", rewind).expect(200);

        assertThat(ada.names(below)).containsExactly("file.txt");
        assertThat(bob.download(below, file)).isEqualTo(CONTENT);
    }

    /// Somebody locks what the mail goes into, and then wants what the sharer has locked: the database
    /// undoes the one that has done less.
    @Test
    void who_meets_another_in_the_database_is_told_to_try_again() throws Exception {
        var invitation = Map.of("userEmails", List.of(bob.email()), "role", "VIEWER");
        try (var connection = cairn().backend().connect();
                var statement = connection.createStatement();
                var another = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 50; i++) {
                statement.executeUpdate(
                        "INSERT INTO mail (recipient, subject, plain, html, state, attempts, created_at,"
                                + " due_at, ended_at) VALUES ('x', 'x', '', '', 'SENT', 1, 1, 1, 1)");
            }
            statement.executeQuery("SELECT id FROM mail WHERE state = 'QUEUED' FOR UPDATE");

            var sharing = another.submit(() -> ada.post("/folders/" + folder + "/share", invitation));
            Poll.until(
                    PATIENCE,
                    () -> Rows.texts(
                            cairn().backend(),
                            "SELECT id FROM information_schema.processlist WHERE info LIKE 'INSERT INTO mail %'"),
                    waiting -> !waiting.isEmpty());
            statement.executeQuery("SELECT plain FROM mail FOR UPDATE");
            connection.rollback();

            sharing.get().expectProblem(503, "unavailable");
        }
        ada.post("/folders/" + folder + "/share", invitation).expect(200);
    }

    @Test
    void a_viewer_has_no_side_door() { // O3, O4
        var newest = ada.upload(below, "file.txt", NEWER); // a second version
        shareAndAccept("VIEWER");
        var mount = mountOf(bob);
        var own = bob.folder(bob.top(), "bob's");
        var bobs = bob.upload(own, "bob.txt", CONTENT).getString("fileId");
        var path = "/folders/" + below + "/files/" + newest.getString("fileId");
        var older = ada.get(path + "/versions")
                .expect(200)
                .json()
                .getJsonArray("versions")
                .getJsonObject(1)
                .getString("versionId");

        for (var refused : List.of(
                bob.patch(path, Map.of("fileName", "renamed")),
                bob.patch(path, Map.of("parentId", bob.top())),
                bob.post(path + "/versions/" + older + "/restore", Map.of()),
                bob.delete(path),
                bob.patch("/folders/" + below, Map.of("folderName", "renamed")),
                bob.patch("/folders/" + below, Map.of("parentId", bob.top())),
                bob.delete("/folders/" + below),
                bob.post(
                        "/folders/" + below + "/rewind",
                        Map.of("to", Instant.now().toString(), "dryRun", false)),
                bob.patch("/folders/" + own, Map.of("parentId", below)),
                bob.patch("/folders/" + own + "/files/" + bobs, Map.of("parentId", below)),
                bob.post("/folders/" + own + "/files/" + bobs + "/copy", Map.of("parentId", below)),
                bob.beginSimple(below, "new.txt", CONTENT),
                bob.post(
                        "/folders/" + mount + "/share",
                        Map.of("userEmails", List.of("x@example.org"), "role", "EDITOR")),
                bob.delete("/folders/" + mount + "/members/" + ada.userId()))) {
            refused.expectProblem(403, "forbidden");
        }
        var put = Account.put(below, "file.txt", List.of(CONTENT));
        put.put("nodeId", newest.getString("fileId"));
        bob.post("/commit", Map.of("namespaceId", namespaceOfShare(), "uploads", List.of(), "ops", List.of(put)))
                .expectProblem(403, "forbidden");

        assertThat(ada.names(below)).containsExactly("file.txt");
        assertThat(ada.download(below, newest.getString("fileId"))).isEqualTo(NEWER);
        assertThat(bob.names(own)).containsExactly("bob.txt");
    }

    @Test
    void whoever_comes_first_a_share_is_whole_or_gone() throws Exception { // O7
        share("EDITOR");
        bob.proveAddress(cairn().mailbox());
        var share = offered().getString("shareId");
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (int i = 0; i < 25; i++) {
                answers.add(threads.submit(
                        () -> bob.post("/shares/" + share + "/accept", Map.of()).status()));
                answers.add(threads.submit(() -> bob.delete("/shares/" + share).status()));
                answers.add(threads.submit(() -> ada.delete("/folders/" + folder + "/members/" + bob.userId())
                        .status()));
                answers.add(threads.submit(
                        () -> bob.get("/folders/" + below + "/files").status()));
            }
        }

        for (var answer : answers) {
            assertThat(answer.get()).isIn(200, 204, 404, 409, 503);
        }
        var seen = bob.get("/shares").expect(200).json().getJsonArray("withMe");
        assertThat(bob.names(bob.top())).hasSize(seen.size());
        assertThat(ada.get("/shares").expect(200).json().getJsonArray("byMe")).hasSize(seen.size());
        assertThat(bob.get("/folders/" + below + "/files").status()).isEqualTo(seen.isEmpty() ? 404 : 200);
        ada.delete("/folders/" + folder + "/share").expect(204);
        assertThat(bob.names(bob.top())).isEmpty();
        assertThat(ada.names(below)).containsExactly("file.txt");
    }

    @Test
    void of_many_who_change_the_same_version_one_wins() throws Exception { // O7
        var path = "/folders/" + below + "/files/" + file;
        var base = ada.get(path).expect(200).text("versionId");
        var upload = ada.openUpload();
        var contents = new ArrayList<byte[]>();
        for (int i = 0; i < 10; i++) {
            contents.add(Bytes.fresh(100));
        }
        ada.sendPack(upload, 1, contents);
        var answers = new ArrayList<Future<String>>();
        try (var threads = Executors.newFixedThreadPool(10)) {
            for (var content : contents) {
                var put = Account.put(below, "file.txt", List.of(content));
                put.put("nodeId", file);
                put.put("baseVersionId", base);
                answers.add(
                        threads.submit(() -> ada.commitOne(List.of(upload), put).getString("status")));
            }
        }

        var statuses = new ArrayList<String>();
        for (var answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsOnlyOnce("OK");
        assertThat(statuses).filteredOn("CONFLICT"::equals).hasSize(9);
        assertThat(ada.names(below)).containsExactly("file.txt");
        var versions = ada.get(path + "/versions").expect(200).json().getJsonArray("versions");
        assertThat(versions).as("nothing that was sent is lost").hasSize(11);
        assertThat(versions.getValuesAs(JsonObject.class))
                .filteredOn(version -> version.getBoolean("conflict"))
                .hasSize(9);
    }

    @Test
    void an_address_with_and_one_without_an_account_are_offered_a_share_alike() { // M3
        var stranger = "nobody-" + UUID.randomUUID() + "@example.org";

        var known = offer(bob.email());
        var unknown = offer(stranger);

        assertThat(unknown.status()).isEqualTo(known.status());
        assertThat(unknown.bodyText().replace(stranger, "x"))
                .isEqualTo(known.bodyText().replace(bob.email(), "x"));
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());
        var toBob = cairn().mailbox().await(bob.email(), "shares");
        var toStranger = cairn().mailbox().await(stranger, "shares");
        assertThat(toStranger.plain()).isEqualTo(toBob.plain());
    }

    private Answer offer(String email) {
        return ada.post("/folders/" + folder + "/share", Map.of("userEmails", List.of(email), "role", "VIEWER"));
    }

    @Test
    void nobody_is_buried_in_offers_and_links() { // M4
        var victim = "victim-" + UUID.randomUUID() + "@example.org";

        for (int i = 0; i < 8; i++) {
            var spelled = i % 2 == 0 ? victim : victim.replace("victim", "Victim");
            assertThat(ada.post("/links", Map.of("nodeId", file, "notifyEmails", List.of(spelled)))
                            .status())
                    .isIn(201, 429);
        }

        assertThat(offer(victim).expect(200).bodyText()).contains("OFFERED_WITHOUT_MAIL");
        var posted = "SELECT COUNT(*) FROM mail WHERE LOWER(recipient) = '" + victim + "'";
        Poll.until(
                Duration.ofSeconds(60),
                () -> Rows.texts(cairn().backend(), posted + " AND state <> 'SENT'"),
                List.of("0")::equals);
        assertThat(Rows.texts(cairn().backend(), posted)).containsExactly("5");
    }
}
