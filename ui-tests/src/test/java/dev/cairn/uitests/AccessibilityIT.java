package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            check(browser, "details");

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

            browser.open(cairn().base() + "/devices");
            browser.find("#devices");
            check(browser, "devices");
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
