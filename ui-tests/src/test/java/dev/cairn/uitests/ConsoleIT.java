package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import dev.cairn.testing.Promotion;
import dev.cairn.testing.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/// An administrator's day at the console; everybody else sees nothing of it.
class ConsoleIT extends DeployedCairn {

    static final List<String> VIEWS = List.of(
            "admin",
            "admin/users",
            "admin/devices",
            "admin/links",
            "admin/uploads",
            "admin/storage",
            "admin/jobs",
            "admin/mail",
            "admin/audit",
            "admin/settings");

    private final Api api = new Api(cairn().base());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @AfterEach
    void nobody_administers() {
        Promotion.undo(cairn());
    }

    @Test
    void a_plain_user_sees_nothing_of_the_console() { // A1
        var ada = Account.signUp(api, "Ada");
        try (var browser = new Browser()) {
            App.signIn(browser, cairn().base(), ada);

            assertThat(browser.run("return [...document.querySelectorAll('nav a')].map(a => a.getAttribute('href'))")
                            .toString())
                    .contains("files")
                    .doesNotContain("admin");
            for (var view : VIEWS) {
                browser.open(cairn().base() + "/" + view);
                browser.find("main h1", "Nothing here");
            }
        }
    }

    @Test
    void an_administrator_invites_suspends_and_deletes_people_and_reads_about_it() throws IOException {
        var root = Promotion.administrator(cairn(), "Grace");
        var ada = Account.signUp(api, "Ada");
        var guest = "guest-" + UUID.randomUUID() + "@example.org";
        try (var browser = new Browser()) {
            browser.downloadTo(disk);
            App.signIn(browser, cairn().base(), root);
            browser.find("nav a[href=admin]").click();
            browser.find("#figures .figure");
            assertThat(browser.find("#health").getText()).doesNotContain("Look here");

            browser.find(".admin-nav a[href='admin/users']").click();
            press(browser, "#invite");
            browser.find("#invite-email input").sendKeys(guest);
            browser.find("#invite-name input").sendKeys("Guest");
            press(browser, "#send-invitation");
            browser.find(".admin-page h1", "Guest");
            browser.find(".badge", "Invited");
            cairn().mailbox().await(guest, "Your account");

            browser.open(cairn().base() + "/admin/users?q=" + ada.email());
            browser.find("#users td a", "Ada").click();
            press(browser, "#suspend");
            browser.find("#confirm-password input").sendKeys("a wrong password");
            press(browser, "#confirm");
            browser.find(".problem", "wrong");
            ada.get("/me").expect(200);
            browser.run("document.querySelector('#confirm-password').value = ''");
            browser.find("#confirm-password input").sendKeys(Account.PASSWORD);
            press(browser, "#confirm");
            browser.find(".badge", "Suspended");
            Poll.until(Duration.ofSeconds(20), () -> ada.get("/me").status(), status -> status == 401);

            press(browser, "#delete");
            press(browser, "#really");
            browser.find(".badge", "Deleted after");
            press(browser, "#keep");
            press(browser, "#reinstate");
            browser.await(
                    page -> page.findElements(By.cssSelector(".badge.bad")).isEmpty());
            Account.signIn(api, ada.email(), Account.PASSWORD, "again");

            browser.open(cairn().base() + "/admin/audit?q=" + ada.email());
            browser.find("#audit td", "Suspended somebody");
            press(browser, "#export");
            var csv = browser.await(_ -> Files.exists(disk.resolve("audit.csv")) ? disk.resolve("audit.csv") : null);
            assertThat(csv).content().contains("\"USER_SUSPENDED\",\"" + ada.email() + "\"");
        }
    }

    @Test
    void an_administrator_starts_a_job_sets_limits_and_ends_a_link() {
        var root = Promotion.administrator(cairn(), "Grace");
        var ada = Account.signUp(api, "Ada");
        var file = ada.upload(ada.top(), "shared.txt", new byte[100]).getString("fileId");
        var link = ada.post("/links", Map.of("nodeId", file)).expect(201).json();
        try (var browser = new Browser()) {
            App.signIn(browser, cairn().base(), root);
            browser.open(cairn().base() + "/admin/jobs");
            press(browser, "#dry-run-purge");
            browser.find("#report", "namespaces");
            browser.open(cairn().base() + "/admin/jobs");
            press(browser, "#run-collect");
            browser.find("vaadin-notification-card", "runs soon");

            browser.open(cairn().base() + "/admin/users/" + ada.userId());
            browser.find("#quota input").sendKeys("0.5");
            press(browser, "#save-limits");
            browser.find(".facts dd", "500 MB");
            browser.find("#holdings .figure", "100 bytes");
            assertThat(ada.get("/me").json().getInt("quotaBytes")).isEqualTo(500_000_000);

            browser.open(cairn().base() + "/admin/links?q=" + ada.email());
            press(browser, "#links td vaadin-button");
            press(browser, "#really");
            browser.find("#confirm-password input").sendKeys(Account.PASSWORD);
            press(browser, "#confirm");
            // an empty list is hidden as it was: what is in it may still be in the document
            browser.await(page ->
                    page.findElements(By.cssSelector("#links td")).stream().noneMatch(WebElement::isDisplayed));
            Visitor.opening(api, link, null).expect(404);

            browser.open(cairn().base() + "/admin/storage");
            assertThat(browser.find("#saved .figure").getText()).isNotEmpty();
            browser.find("#encodings td", "As it is");
        }
    }

    /// Clicks once nothing that goes away lies over it.
    private static void press(Browser browser, String css) {
        browser.await(_ -> {
            try {
                browser.find(css).click();
                return true;
            } catch (ElementClickInterceptedException | StaleElementReferenceException _) {
                return false;
            }
        });
    }
}
