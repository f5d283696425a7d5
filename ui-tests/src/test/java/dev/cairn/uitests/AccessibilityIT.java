package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Promotion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// axe finds nothing of weight on any view.
class AccessibilityIT extends DeployedCairn {

    private static final List<String> OF_WEIGHT = List.of("serious", "critical");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void every_view_can_be_used_by_everybody(String scheme) throws IOException {
        var person = Account.signUp(new Api(cairn().base()), "Ada");
        try (var browser = new Browser("--window-size=1280,900")) {
            browser.preferScheme(scheme);
            browser.open(cairn().base() + "/sign-in");
            browser.find("#submit");
            check(browser, "sign in");

            var app = App.signIn(browser, cairn().base(), person);
            check(browser, "nothing there yet");

            browser.drop(Files.writeString(disk.resolve("note.txt"), "a note"));
            app.transfers().awaitTitle("1 file finished");
            app.awaitEntry("note.txt");
            app.select("note.txt");
            check(browser, "files, one selected, and transfers");

            app.press("command-move");
            browser.find("#folder-tree");
            check(browser, "choosing a folder");
            browser.find("#folder-cancel").click();

            app.open("note.txt");
            browser.find("#details .versions");
            browser.find("#details cairn-text > pre");
            check(browser, "details");
            browser.find("#preview-larger").click();
            browser.find("vaadin-dialog cairn-text > pre");
            check(browser, "a larger view");

            browser.open(cairn().base() + "/search?q=NOTE");
            browser.find("#hits .entry-name", "note.txt");
            check(browser, "search");
            browser.open(cairn().base() + "/search?q=nothing");
            browser.find("#empty");
            check(browser, "nothing found");
            browser.open(cairn().base() + "/recent");
            browser.find("#hits .entry-name", "note.txt");
            check(browser, "recent");

            browser.open(cairn().base().toString());
            app.awaitEntry("note.txt");
            app.select("note.txt");
            app.press("command-delete");
            app.awaitGone("note.txt");
            browser.open(cairn().base() + "/trash");
            browser.find("#trash vaadin-button");
            check(browser, "trash");

            browser.open(cairn().base() + "/storage");
            browser.find("#holdings .figure", "6 bytes");
            check(browser, "storage");

            browser.open(cairn().base() + "/devices");
            browser.find("#devices");
            check(browser, "devices");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void so_can_sharing_by_links_and_what_visitors_see(String scheme) {
        var person = Account.signUp(new Api(cairn().base()), "Ada");
        var folder = person.folder(person.top(), "holiday");
        person.upload(folder, "note.txt", "a note".getBytes(StandardCharsets.UTF_8));
        var password = "open sesame, please";
        var link = person.post("/links", Map.of("nodeId", folder, "password", password))
                .expect(201)
                .json();
        try (var browser = new Browser();
                var elsewhere = new Browser()) {
            browser.preferScheme(scheme);
            var app = App.signIn(browser, cairn().base(), person);
            app.awaitEntry("holiday");
            app.select("holiday");
            app.press("command-share");
            browser.find("#links li");
            check(browser, "sharing");
            browser.find("#invite-mail input").sendKeys("bob@example.org");
            browser.find("#invite").click();
            browser.find("#members li", "bob@example.org");
            check(browser, "sharing with people");
            browser.open(cairn().base() + "/shared");
            browser.find(".empty h2");
            check(browser, "what is shared with one");
            browser.open(cairn().base() + "/links");
            browser.find("#links .revoke");
            check(browser, "links");

            elsewhere.preferScheme(scheme);
            elsewhere.open(link.getString("url"));
            elsewhere.find("#link-password input").sendKeys(password);
            check(elsewhere, "a link with a password");
            elsewhere.find("#submit").click();
            elsewhere.find("#shared", "note.txt");
            check(elsewhere, "what a visitor sees");
            elsewhere.find("#shared .look").click();
            elsewhere.find("vaadin-dialog cairn-text > pre");
            check(elsewhere, "what a visitor looks at");
            person.delete("/links/" + link.getString("linkId")).expect(204);
            elsewhere.reload();
            elsewhere.find("#dead");
            check(elsewhere, "a dead link");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void so_can_what_letters_lead_to(String scheme) {
        var person = Account.signUp(new Api(cairn().base()), "Ada");
        try (var browser = new Browser()) {
            browser.preferScheme(scheme);
            browser.open(cairn().mailbox().await(person.email(), "Confirm").link());
            browser.find("#submit");
            check(browser, "proof of an address");
            new Api(cairn().base())
                    .send("POST", "/auth/reset", Map.of("email", person.email()))
                    .expect(202);
            browser.open(cairn().mailbox()
                    .await(person.email(), "Choose a new password")
                    .link());
            browser.find("#submit");
            check(browser, "a new password");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void so_can_the_console(String scheme) {
        var root = Promotion.administrator(cairn(), "Grace");
        try (var browser = new Browser()) {
            browser.preferScheme(scheme);
            App.signIn(browser, cairn().base(), root);
            for (var view : ConsoleIT.VIEWS) {
                browser.open(cairn().base() + "/" + view);
                browser.find(".admin-page h1");
                check(browser, view);
            }
            browser.open(cairn().base() + "/admin/users/" + root.userId());
            browser.find("#suspend");
            check(browser, "a person");
            browser.find("#delete").click();
            browser.find("#really").click();
            browser.find("#confirm-password");
            check(browser, "the password once more");
            browser.open(cairn().base() + "/files");
            browser.find("#person-menu").click();
            browser.find("#second-factor").click();
            browser.find("#factor-password input").sendKeys(Account.PASSWORD);
            check(browser, "a second factor");
            browser.find("#factor-next").click();
            browser.find(".qr svg");
            check(browser, "what is to be scanned");
        } finally {
            Promotion.undo(cairn());
        }
    }

    private static void check(Browser browser, String view) {
        var found = new AxeBuilder()
                .analyze(browser.driver()).getViolations().stream()
                        .filter(rule -> OF_WEIGHT.contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": "
                                + rule.getNodes().stream()
                                        .map(node -> node.getHtml())
                                        .toList())
                        .toList();
        assertThat(found).as(view).isEmpty();
    }
}
