package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/// Two people and one folder, from the invitation to its end.
class SharingIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());

    @Test
    void a_folder_is_offered_by_mail_accepted_worked_in_and_taken_away() {
        var ada = Account.signUp(api, "Ada");
        var bob = Account.signUp(api, "Bob");
        bob.proveAddress(cairn().mailbox());
        var folder = ada.folder(ada.top(), "holiday");
        ada.upload(folder, "plan.txt", "the plan".getBytes(StandardCharsets.UTF_8));

        try (var adas = new Browser();
                var bobs = new Browser()) {
            var hers = App.signIn(adas, cairn().base(), ada);
            hers.awaitEntry("holiday");
            hers.select("holiday");
            hers.press("command-share");
            adas.find("#invite-mail input").sendKeys(bob.email());
            adas.find("#invite-message input").sendKeys("see you there");
            adas.find("#invite").click();
            adas.find("#members li", bob.email());
            var letter = cairn().mailbox().await(bob.email(), "holiday");
            assertThat(letter.plain()).contains("see you there");

            App.signIn(bobs, cairn().base(), bob);
            bobs.open(letter.link());
            bobs.find("#offers li", "holiday");
            answer(bobs, "Accept holiday");
            bobs.find("#shared-folders a", "holiday").click();
            bobs.find("#entries .entry-name", "plan.txt");
            ada.folder(folder, "from Ada");
            bobs.find("#entries .entry-name", "from Ada");

            adas.reload();
            adas.find("#entries .entry-name");
            hers.select("holiday");
            hers.press("command-share");
            adas.find("#members li", "Bob");
            adas.find("#members .remove").click();
            adas.await(page ->
                    page.findElements(By.cssSelector("#members .remove")).isEmpty());
            bobs.open(cairn().base().toString());
            bobs.find("#empty");
            assertThat(ada.names(folder)).containsExactly("from Ada/", "plan.txt");
        }
    }

    @Test
    void what_is_declined_is_seen_no_more_and_who_may_only_look_is_told_so() {
        var ada = Account.signUp(api, "Ada");
        var bob = Account.signUp(api, "Bob");
        bob.proveAddress(cairn().mailbox());
        for (var name : List.of("refused", "shown")) {
            var folder = ada.folder(ada.top(), name);
            ada.folder(folder, "inside");
            ada.post("/folders/" + folder + "/share", Map.of("userEmails", List.of(bob.email()), "role", "VIEWER"))
                    .expect(200);
        }

        try (var browser = new Browser()) {
            var app = App.signIn(browser, cairn().base(), bob);
            browser.open(cairn().base() + "/shared");
            answer(browser, "Decline refused");
            answer(browser, "Accept shown");
            browser.find("#shared-folders li", "shown");
            assertThat(browser.driver().findElements(By.cssSelector("#offers li")))
                    .noneMatch(WebElement::isDisplayed);

            browser.open(cairn().base().toString());
            app.awaitEntry("shown");
            assertThat(browser.find("#new-folder").isDisplayed()).isTrue();
            app.open("shown");
            browser.find("#view-only");
            app.select("inside");
            for (var hidden : List.of("new-folder", "upload", "command-rename", "command-move", "command-delete")) {
                assertThat(browser.driver().findElements(By.id(hidden)))
                        .as(hidden)
                        .noneMatch(WebElement::isDisplayed);
            }
            assertThat(browser.find("#command-download").isDisplayed()).isTrue();
            browser.open(cairn().base().toString());
            app.awaitEntry("shown");
            app.select("shown");
            app.press("command-share");
            browser.find("#members li", "Ada");
            assertThat(browser.driver().findElements(By.cssSelector("#members .remove")))
                    .isEmpty();
            browser.find("#share-leave").click();
            browser.find("#confirm").click();
            browser.find("#empty");
        }
    }

    @Test
    void a_file_is_shared_and_its_new_versions_are_seen_at_once() {
        var ada = Account.signUp(api, "Ada");
        var bob = Account.signUp(api, "Bob");
        bob.proveAddress(cairn().mailbox());
        ada.upload(ada.top(), "plan.txt", "the plan".getBytes(StandardCharsets.UTF_8));

        try (var browser = new Browser()) {
            var app = App.signIn(browser, cairn().base(), ada);
            app.awaitEntry("plan.txt");
            app.select("plan.txt");
            app.press("command-share");
            browser.find("#invite-mail input").sendKeys(bob.email());
            browser.find("#invite").click();
            browser.find("#members li", bob.email());
        }
        try (var browser = new Browser()) {
            App.signIn(browser, cairn().base(), bob);
            browser.open(cairn().base() + "/shared");
            answer(browser, "Accept plan.txt");
            browser.find("#shared-folders a", "plan.txt").click();
            browser.find("#details", "8 bytes");
            ada.upload(ada.top(), "plan.txt", "another plan".getBytes(StandardCharsets.UTF_8));
            browser.find("#details", "12 bytes");
        }
    }

    /// Presses a button of a list that may just be read anew.
    private static void answer(Browser browser, String label) {
        var button = By.cssSelector("vaadin-button[aria-label='" + label + "']");
        browser.await(page -> {
            page.findElement(button).click();
            return true;
        });
        // an empty list is hidden as it was: what is in it may still be in the document
        browser.await(page -> page.findElements(button).stream().noneMatch(WebElement::isDisplayed));
    }
}
