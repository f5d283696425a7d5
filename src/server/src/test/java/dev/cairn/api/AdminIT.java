package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import dev.cairn.testing.Promotion;
import dev.cairn.testing.Visitor;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// 3.9: what administrators see and do. That nobody else does is in `RoutesIT`.
class AdminIT extends DeployedCairn {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration A_RUN = Duration.ofSeconds(90);

    private final Api api = new Api(cairn().base());

    @BeforeEach
    @AfterEach
    void nobody_else_administers() {
        Promotion.undo(cairn());
    }

    private static Account administrator() {
        return Promotion.administrator(cairn(), "root");
    }

    private static void confirm(Account administrator) {
        administrator
                .post("/admin/confirm", Map.of("password", Account.PASSWORD))
                .expect(204);
    }

    private static String path(Account person) {
        return "/admin/users/" + person.userId();
    }

    private static Answer change(Account by, Account person, Map<String, ?> change) {
        return by.patch(path(person), change);
    }

    private static void assertOut(Account account) {
        Poll.until(PATIENCE, () -> account.get("/me").status(), status -> status == 401);
    }

    private static List<String> acts(Account administrator, String about) {
        return entries(administrator, about)
                .map(entry -> entry.getString("act"))
                .toList();
    }

    private static Stream<JsonObject> entries(Account administrator, String about) {
        return administrator
                .get("/admin/audit?q=" + about)
                .expect(200)
                .json()
                .getJsonArray("entries")
                .getValuesAs(JsonObject.class)
                .stream();
    }

    // ---- who is one

    @Test
    void the_one_time_token_makes_the_first_administrator_and_that_is_written_down() {
        var email = "first-" + UUID.randomUUID() + "@example.org";
        var body = new HashMap<>(Map.of("email", email, "name", "First", "password", Account.PASSWORD));
        body.put("adminToken", cairn().settings().get("cairn.admin-token"));
        api.send("POST", "/auth/sign-up", body).expect(201);

        var first = Account.signIn(api, email, Account.PASSWORD, "console");

        assertThat(acts(first, email)).containsExactly("FIRST_ADMINISTRATOR");
    }

    @Test
    void a_role_that_is_taken_away_is_gone_soon() { // 3.4
        var root = administrator();
        var other = administrator();
        confirm(root);

        change(root, other, Map.of("role", "USER")).expect(200);

        assertOut(other);
        Account.signIn(api, other.email(), Account.PASSWORD, "again")
                .get("/admin/users")
                .expectProblem(403, "forbidden");
    }

    @Test
    void the_last_administrator_stays_one() { // A6
        var root = administrator();
        confirm(root);

        change(root, root, Map.of("role", "USER")).expectProblem(409, "last-administrator");
        change(root, root, Map.of("suspended", true)).expectProblem(409, "last-administrator");
        root.delete(path(root)).expectProblem(409, "last-administrator");

        root.get("/admin/users").expect(200);
        assertThat(acts(root, root.email())).doesNotContain("ROLE_CHANGED", "USER_SUSPENDED", "USER_DISMISSED");
    }

    @Test
    void two_administrators_cannot_take_the_role_from_each_other() throws Exception {
        for (int round = 0; round < 5; round++) {
            Promotion.undo(cairn());
            var one = administrator();
            var other = administrator();
            confirm(one);
            confirm(other);

            var away = Map.of("role", "USER");
            inParallel(() -> change(one, other, away), () -> change(other, one, away));

            assertThat(Rows.texts(cairn().backend(), "SELECT email FROM user WHERE role = 'ADMIN'"))
                    .hasSize(1);
        }
    }

