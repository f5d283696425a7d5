package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/// Cairn opened in a browser that has no line: what is dropped then is kept, and goes up later.
class OfflineIT extends DeployedCairn {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @SuppressWarnings("NullAway.Init")
    private Line line;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @SuppressWarnings("NullAway.Init")
    private Account person;

    @SuppressWarnings("NullAway.Init")
    private App app;

    @BeforeEach
    void sign_in() {
        line = new Line();
        browser = new Browser(line.arguments());
        person = Account.signUp(new Api(cairn().base()), "Ada");
        app = App.signIn(browser, cairn().base(), person);
        browser.runAsync("await navigator.serviceWorker.ready; return true;");
        awaitFolderKept(true);
    }

    @AfterEach
    void close() throws IOException {
        browser.close();
        line.close();
    }

    @Test
    void what_is_dropped_without_a_line_outlives_the_tab_and_goes_up_when_the_line_is_back() throws IOException {
        var letter = Files.writeString(disk.resolve("letter.txt"), "Dear Grace");
        var photos = Files.createDirectory(disk.resolve("Photos"));
        var film = Files.write(photos.resolve("film.bin"), new byte[3_000_000]);
        var mistake = Files.writeString(disk.resolve("mistake.txt"), "not this one");
        line.cut();
        browser.reload();
        browser.find("#into", "go into “My files” once Cairn can be reached");

        browser.drop(letter, photos, mistake);

        browser.find("#kept h2", "3 files wait here, 3.0 MB");
        browser.await(_ -> rows().size() == 3 && rows().stream().noneMatch(row -> row.contains("being copied")));
        assertThat(rows()).anyMatch(row -> row.startsWith("Photos/film.bin\n3.0 MB, since "));
        browser.await(_ -> {
            browser.find("#kept button[aria-label='Remove: mistake.txt']").click();
            return true;
        });
        browser.find("#kept h2", "2 files wait here, 3.0 MB");

        Files.delete(film); // a copy is kept, not the way to the file
        openAnotherTabInItsPlace();
        browser.find("#kept h2", "2 files wait here, 3.0 MB");
        assertThat(rows()).noneMatch(row -> row.contains("mistake"));

        line.mend();

        app.awaitEntry("letter.txt");
        app.awaitEntry("Photos");
        browser.await(_ -> keepsNothing());
        assertThat(person.names(person.top())).containsExactlyInAnyOrder("Photos/", "letter.txt");
        var files =
                person.get("/folders/" + person.top() + "/files").expect(200).json();
        var id = files.getJsonArray("files").getJsonObject(0).getString("fileId");
        assertThat(person.download(person.top(), id)).asString().isEqualTo("Dear Grace");
    }

    @Test
    void what_does_not_fit_is_said_and_who_has_signed_out_leaves_no_names() throws IOException {
        var small = Files.writeString(disk.resolve("small.txt"), "small");
        var large = Files.write(disk.resolve("large.bin"), new byte[9_000_000]);
        line.cut();
        browser.reload();
        browser.find("#into", "My files");
        fillDisk();

        browser.drop(large, small);

        browser.find("#notices p", "“large.bin” (9.0 MB) is not kept: the browser has no room for it.");
        browser.find("#kept h2", "1 file waits here, 5 bytes");

        line.mend();
        browser.reload();
        app.awaitEntry("small.txt");
        browser.find("#person-menu").click();
        browser.find("#sign-out").click();
        browser.find("vaadin-email-field");
        awaitFolderKept(false);
        line.cut();
        browser.reload();
        browser.find("h1", "Cairn cannot be reached");
        browser.drop(small);

        assertThat(browser.find("body").getText()).doesNotContain("small.txt", "My files");
        assertThat(keepsNothing()).isTrue();
    }

    /// As a browser does it that has no room for more than some megabytes; Chromium's own knob for that
    /// does not hold for its database.
    private void fillDisk() {
        browser.run("""
                const put = IDBObjectStore.prototype.put;
                IDBObjectStore.prototype.put = function (value, ...key) {
                    if (value.file?.size > 5_000_000) {
                        throw new DOMException('No room', 'QuotaExceededError');
                    }
                    return put.call(this, value, ...key);
                };
                """);
    }

    /// All at once: the page writes them anew whenever one has changed.
    private List<String> rows() {
        var texts = browser.run("return [...document.querySelectorAll('#kept li')].map(row => row.innerText);");
        return ((List<?>) Objects.requireNonNull(texts))
                .stream().map(String::valueOf).toList();
    }

    /// One that looks on while the first is there, and then takes over what it has kept.
    private void openAnotherTabInItsPlace() {
        var before = browser.driver().getWindowHandle();
        var next = browser.driver().switchTo().newWindow(WindowType.TAB).getWindowHandle();
        browser.open(cairn().base() + "/files");
        browser.find("#waiting", "2 uploads wait here");
        browser.driver().switchTo().window(before).close();
        browser.driver().switchTo().window(next);
    }

    /// Waits until the browser knows whose folder was opened last, or nobody's.
    private void awaitFolderKept(boolean known) {
        browser.await(_ -> Boolean.TRUE.equals(browser.runAsync("""
                const { recall } = await import(new URL('engine/journal/last-folder.js', document.baseURI));
                return (await recall() !== null) === given[0];
                """, known)));
    }

    private boolean keepsNothing() {
        return Boolean.TRUE.equals(browser.runAsync("""
                const { readAll } = await import(new URL('engine/journal/database.js', document.baseURI));
                return (await readAll('kept')).length === 0;
                """));
    }
}
