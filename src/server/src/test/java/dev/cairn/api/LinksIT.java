package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Visitor;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinksIT extends DeployedCairn {

    private static final String PASSWORD = "open sesame, please";
    private static final byte[] CONTENT = "what is shared".getBytes(StandardCharsets.UTF_8);

    private final Api api = new Api(cairn().base());
    private Account ada;
    private String folder;
    private String below;
    private String file;

    @BeforeEach
    void upload() {
        ada = Account.signUp(api, "ada");
        folder = ada.folder(ada.top(), "shared");
        below = ada.folder(folder, "below");
        file = ada.upload(below, "file.txt", CONTENT).getString("fileId");
    }

    private JsonObject link(Map<String, ?> terms) {
        return ada.post("/links", terms).expect(201).json();
    }

    private JsonObject link(String node) {
        return link(Map.of("nodeId", node));
    }

    private static void assertDead(Api api, JsonObject link, Visitor visitor, String file) {
        Visitor.opening(api, link, null).expectProblem(404, "not-found");
        visitor.get("/links/visit").expectProblem(404, "not-found");
        visitor.url(file).expectProblem(404, "not-found");
    }

    @Test
    void a_visitor_lists_and_downloads_what_is_below_the_link() {
        var visitor = Visitor.open(api, link(folder), null);

        var top = visitor.get("/links/visit/folders/" + folder + "/files")
                .expect(200)
                .json();
        var files = visitor.get("/links/visit/folders/" + below + "/files")
                .expect(200)
                .json();
        var url = visitor.url(file).expect(200).json();

        assertThat(visitor.link().getString("name")).isEqualTo("shared");
        assertThat(top.getJsonArray("folders").getJsonObject(0).getString("folderName"))
                .isEqualTo("below");
        assertThat(files.getJsonArray("files").getJsonObject(0).getString("fileName"))
                .isEqualTo("file.txt");
        assertThat(visitor.fetch(url).expect(200).body()).isEqualTo(CONTENT);
        visitor.get("/links/visit/files/" + file + "/manifest").expect(200);
        var extents = visitor.send("POST", "/links/visit/extents", Map.of("files", List.of(Map.of("fileId", file))));
        assertThat(extents.expect(200).json().getJsonArray("extents")).hasSize(1);
    }

    @Test
    void a_folder_comes_as_one_zip() throws IOException {
        var link = link(Map.of("nodeId", folder, "maxDownloads", 1));
        var visitor = Visitor.open(api, link, null);

        var archive = archive(visitor, folder).expect(200).json();

        assertThat(archive.getString("fileName")).isEqualTo("shared.zip");
        assertThat(unzipped(visitor.fetch(archive).expect(200).body()))
                .containsExactly(Map.entry("shared/below/file.txt", new String(CONTENT, StandardCharsets.UTF_8)));
        archive(visitor, folder).expectProblem(404, "not-found");
        ada.delete("/links/" + link.getString("linkId")).expect(204);
        visitor.fetch(archive).expect(404);
    }

    @Test
    void what_others_share_with_the_links_maker_is_not_the_makers_to_publish() throws IOException {
        var bob = Account.signUp(api, "bob");
        ada.proveAddress(cairn().mailbox());
        var bobs = bob.folder(bob.top(), "bob's");
        var secret = bob.upload(bobs, "secret.txt", CONTENT).getString("fileId");
        bob.post("/folders/" + bobs + "/share", Map.of("userEmails", List.of(ada.email()), "role", "EDITOR"))
                .expect(200);
        var share = ada.get("/shares").expect(200).json().getJsonArray("withMe").getJsonObject(0);
        ada.post("/shares/" + share.getString("shareId") + "/accept", null).expect(204);
        var mount = ada
                .get("/folders/" + ada.top() + "/files")
                .expect(200)
                .json()
                .getJsonArray("folders")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(each -> each.getString("folderName").equals("bob's"))
                .findFirst()
                .orElseThrow()
                .getString("folderId");
        ada.patch("/folders/" + mount, Map.of("parentId", folder)).expect(200);
        assertThat(ada.names(folder)).contains("bob's/");

        var visitor = Visitor.open(api, link(Map.of("nodeId", folder)), null);

        visitor.url(secret).expectProblem(404, "not-found");
        assertThat(unzipped(visitor.fetch(archive(visitor, folder).expect(200).json())
                        .expect(200)
                        .body()))
                .containsOnlyKeys("shared/below/file.txt");
    }

    private static Answer archive(Visitor visitor, String node) {
        return visitor.send("POST", "/links/visit/archives", Map.of("nodeIds", List.of(node)));
    }

    private static Map<String, String> unzipped(byte[] archive) throws IOException {
        var files = new TreeMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }

    @Test
    void visits_and_downloads_are_counted() {
        var link = link(file);
        var visitor = Visitor.open(api, link, null);
        Visitor.open(api, link, null);
        visitor.url(file).expect(200);

        var listed = ada.get("/links").expect(200).json().getJsonArray("links").getJsonObject(0);

        assertThat(listed.getInt("visits")).isEqualTo(2);
        assertThat(listed.getInt("downloads")).isEqualTo(1);
        assertThat(listed.getString("url")).isEqualTo(link.getString("url"));
    }

    @Test
    void tokens_have_192_bits_do_not_repeat_and_are_nowhere_in_the_database() { // S1
        var tokens = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            tokens.add(Visitor.token(link(file)));
        }

        assertThat(tokens).hasSize(100).allMatch(token -> token.matches("[A-Za-z0-9_-]{32}"));
        var token = tokens.iterator().next();
        assertThat(Rows.texts(
                        cairn().backend(),
                        "SELECT COUNT(*) FROM link WHERE token_hash = ? OR seed = ? OR INSTR(seed, ?) > 0",
                        token,
                        token,
                        token))
                .containsExactly("0");
    }

    @Test
    void before_the_password_there_is_nothing() { // S3
        var link = link(Map.of("nodeId", folder, "password", PASSWORD));

        var none = Visitor.opening(api, link, null).expectProblem(401, "link-password");
        var wrong = Visitor.opening(api, link, "not the password").expectProblem(401, "link-password");

        assertThat(none.bodyText() + wrong.bodyText()).doesNotContain("shared", folder, "ada");
        var page = api.fetch("nobody", "GET", link.getString("url"), Map.of(), null);
        assertThat(page.bodyText()).doesNotContain("shared", "file.txt", folder);
        assertThat(Visitor.open(api, link, PASSWORD).link().getString("name")).isEqualTo("shared");
    }

    @Test
    void a_password_that_cannot_be_one_leaves_no_open_link() { // S3
        ada.post("/links", Map.of("nodeId", file, "password", "short")).expectProblem(400, "bad-request");
        ada.post("/links", Map.of("nodeId", file, "password", "")).expectProblem(400, "bad-request");
        assertThat(ada.get("/links").json().getJsonArray("links")).isEmpty();

        var link = link(Map.of("nodeId", file, "password", PASSWORD));
        ada.patch("/links/" + link.getString("linkId"), Map.of("password", "short"))
                .expectProblem(400, "bad-request");
        Visitor.opening(api, link, null).expectProblem(401, "link-password");
    }

    @Test
    void a_new_password_ends_visits_under_way() {
        var link = link(file);
        var visitor = Visitor.open(api, link, null);

        ada.patch("/links/" + link.getString("linkId"), Map.of("password", PASSWORD))
                .expect(200);

        visitor.url(file).expectProblem(404, "not-found");
        Visitor.open(api, link, PASSWORD).url(file).expect(200);
    }

    @Test
    void a_revoked_link_is_dead_at_once_content_included() { // S4
        var empty = ada.upload(below, "empty", new byte[0]).getString("fileId"); // served by the content endpoint
        var link = link(folder);
        var visitor = Visitor.open(api, link, null);
        var url = visitor.url(empty).expect(200).json();
        assertThat(url.getString("url")).contains("/s/content/");
        visitor.fetch(url).expect(200);

        ada.delete("/links/" + link.getString("linkId")).expect(204);

        assertDead(api, link, visitor, file);
        visitor.fetch(url).expect(404);
    }

    @Test
    void a_link_ends_when_its_time_comes() { // S4
        ada.post(
                        "/links",
                        Map.of(
                                "nodeId",
                                file,
                                "expiresAt",
                                Instant.now().minusSeconds(1).toString()))
                .expectProblem(400, "bad-request");
        var link = link(Map.of(
                "nodeId", file, "expiresAt", Instant.now().plusSeconds(600).toString()));
        var visitor = Visitor.open(api, link, null);

        Rows.update(
                cairn().backend(),
                "UPDATE link SET expires_at = ? WHERE created_at > 0 AND token_hash = UNHEX(SHA2(?, 256))",
                micros(Instant.now()),
                Visitor.token(link));

        assertDead(api, link, visitor, file);
    }

    private static long micros(Instant moment) {
        return Duration.between(Instant.EPOCH, moment).toNanos() / 1000;
    }

    @Test
    void a_link_ends_with_its_downloads() {
        var link = link(Map.of("nodeId", file, "maxDownloads", 2));
        var visitor = Visitor.open(api, link, null);
        visitor.url(file).expect(200);
        visitor.url(file).expect(200);

        visitor.url(file).expectProblem(404, "not-found");
        Visitor.opening(api, link, null).expectProblem(404, "not-found");
    }

    @Test
    void a_link_for_looking_gives_no_content() {
        var visitor = Visitor.open(api, link(Map.of("nodeId", folder, "allow", "VIEW")), null);

        visitor.get("/links/visit/folders/" + below + "/files").expect(200);
        visitor.url(file).expectProblem(403, "forbidden");
        visitor.get("/links/visit/files/" + file + "/manifest").expectProblem(403, "forbidden");
        visitor.send("POST", "/links/visit/extents", Map.of("files", List.of(Map.of("fileId", file))))
                .expectProblem(403, "forbidden");
        archive(visitor, folder).expectProblem(403, "forbidden");
    }

    @Test
    void nothing_outside_of_the_link_can_be_had() { // S5
        var canary = "canary " + UUID.randomUUID();
        Api.guard(canary, ada.userId());
        var beside = ada.folder(ada.top(), canary);
        var secret = ada.upload(beside, canary, canary.getBytes(StandardCharsets.UTF_8));
        var secretFile = secret.getString("fileId");
        var visitor = Visitor.open(api, link(folder), null);

        for (var each : List.of(ada.top(), beside, secretFile)) {
            visitor.get("/links/visit/folders/" + each + "/files").expectProblem(404, "not-found");
            visitor.url(each).expectProblem(404, "not-found");
            visitor.get("/links/visit/files/" + each + "/manifest").expectProblem(404, "not-found");
            visitor.send("POST", "/links/visit/extents", Map.of("files", List.of(Map.of("fileId", each))))
                    .expectProblem(404, "not-found");
            archive(visitor, each).expectProblem(404, "not-found");
        }
        var version = Map.of("fileId", file, "versionId", secret.getString("versionId"));
        visitor.send("POST", "/links/visit/extents", Map.of("files", List.of(version)))
                .expectProblem(400, "bad-request");
        var url = visitor.url(ada.upload(below, "empty", new byte[0]).getString("fileId"))
                .expect(200)
                .text("url");
        var foreign = url.replaceFirst("/s/content/[^/]+", "/s/content/" + secret.getString("versionId"));
        api.fetch("a visitor", "GET", foreign, Map.of(), null).expect(404);
        api.fetch("a visitor", "GET", foreign.replace("/s/content/", "/content/"), Map.of(), null)
                .expect(404);
    }

    @Test
    void a_visit_is_worth_nothing_on_the_routes_of_people_nor_theirs_for_a_visit() { // S5
        var visitor = Visitor.open(api, link(folder), null);

        for (var path : List.of(
                "/me",
                "/folders/" + folder,
                "/folders/" + folder + "/files",
                "/changes",
                "/trash",
                "/links",
                "/devices",
                "/changes/latest-cursor")) {
            visitor.get(path).expectProblem(401, "signed-out");
        }
        ada.get("/links/visit").expectProblem(401, "signed-out");
    }

    @Test
    void what_is_moved_out_or_deleted_is_out_of_the_link() {
        var visitor = Visitor.open(api, link(folder), null);

        ada.patch("/folders/" + below, Map.of("parentId", ada.top())).expect(200);
        visitor.url(file).expectProblem(404, "not-found");
        ada.patch("/folders/" + below, Map.of("parentId", folder)).expect(200);
        visitor.url(file).expect(200);
        ada.delete("/folders/" + folder).expect(202);

        visitor.url(file).expectProblem(404, "not-found");
        visitor.get("/links/visit").expectProblem(404, "not-found");
    }

    @Test
    void nobody_learns_of_a_link_by_the_way() { // S6
        var link = link(file);

        var page = api.fetch("nobody", "GET", link.getString("url"), Map.of(), null)
                .expect(200);
        var opened = Visitor.opening(api, link, null).expect(200);

        for (var answer : List.of(page, opened)) {
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("X-Robots-Tag")).contains("noindex");
            assertThat(answer.header("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void a_link_comes_by_mail_with_the_configured_address_and_every_name_as_text() { // M1, M2
        var name = "<b>a\"b.txt";
        var odd = ada.upload(ada.top(), name, CONTENT).getString("fileId");
        var friend = "friend-" + UUID.randomUUID() + "@example.org";

        var link = link(Map.of("nodeId", odd, "notifyEmails", List.of(friend)));

        var mail = cairn().mailbox().await(friend, "shares");
        assertThat(mail.link()).isEqualTo(link.getString("url")).startsWith(cairn().base() + "/s/");
        assertThat(mail.recipients()).containsExactly(friend);
        assertThat(mail.subject()).contains(name);
        assertThat(mail.html()).doesNotContain("<b>");
        for (var bad : List.of("v@x.org\r\nBcc: z@x.org", "v@x.org, z@x.org", "\"a\r\nDATA\"@x.org")) {
            ada.post("/links", Map.of("nodeId", odd, "notifyEmails", List.of(bad)))
                    .expectProblem(400, "bad-request");
        }
    }

    @Test
    void all_that_one_has_is_not_shared_by_a_link() {
        ada.post("/links", Map.of("nodeId", ada.top())).expectProblem(400, "bad-request");
    }

    @Test
    void what_was_given_out_before_the_end_is_worth_nothing_after_it() { // S4
        var empty = ada.upload(below, "empty", new byte[0]).getString("fileId"); // served by the content endpoint
        var link = link(Map.of(
                "nodeId", folder, "expiresAt", Instant.now().plusSeconds(600).toString()));
        var visitor = Visitor.open(api, link, null);
        var url = visitor.url(empty).expect(200).json();
        var zip = archive(visitor, folder).expect(200).json();
        visitor.fetch(url).expect(200);

        Rows.update(
                cairn().backend(),
                "UPDATE link SET expires_at = ? WHERE created_at > 0 AND token_hash = UNHEX(SHA2(?, 256))",
                micros(Instant.now()),
                Visitor.token(link));

        visitor.fetch(url).expect(404);
        visitor.fetch(zip).expect(404);
        visitor.send("POST", "/links/visit/renew", null).expectProblem(404, "not-found");
    }

    @Test
    void names_that_begin_alike_are_not_below_each_other() { // O9
        var a = ada.folder(ada.top(), "a");
        var ab = ada.folder(ada.top(), "ab");
        var aBelow = ada.folder(a, "b");
        var inAb = ada.upload(ab, "in ab", CONTENT).getString("fileId");
        var inBelow = ada.upload(aBelow, "in a b", CONTENT).getString("fileId");
        var links = Map.of(a, link(a), ab, link(ab), aBelow, link(aBelow));
        Visitor.open(api, links.get(a), null).url(inAb).expectProblem(404, "not-found");
        Visitor.open(api, links.get(a), null).url(inBelow).expect(200);
        Visitor.open(api, links.get(ab), null).url(inBelow).expectProblem(404, "not-found");

        ada.delete("/folders/" + a).expect(202);

        Visitor.opening(api, links.get(a), null).expectProblem(404, "not-found");
        Visitor.opening(api, links.get(aBelow), null).expectProblem(404, "not-found");
        Visitor.open(api, links.get(ab), null).url(inAb).expect(200);
        assertThat(ada.names(ab)).containsExactly("in ab");
    }
}
