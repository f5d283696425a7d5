package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
            browser.find("#make-link").click();
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
