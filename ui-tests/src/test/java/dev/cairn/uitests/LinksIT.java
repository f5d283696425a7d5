package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a link that is mailed to one that is dead.
class LinksIT extends DeployedCairn {

    private static final String PASSWORD = "open sesame, please";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @Test
    void a_link_is_mailed_opened_with_its_password_downloaded_from_and_revoked() {
        var ada = Account.signUp(new Api(cairn().base()), "Ada");
        var content = "for your eyes only".getBytes(StandardCharsets.UTF_8);
        ada.upload(ada.top(), "plan.txt", content);
        var friend = "friend-" + UUID.randomUUID() + "@example.org";

        try (var browser = new Browser();
                var elsewhere = new Browser()) {
            var app = App.signIn(browser, cairn().base(), ada);
            app.awaitEntry("plan.txt");
            app.select("plan.txt");
            app.press("command-share");
            browser.find("#share-password input").sendKeys(PASSWORD);
            browser.find("#share-mail input").sendKeys(friend);
            makeLink(browser);
            browser.find("#links li");
            var link = cairn().mailbox().await(friend, "Ada shares").link();

            elsewhere.downloadTo(disk);
            elsewhere.open(link);
            assertThat(elsewhere.find("#link-password").isDisplayed()).isTrue();
            assertThat(elsewhere.driver().getPageSource()).doesNotContain("plan.txt");
            elsewhere.find("#link-password input").sendKeys(PASSWORD);
            elsewhere.find("#submit").click();
            elsewhere.find("h1", "plan.txt");
            elsewhere.find("#download").click();
            var downloaded =
                    elsewhere.await(_ -> Files.exists(disk.resolve("plan.txt")) ? disk.resolve("plan.txt") : null);
            assertThat(downloaded).hasBinaryContent(content);

            browser.open(cairn().base() + "/links");
            browser.find("#links .revoke").click();
            browser.find(".empty h2");

            elsewhere.find("#download").click();
            elsewhere.find("#dead");
            elsewhere.reload();
            elsewhere.find("#dead");
            assertThat(elsewhere.driver().getPageSource()).doesNotContain("plan.txt");
        }
    }

    /// The dialog scrolls below its foot.
    private static void makeLink(Browser browser) {
        browser.run("document.querySelector('#make-link').scrollIntoView({block: 'center'})");
        browser.find("#make-link").click();
    }

    @Test
    void a_visitor_drops_files_for_somebody_and_sees_nothing_of_theirs() throws IOException {
        var ada = Account.signUp(new Api(cairn().base()), "Ada");
        var folder = ada.folder(ada.top(), "for Ada");
        ada.upload(folder, "plan.txt", "Ada's own".getBytes(StandardCharsets.UTF_8));
        var note = "for you".getBytes(StandardCharsets.UTF_8);
        var film = new byte[3_000_000];
        new Random(3).nextBytes(film);

        try (var browser = new Browser();
                var elsewhere = new Browser()) {
            var app = App.signIn(browser, cairn().base(), ada);
            app.awaitEntry("for Ada");
            app.select("for Ada");
            app.press("command-share");
            browser.find("#share-allow").click();
            browser.find("vaadin-select-item", "send files, and see nothing").click();
            browser.await(_ -> !browser.find("#share-most").isDisplayed());
            makeLink(browser);
            browser.find("#links li");
            var link =
                    ada.get("/links").expect(200).json().getJsonArray("links").getJsonObject(0);
            assertThat(link.getString("allow")).isEqualTo("UPLOAD_ONLY");

            elsewhere.open(link.getString("url"));
            elsewhere.find("#choose-files");
            elsewhere.drop(Files.write(disk.resolve("plan.txt"), note), Files.write(disk.resolve("film.bin"), film));
            new Transfers(elsewhere).awaitTitle("2 files finished");

            assertThat(elsewhere.driver().getPageSource()).contains("for Ada").doesNotContain("plan.txt");
        }
        assertThat(ada.names(folder)).containsExactlyInAnyOrder("plan.txt", "plan (2).txt", "film.bin");
        assertThat(contentOf(ada, folder, "plan (2).txt")).isEqualTo(note);
        assertThat(contentOf(ada, folder, "film.bin")).isEqualTo(film);
    }

    private static byte[] contentOf(Account ada, String folder, String name) {
        var files = ada.get("/folders/" + folder + "/files")
                .expect(200)
                .json()
                .getJsonArray("files")
                .getValuesAs(JsonObject.class);
        var file = files.stream()
                .filter(each -> each.getString("fileName").equals(name))
                .findFirst()
                .orElseThrow();
        return ada.download(folder, file.getString("fileId"));
    }

    @Test
    void a_folder_behind_a_link_is_downloaded_in_one_go() {
        var api = new Api(cairn().base());
        var ada = Account.signUp(api, "Ada");
        var folder = ada.folder(ada.top(), "plans");
        ada.upload(folder, "plan.txt", "for your eyes only".getBytes(StandardCharsets.UTF_8));
        var link = ada.post("/links", Map.of("nodeId", folder)).expect(201).json();

        try (var visitor = new Browser()) {
            visitor.downloadTo(disk);
            visitor.open(link.getString("url"));
            visitor.find("#shared li");
            visitor.find("#download-all").click();
            visitor.await(_ -> Files.exists(disk.resolve("plans.zip")) ? disk : null);
        }
    }
}
