package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/// Taking whole folders home, and finding things again.
class FindingIT extends DeployedCairn {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @SuppressWarnings("NullAway.Init")
    private Account person;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeEach
    void sign_up() {
        person = Account.signUp(new Api(cairn().base()), "Ada");
        browser = new Browser();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private void upload(String folder, String name, byte[] content) {
        person.upload(folder, name, content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_folder_with_all_that_is_below_it_is_downloaded_as_a_zip() throws IOException {
        var large = new byte[3_000_000];
        new Random(3).nextBytes(large);
        var folder = person.folder(person.top(), "Été 2026");
        upload(folder, "note.txt", text("a note"));
        upload(person.folder(folder, "inner"), "large.bin", large);
        var app = App.signIn(browser, cairn().base(), person);
        browser.downloadTo(disk);

        app.select("Été 2026");
        app.press("command-download");

        var archive = disk.resolve("Été 2026.zip");
        browser.await(_ -> Files.exists(archive));
        var found = new TreeMap<String, byte[]>();
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().toList()) {
                found.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Été 2026/",
                        new byte[0],
                        "Été 2026/inner/",
                        new byte[0],
                        "Été 2026/note.txt",
                        text("a note"),
                        "Été 2026/inner/large.bin",
                        large));
        assertThat(app.names()).containsExactly("Été 2026");
    }

    @Test
    void a_part_of_a_name_leads_to_the_file_from_anywhere() {
        var inner = person.folder(person.folder(person.top(), "Letters"), "2026");
        upload(inner, "To Grandma.txt", text("Dear Grandma"));
        upload(person.top(), "else.txt", text("else"));
        var app = App.signIn(browser, cairn().base(), person);
        app.awaitEntry("else.txt");

        new Actions(browser.driver()).sendKeys("/").perform();
        app.type("GRANDMA", Keys.ENTER);
        var hit = browser.find("#hits .entry-name", "To Grandma.txt");

        assertThat(browser.driver().getCurrentUrl()).endsWith("/search?q=GRANDMA");
        assertThat(browser.driver().findElements(By.cssSelector("#hits .entry-path")))
                .extracting(WebElement::getText)
                .containsExactly("Letters / 2026");
        hit.click();
        browser.find("#details .versions");
        assertThat(app.names()).containsExactly("To Grandma.txt");

        browser.open(cairn().base() + "/search?q=nothing%20like%20it");
        assertThat(browser.find("#empty h2").getText()).contains("nothing like it");
    }

    @Test
    void the_files_changed_last_come_first() {
        upload(person.top(), "older.txt", text("1"));
        upload(person.folder(person.top(), "Post"), "newer.txt", text("2"));
        App.signIn(browser, cairn().base(), person);

        browser.find("nav a[href='recent']").click();

        browser.find("#hits .entry-name", "newer.txt");
        assertThat(browser.driver().findElements(By.cssSelector("#hits .entry-name")))
                .extracting(WebElement::getText)
                .containsExactly("newer.txt", "older.txt");
    }
}