    private static void inParallel(Callable<Answer> one, Callable<Answer> other) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> done : threads.invokeAll(List.of(one, other))) {
                assertThat(done.get().status()).isIn(200, 401, 404, 409, 500, 503);
            }
        }
    }

    // ---- the password once more

    @Test
    void what_is_dangerous_asks_for_the_password_once_more() { // A3
        var root = administrator();
        var ada = Account.signUp(api, "ada");

        for (var answer : List.of(
                change(root, ada, Map.of("role", "ADMIN")),
                change(root, ada, Map.of("suspended", true)),
                root.delete(path(ada)),
                root.get("/admin/audit/csv"))) {
            answer.expectProblem(403, "confirm-password");
        }
        root.post("/admin/confirm", Map.of("password", "a wrong password")).expectProblem(401, "wrong-credentials");
        change(root, ada, Map.of("suspended", true)).expectProblem(403, "confirm-password");
        ada.get("/me").expect(200);

        confirm(root);
        change(root, ada, Map.of("suspended", true)).expect(200);
    }

    @Test
    void the_password_counts_on_one_device_and_for_a_while() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        confirm(root);
        var elsewhere = Account.signIn(api, root.email(), Account.PASSWORD, "elsewhere");

        change(elsewhere, ada, Map.of("suspended", true)).expectProblem(403, "confirm-password");
        change(root, ada, Map.of("suspended", false)).expect(200);
        Rows.update(cairn().backend(), "UPDATE device SET confirmed_until = confirmed_until - 300000000");

        change(root, ada, Map.of("suspended", true)).expectProblem(403, "confirm-password");
    }

    // ---- people

    @Test
    void who_is_suspended_is_out_everywhere_and_loses_nothing() { // A6
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        var file = ada.upload(ada.top(), "kept.txt", Bytes.fresh(100)).getString("fileId");
        var link = ada.post("/links", Map.of("nodeId", file)).expect(201).json();
        Visitor.open(api, link, null);
        confirm(root);

        change(root, ada, Map.of("suspended", true)).expect(200);

        assertOut(ada);
        api.send("POST", "/auth/refresh", Map.of("refreshToken", ada.refreshToken()))
                .expectProblem(401, "signed-out");
        Account.signingIn(api, ada.email(), Account.PASSWORD, "x").expectProblem(403, "forbidden");
        Account.signingIn(api, ada.email(), "a wrong password", "x").expectProblem(401, "wrong-credentials");
        api.send("POST", "/links/open", Map.of("token", Visitor.token(link))).expect(404);

        change(root, ada, Map.of("suspended", false)).expect(200);
        var back = Account.signIn(api, ada.email(), Account.PASSWORD, "x");
        assertThat(back.names(back.top())).containsExactly("kept.txt");
        assertThat(acts(root, ada.email())).containsExactly("USER_REINSTATED", "USER_SUSPENDED");
    }

    @Test
    void who_is_invited_chooses_a_password_and_has_proven_the_address() {
        var root = administrator();
        var email = "guest-" + UUID.randomUUID() + "@example.org";

        var id = root.post("/admin/users", Map.of("email", email, "name", "Guest"))
                .expect(201)
                .text("userId");

        Account.signingIn(api, email, "", "x").expectProblem(401, "wrong-credentials");
        assertThat(root.get("/admin/users/" + id).json().getBoolean("invited")).isTrue();
        var token = cairn().mailbox().await(email, "Your account").token();
        api.send("POST", "/auth/reset/finish", Map.of("token", token, "password", Account.PASSWORD))
                .expect(204);
        var guest = Account.signIn(api, email, Account.PASSWORD, "x");
        assertThat(guest.get("/me").json().getBoolean("emailProven")).isTrue();
        root.post("/admin/users", Map.of("email", email, "name", "Guest")).expectProblem(409, "address-taken");
        assertThat(acts(root, email)).containsExactly("USER_INVITED");
    }

    @Test
    void a_person_has_the_limit_of_devices_that_was_set_for_them() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");

        change(root, ada, Map.of("deviceLimit", 1)).expect(200);
        Account.signingIn(api, ada.email(), Account.PASSWORD, "x").expectProblem(409, "device-limit");

        change(root, ada, Map.of("deviceLimit", 0)).expect(200);
        Account.signingIn(api, ada.email(), Account.PASSWORD, "x").expect(200);
        change(root, ada, Map.of("deviceLimit", -1)).expectProblem(400, "bad-request");
    }

    @Test
    void more_or_less_space_is_given_at_once_but_to_keep_things_shorter_asks_for_the_password() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        var space = Map.of("quotaBytes", 5000);
        var shorter = Map.of("quotaBytes", 5000, "trashDays", 1);

        root.send("PUT", path(ada) + "/limits", space).expect(200);
        root.send("PUT", path(ada) + "/limits", space).expect(200);
        root.send("PUT", path(ada) + "/limits", shorter).expectProblem(403, "confirm-password");
        assertThat(root.get(path(ada) + "/limits").json().containsKey("trashDays"))
                .isFalse();
        confirm(root);
        root.send("PUT", path(ada) + "/limits", shorter).expect(200);

        assertThat(root.get(path(ada)).json().getInt("quotaBytes")).isEqualTo(5000);
        assertThat(entries(root, ada.email()).map(entry -> entry.getString("act") + " " + entry.getString("detail")))
                .satisfiesExactly(
                        last -> assertThat(last).startsWith("LIMITS_CHANGED").contains("trashDays=1"),
                        first -> assertThat(first).startsWith("LIMITS_CHANGED").contains("quotaBytes=5000"));
    }

    @Test
    void a_link_is_ended_by_an_administrator_who_never_sees_what_is_behind_it() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        var secret = "canary " + UUID.randomUUID();
        var file = ada.upload(ada.top(), secret, Bytes.fresh(100)).getString("fileId");
        var link = ada.post("/links", Map.of("nodeId", file)).expect(201).json();
        Visitor.open(api, link, null);

        var seen = root.get("/admin/links?q=" + ada.email()).expect(200);
        var path = "/admin/links/" + link.getString("linkId");
        root.delete(path).expectProblem(403, "confirm-password");
        confirm(root);
        root.delete(path).expect(204);

        assertThat(seen.json().getJsonArray("links").getJsonObject(0).getInt("visits"))
                .isEqualTo(1);
        assertThat(seen.bodyText()).doesNotContain(secret, Visitor.token(link), file);
        api.send("POST", "/links/open", Map.of("token", Visitor.token(link))).expect(404);
        root.delete(path).expectProblem(404, "not-found");
        assertThat(acts(root, ada.email())).containsExactly("LINK_REVOKED");
    }

    // ---- what the server does and holds

    @Test
    void a_job_that_is_started_out_of_turn_is_written_down() {
        var root = administrator();

        root.post("/admin/jobs/no-such-job/run", Map.of()).expectProblem(404, "not-found");
        root.post("/admin/jobs/collect/run", Map.of()).expect(202);

        assertThat(entries(root, root.email())
                        .filter(entry -> entry.getString("act").equals("JOB_STARTED"))
                        .map(entry -> entry.getString("subject")))
                .containsExactly("collect");
    }

    @Test
    void every_job_is_explained() throws IOException {
        var texts = new Properties();
        try (var file = getClass().getResourceAsStream("/vaadin-i18n/translations.properties")) {
            texts.load(file);
        }

        var jobs = administrator().get("/admin/jobs").expect(200).json().getJsonArray("jobs");

        assertThat(jobs)
                .map(job ->
                        "admin.jobs.of." + job.asJsonObject().getString("name").replace(' ', '-'))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(texts).containsKey(key));
    }

    @Test
    void what_was_transferred_is_seen_hour_by_hour() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        long before = transferred(root);

        ada.upload(ada.top(), "file", Bytes.fresh(300_000));

        assertThat(transferred(root) - before).isGreaterThanOrEqualTo(300_000);
    }

    private static long transferred(Account administrator) {
        var hours = administrator.get("/admin/overview").expect(200).json().getJsonArray("transfers");
        assertThat(hours).hasSize(24);
        return hours.stream()
                .mapToLong(hour -> hour.asJsonObject().getJsonNumber("in").longValue())
                .sum();
    }

    @Test
    void the_store_is_no_riddle() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        var before = root.get("/admin/storage").expect(200).json();
        var content = Bytes.fresh(200_000);
        ada.upload(ada.top(), "one", content);
        ada.upload(ada.top(), "same", content);

        var after = root.get("/admin/storage").expect(200).json();

        assertThat(after.getInt("fileBytes") - before.getInt("fileBytes")).isEqualTo(400_000);
        assertThat(after.getJsonNumber("dedupRatio").doubleValue()).isPositive();
        assertThat(after).containsKeys("trashBytes", "versionBytes", "versions");
        assertThat(after.getJsonNumber("compressionRatio").doubleValue()).isPositive();
    }

    @Test
    void compression_is_told_by_stored_form_exactly_and_by_kind_of_file_from_a_sample() {
        var root = administrator();
        root.upload(root.top(), "note.txt", Bytes.fresh(2000));

        var storage = root.get("/admin/storage").expect(200).json();

        var forms = storage.getJsonArray("encodings").getValuesAs(JsonObject.class);
        assertThat(sum(forms, "storedChunkBytes"))
                .isEqualTo(storage.getJsonNumber("storedChunkBytes").longValue());
        assertThat(sum(forms, "chunks"))
                .isEqualTo(storage.getJsonNumber("chunks").longValue());
        var sample = storage.getJsonObject("sample");
        assertThat(sum(sample.getJsonArray("kinds").getValuesAs(JsonObject.class), "files"))
                .isEqualTo(sample.getInt("files"));
    }

    private static long sum(List<JsonObject> items, String member) {
        return items.stream()
                .mapToLong(item -> item.getJsonNumber(member).longValue())
                .sum();
    }

    @Test
    void a_deleted_account_can_be_kept_for_a_while_and_then_its_address_is_free() { // O8
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        var secret = "canary " + UUID.randomUUID();
        ada.upload(ada.folder(ada.top(), secret), secret, secret.getBytes(StandardCharsets.UTF_8));
        confirm(root);

        root.delete(path(ada)).expect(202);
        assertOut(ada);
        root.post(path(ada) + "/keep", Map.of()).expect(204);
        var kept = Account.signIn(api, ada.email(), Account.PASSWORD, "x");
        assertThat(kept.names(kept.top())).containsExactly(secret + "/");

        root.delete(path(ada)).expect(202);
        departsNow(root, ada);
        Poll.until(A_RUN, () -> root.get(path(ada)).status(), status -> status == 404);

        assertThat(Rows.texts(
                        cairn().backend(),
                        "SELECT COUNT(*) FROM node WHERE namespace_id = ? AND parent_id IS NOT NULL"
                                + " AND live = 1 AND name = ? AND kind = 1",
                        Integer.parseUnsignedInt(ada.namespaceId(), 16),
                        secret))
                .containsExactly("0");
        api.send(
                        "POST",
                        "/auth/sign-up",
                        Map.of("email", ada.email(), "name", "Somebody else", "password", Account.PASSWORD))
                .expect(201);
        var somebodyElse = Account.signIn(api, ada.email(), Account.PASSWORD, "x");
        assertThat(somebodyElse.userId()).isNotEqualTo(ada.userId());
        assertThat(somebodyElse.names(somebodyElse.top())).isEmpty();
        assertThat(somebodyElse.get("/trash").bodyText()).doesNotContain(secret);
        assertThat(acts(root, ada.email()))
                .containsExactly("ACCOUNT_CLOSED", "USER_DISMISSED", "USER_KEPT", "USER_DISMISSED");
    }

    @Test
    void the_files_of_a_deleted_account_go_to_whom_an_administrator_says() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        var bob = Account.signUp(api, "bob");
        var small = Bytes.fresh(100);
        var large = List.of(Bytes.fresh(200_000), Bytes.fresh(300_000));
        var plans = ada.folder(ada.top(), "plans");
        ada.upload(plans, "small.txt", small);
        ada.commitOne(List.of(), Account.put(ada.folder(plans, "empty"), "nothing", List.of()));
        var upload = ada.openUpload();
        ada.sendPack(upload, 1, large);
        ada.commitOne(List.of(upload), Account.put(ada.top(), "large.bin", large));
        confirm(root);

        root.delete(path(ada) + "?handOverTo=" + ada.userId()).expectProblem(400, "bad-request");
        root.delete(path(ada) + "?handOverTo=" + bob.userId()).expect(202);
        assertThat(root.get(path(ada)).json().getString("heir")).isEqualTo(bob.email());
        assertThat(bob.names(bob.top())).isEmpty();
        departsNow(root, ada);
        Poll.until(A_RUN, () -> root.get(path(ada)).status(), status -> status == 404);

        var all = folder(bob, bob.top(), "Files of ada");
        assertThat(bob.names(all)).containsExactlyInAnyOrder("plans/", "large.bin");
        assertThat(bob.download(all, file(bob, all, "large.bin"))).isEqualTo(Account.join(large));
        var theirs = folder(bob, all, "plans");
        assertThat(bob.download(theirs, file(bob, theirs, "small.txt"))).isEqualTo(small);
        assertThat(bob.names(folder(bob, theirs, "empty"))).containsExactly("nothing");
        assertThat(acts(root, ada.email())).containsExactly("ACCOUNT_CLOSED", "FILES_HANDED_OVER", "USER_DISMISSED");
        assertThat(entries(root, bob.email()).map(entry -> entry.getString("detail")))
                .anyMatch(detail -> detail.startsWith("3 files to"));
    }

    @Test
    void an_account_whose_heir_cannot_take_the_files_is_not_closed() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        var bob = Account.signUp(api, "bob");
        ada.upload(ada.top(), "kept", Bytes.fresh(5000));
        confirm(root);
        root.send("PUT", path(bob) + "/limits", Map.of("quotaBytes", 1000)).expect(200);
        root.delete(path(ada) + "?handOverTo=" + bob.userId()).expect(202);
        departsNow(root, ada);

        Poll.until(A_RUN, () -> closing(root).getBoolean("failed"), failed -> failed);

        root.get(path(ada)).expect(200);
        root.send("PUT", path(bob) + "/limits", Map.of()).expect(200);
        closeAccounts(root);
        Poll.until(A_RUN, () -> root.get(path(ada)).status(), status -> status == 404);
        assertThat(bob.names(folder(bob, bob.top(), "Files of ada"))).containsExactly("kept");
        Poll.until(A_RUN, () -> closing(root).getBoolean("failed"), failed -> !failed);
    }

    private static void departsNow(Account administrator, Account account) {
        Rows.update(cairn().backend(), "UPDATE user SET delete_after = 1 WHERE email = ?", account.email());
        closeAccounts(administrator);
    }

    /// Not to wait for its turn.
    private static void closeAccounts(Account administrator) {
        administrator.post("/admin/jobs/close%20accounts/run", Map.of()).expect(202);
    }

    private static JsonObject closing(Account administrator) {
        return administrator
                .get("/admin/jobs")
                .expect(200)
                .json()
                .getJsonArray("jobs")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(job -> job.getString("name").equals("close accounts"))
                .findFirst()
                .orElseThrow();
    }

    private static String folder(Account account, String parent, String name) {
        return item(account, parent, "folders", name).getString("folderId");
    }

    private static String file(Account account, String parent, String name) {
        return item(account, parent, "files", name).getString("fileId");
    }

    private static JsonObject item(Account account, String parent, String kind, String name) {
        return account.get("/folders/" + parent + "/files").expect(200).json().getJsonArray(kind).stream()
                .map(JsonObject.class::cast)
                .filter(item -> item.getString(kind.equals("files") ? "fileName" : "folderName")
                        .equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everybody_is_on_one_page_of_the_list() {
        var root = administrator();
        var mark = UUID.randomUUID().toString();
        var invited = Stream.of("c", "a", "e", "b", "d")
                .map(name -> name + "-" + mark + "@example.org")
                .peek(email -> root.post("/admin/users", Map.of("email", email, "name", "N"))
                        .expect(201))
                .sorted()
                .toList();

        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = root.get("/admin/users?limit=2&q=" + mark + cursor)
                    .expect(200)
                    .json();
            page.getJsonArray("users").getValuesAs(JsonObject.class).forEach(user -> seen.add(user.getString("email")));
            cursor = page.isNull("nextCursor") ? "" : "&nextCursor=" + page.getString("nextCursor");
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(invited);
        root.get("/admin/users?nextCursor=AAAA").expectProblem(400, "bad-request");
        assertThat(root.get("/admin/users?q=%25").json().getJsonArray("users")).isEmpty();
    }

    @Test
    void anybodys_device_can_be_signed_out() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");

        var devices = root.get("/admin/devices?userId=" + ada.userId())
                .expect(200)
                .json()
                .getJsonArray("devices")
                .getValuesAs(JsonObject.class);
        assertThat(devices).extracting(each -> each.getString("deviceId")).containsExactly(ada.deviceId());
        root.delete("/admin/devices/" + ada.deviceId()).expect(204);

        assertOut(ada);
        assertThat(acts(root, ada.email())).containsExactly("DEVICE_REVOKED");
    }

    // ---- the log

    @Test
    void the_log_cannot_be_changed_not_even_in_the_database() { // A5
        var root = administrator();
        confirm(root);

        for (var sql : List.of("UPDATE audit SET email = 'x'", "DELETE FROM audit")) {
            assertThatThrownBy(() -> Rows.update(cairn().backend(), sql))
                    .hasStackTraceContaining("the audit log is append-only");
        }
        assertThat(acts(root, root.email())).containsExactly("PASSWORD_CONFIRMED");
    }

    @Test
    void the_log_is_exported_as_a_table_that_no_spreadsheet_runs() { // A8
        var root = administrator();
        var formula = "+" + UUID.randomUUID() + "@example.org";
        root.post("/admin/users", Map.of("email", formula, "name", "N")).expect(201);
        confirm(root);

        var csv = root.get("/admin/audit/csv?q=" + formula.substring(1, 30), "Accept", "text/csv")
                .expect(200);

        assertThat(csv.header("Content-Disposition")).startsWith("attachment");
        var lines = csv.bodyText().split("\r\n");
        assertThat(lines[0])
                .isEqualTo("\"entry\",\"at\",\"userId\",\"email\",\"address\",\"act\",\"subject\",\"detail\"");
        assertThat(csv.bodyText())
                .contains("\"" + root.userId() + "\",\"" + root.email() + "\",\"127.0.0.1\",\"USER_INVITED\",\"'"
                        + formula + "\",");
        assertThat(acts(root, root.email())).contains("AUDIT_EXPORTED");
    }

    // ---- what is going on

    @Test
    void the_overview_counts_and_everything_answers() {
        var root = administrator();
        root.upload(root.top(), "file", Bytes.fresh(1000));

        var now = root.get("/admin/overview").expect(200).json();

        assertThat(now.getInt("users")).isPositive();
        assertThat(now.getInt("devicesOnline")).isPositive();
        assertThat(now.getJsonObject("database").getBoolean("up")).isTrue();
        assertThat(now.getJsonObject("store").getBoolean("up")).isTrue();
        assertThat(now.getJsonObject("mail").getString("way")).isEqualTo("SERVER");
    }

    @Test
    void uploads_under_way_are_listed_without_the_names_of_files() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        var name = "canary " + UUID.randomUUID();
        Api.guard(name, ada.userId());
        ada.beginSimple(ada.top(), name, Bytes.fresh(1000)).expect(201);

        var uploads = root.get("/admin/uploads?limit=1000")
                .expect(200)
                .json()
                .getJsonArray("uploads")
                .getValuesAs(JsonObject.class);

        assertThat(uploads)
                .filteredOn(each -> each.getString("userId").equals(ada.userId()))
                .singleElement()
                .satisfies(upload -> assertThat(upload.getInt("storedBytes")).isZero());
    }

    @Test
    void mails_are_listed_without_what_is_in_them() {
        var root = administrator();
        var ada = Account.signUp(api, "ada");
        var token = cairn().mailbox().await(ada.email(), "Confirm").token();

        var answer = Poll.until(
                Duration.ofSeconds(10),
                () -> root.get("/admin/mail?q=" + ada.email()).expect(200),
                mails -> mails.bodyText().contains("SENT"));

        assertThat(answer.json().getJsonArray("mails")).hasSize(1);
        assertThat(answer.bodyText()).contains("Confirm").doesNotContain(token);
    }

    @Test
    void settings_are_listed_with_where_they_come_from_and_without_secrets() {
        var root = administrator();

        var answer = root.get("/admin/settings").expect(200);

        var byName = new HashMap<String, JsonObject>();
        answer.json()
                .getJsonArray("settings")
                .getValuesAs(JsonObject.class)
                .forEach(setting -> byName.put(setting.getString("name"), setting));
        assertThat(byName.get("cairn.base-url").getString("value"))
                .isEqualTo(cairn().base().toString());
        assertThat(byName.get("cairn.base-url").getString("origin")).isEqualTo("SYSTEM_PROPERTY");
        assertThat(byName.get("cairn.upload.life").getString("origin")).isEqualTo("DEFAULT");
        assertThat(byName.get("cairn.upload.life").getString("meaning")).isNotBlank();
        assertThat(byName.get("cairn.secret").getBoolean("present")).isTrue();
        cairn().settings().forEach((name, value) -> {
            if (name.matches(".*(secret|key|token).*")) {
                assertThat(answer.bodyText()).as(name).doesNotContain(value);
            }
        });
    }

    @Test
    void an_invitation_is_used_once_within_a_week_and_not_by_who_only_opens_it() { // M5
        var root = administrator();
        var email = "guest-" + UUID.randomUUID() + "@example.org";
        root.post("/admin/users", Map.of("email", email, "name", "Guest")).expect(201);
        var mail = cairn().mailbox().await(email, "Your account");
        var accept = Map.of("token", mail.token(), "password", Account.PASSWORD);

        for (var method : List.of("HEAD", "GET", "GET")) { // as scanners of mail do
            api.fetch("nobody", method, mail.link(), Map.of(), null).expect(200);
        }
        assertThat(daysLeft(email)).isBetween(6L, 7L);
        api.send("POST", "/auth/reset/finish", accept).expect(204);

        api.send("POST", "/auth/reset/finish", Map.of("token", mail.token(), "password", "another long password"))
                .expectProblem(400, "bad-request");
        Account.signIn(api, email, Account.PASSWORD, "x");
    }

    @Test
    void an_invitation_that_is_over_opens_nothing() { // M5
        var root = administrator();
        var email = "guest-" + UUID.randomUUID() + "@example.org";
        root.post("/admin/users", Map.of("email", email, "name", "Guest")).expect(201);
        var token = cairn().mailbox().await(email, "Your account").token();
        Rows.update(
                cairn().backend(),
                "UPDATE mailed_token SET expires_at = expires_at - ?"
                        + " WHERE user_id = (SELECT id FROM user WHERE email = ?)",
                Duration.ofDays(7).toNanos() / 1000,
                email);

        api.send("POST", "/auth/reset/finish", Map.of("token", token, "password", Account.PASSWORD))
                .expectProblem(400, "bad-request");

        Account.signingIn(api, email, Account.PASSWORD, "x").expectProblem(401, "wrong-credentials");
    }

    private static long daysLeft(String email) {
        var micros = Rows.texts(
                        cairn().backend(),
                        "SELECT expires_at FROM mailed_token WHERE user_id = (SELECT id FROM user WHERE email = ?)",
                        email)
                .getFirst();
        return Duration.between(Instant.now(), Instant.EPOCH.plusNanos(Long.parseLong(micros) * 1000))
                .toDays();
    }
}
