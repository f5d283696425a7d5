package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/// What can run is downloaded, or shown as text, and never runs.
class ActiveContentIT extends DeployedCairn {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @ParameterizedTest
    @CsvSource({
        "page.html, text/html, <script>document.title = 'ran'</script>",
        "image.svg, image/svg+xml, <svg xmlns='http://www.w3.org/2000/svg' onload=\"document.title = 'ran'\"/>",
        "page.xhtml, application/xhtml+xml, <html xmlns='http://www.w3.org/1999/xhtml'><script>document.title = 'ran'</script></html>"
    })
    void a_file_with_a_script_does_not_run_it(String name, String type, String text) throws IOException { // D16
        var person = Account.signUp(new Api(cairn().base()), "mallory");
        var content = text.getBytes(StandardCharsets.UTF_8);
        var file = person.upload(person.top(), name, type, content).getString("fileId");
        var url = person.url(person.top(), file).getString("url");

        try (var browser = new Browser()) {
            browser.downloadTo(disk);
            browser.open(cairn().base() + "/sign-in");
            browser.run("window.location = arguments[0]", url);

            var downloaded = browser.await(_ -> Files.exists(disk.resolve(name)) ? disk.resolve(name) : null);
            assertThat(downloaded).hasBinaryContent(content);
            assertThat(browser.driver().getTitle()).isNotEqualTo("ran");
            assertThat(browser.driver().getCurrentUrl()).endsWith("/sign-in");
        }
    }

    @Test
    void in_the_page_a_script_is_text_and_a_sound_has_a_player_for_people_and_for_visitors() throws IOException {
        var page = "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\">";
        var person = Account.signUp(new Api(cairn().base()), "mallory");
        var folder = person.folder(person.top(), "shared");
        person.upload(folder, "page.html", page.getBytes(StandardCharsets.UTF_8));
        person.upload(folder, "silence.wav", silence(Duration.ofSeconds(2)));
        var link = person.post("/links", Map.of("nodeId", folder)).expect(201).json();
        var forLooking = person.post("/links", Map.of("nodeId", folder, "allow", "VIEW"))
                .expect(201)
                .json();

        try (var browser = new Browser()) {
            var app = App.signIn(browser, cairn().base(), person);
            app.open("shared");
            app.open("page.html");
            awaitText(browser, "#details", page);
            app.open("silence.wav");
            awaitSeekable(browser, "#details");
            assertThat(browser.driver().getTitle()).isNotEqualTo("ran");

            browser.open(link.getString("url"));
            browser.find("#shared .look", "page.html").click();
            awaitText(browser, "vaadin-dialog", page);
            browser.find("#preview-close").click();
            browser.find("#shared .look", "silence.wav").click();
            awaitSeekable(browser, "vaadin-dialog");
            assertThat(browser.driver().getTitle()).isNotEqualTo("ran");

            browser.open(forLooking.getString("url"));
            browser.find("#shared .look", "page.html");
            assertThat(browser.driver().findElements(By.cssSelector("#shared .look")))
                    .hasSize(1);
        }
    }

    private static void awaitText(Browser browser, String where, String text) {
        browser.await(_ -> text.equals(
                browser.run("return document.querySelector(arguments[0] + ' cairn-text > pre')?.textContent", where)));
        assertThat(browser.run("return document.querySelectorAll('cairn-text :is(script, img)').length"))
                .isEqualTo(0L);
    }

    private static void awaitSeekable(Browser browser, String where) {
        var player = where + " cairn-player > audio";
        browser.await(_ -> browser.run("return document.querySelector(arguments[0])?.duration === 2", player));
        browser.run("document.querySelector(arguments[0]).currentTime = 1.5", player);
        browser.await(_ -> browser.run(
                "const player = document.querySelector(arguments[0]); return !player.seeking && player.currentTime === 1.5",
                player));
    }

    private static byte[] silence(Duration length) throws IOException {
        var format = new AudioFormat(8000, 8, 1, false, false);
        var samples = new byte[(int) length.toSeconds() * 8000];
        Arrays.fill(samples, (byte) 0x80);
        var sound = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length),
                AudioFileFormat.Type.WAVE,
                sound);
        return sound.toByteArray();
    }
}
