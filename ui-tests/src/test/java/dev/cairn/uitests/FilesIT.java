package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/// What a person does with files and folders, beside bringing them.
class FilesIT extends DeployedCairn {

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

    @Test
    void folders_are_made_entries_renamed_copied_deleted_and_brought_back() {
        upload("letter.txt", "Dear Sir or Madam");
        var app = App.signIn(browser, cairn().base(), person);

        browser.find("#new-folder").click();
        browser.find("#new-folder-name input").sendKeys("Post");
        browser.find("#new-folder-create").click();
        app.awaitEntry("Post");

        app.select("letter.txt");
        app.press("command-rename");
        app.type(Keys.chord(Keys.CONTROL, "a"), "application.txt", Keys.ENTER);
        app.awaitEntry("application.txt");

        app.select("application.txt");
        app.press("command-copy");
        app.choose("Post");
        app.open("Post");
        app.awaitGone("Post");
        app.awaitEntry("application.txt");
        browser.driver().navigate().back();
        app.awaitEntry("Post");

        app.select("application.txt");
        app.press("command-delete");
        app.awaitGone("application.txt");
        browser.find("vaadin-notification-card vaadin-button", "Undo").click();
        app.awaitEntry("application.txt");

        app.select("application.txt");
        app.press("command-delete");
        app.awaitGone("application.txt");
        browser.open(cairn().base() + "/trash");
        browser.find("#trash vaadin-button").click();
        browser.open(cairn().base().toString());
        app.awaitEntry("application.txt");
        assertThat(app.names()).containsExactly("Post", "application.txt");
    }

    @Test
    void what_is_moved_is_there_and_comes_back_when_it_is_undone() {
        upload("letter.txt", "Dear Sir or Madam");
        var post = person.folder(person.top(), "Post");
        var app = App.signIn(browser, cairn().base(), person);

        app.select("letter.txt");
        app.press("command-move");
        app.choose("Post");
        app.awaitGone("letter.txt");
        assertThat(person.names(post)).containsExactly("letter.txt");

        browser.find("vaadin-notification-card vaadin-button", "Undo").click();
        app.awaitEntry("letter.txt");
        assertThat(person.names(post)).isEmpty();
    }

    @Test
    void the_keyboard_will_do() {
        upload("a.txt", "1");
        upload("b.txt", "2");
        upload("c.txt", "3");
        var app = App.signIn(browser, cairn().base(), person);

        app.select("a.txt");
        app.hit(Keys.F2);
        app.type(Keys.chord(Keys.CONTROL, "a"), "z.txt", Keys.ENTER);
        app.awaitEntry("z.txt");
        app.select("b.txt");
        app.hit(Keys.DELETE);
        app.awaitGone("b.txt");
        app.hit(Keys.ALT, "n");
        app.type("Folder", Keys.ENTER);
        app.awaitEntry("Folder");
        app.select("c.txt");
        app.hit(Keys.ESCAPE);
        browser.await(page -> !page.findElement(By.id("selection")).isDisplayed());
        app.select("c.txt");
        app.hit(Keys.CONTROL, "a");
        browser.find("#selection", "3 selected");
        app.hit(Keys.CONTROL, "k");
        app.type("z.t", Keys.ENTER);
        browser.find("#hits .entry-name", "z.txt");

        assertThat(person.names(person.top())).containsExactly("Folder/", "c.txt", "z.txt");
    }

    @Test
    void what_would_clash_says_so_and_changes_nothing() {
        upload("one.txt", "1");
        upload("two.txt", "2");
        var app = App.signIn(browser, cairn().base(), person);

        app.select("one.txt");
        app.press("command-rename");
        app.type(Keys.chord(Keys.CONTROL, "a"), "TWO.txt", Keys.ENTER);

        assertThat(browser.find("vaadin-notification-card").getText()).contains("TWO.txt");
        app.reload();
        app.awaitEntry("one.txt");
        assertThat(app.names()).containsExactly("one.txt", "two.txt");
    }

    @Test
    void an_older_version_is_listed_and_restored() {
        upload("plan.txt", "first thoughts");
        upload("plan.txt", "second thoughts, which are longer");
        var app = App.signIn(browser, cairn().base(), person);

        app.open("plan.txt");
        browser.find("#details .versions");
        browser.find("#details vaadin-button[aria-label='Restore this version']")
                .click();

        browser.await(_ -> newestSize() == "first thoughts".length());
        browser.await(_ -> browser.find("#details dl").getText().contains("14 bytes"));
    }

    private int newestSize() {
        return person.get("/folders/" + person.top() + "/files")
                .expect(200)
                .json()
                .getJsonArray("files")
                .getJsonObject(0)
                .getJsonObject("metadata")
                .getInt("fileSize");
    }

    @Test
    void a_photo_is_seen_as_a_tile_and_in_the_drawer_and_what_is_none_keeps_its_icon() throws IOException {
        var photo = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB), "png", photo);
        person.upload(person.top(), "photo.png", photo.toByteArray());
        upload("script.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
        var app = App.signIn(browser, cairn().base(), person);

        app.open("photo.png");
        browser.await(_ -> isShown("#details .picture img"));
        browser.find("#shape").click();

        browser.await(_ -> isShown("#tiles .tile:first-of-type .picture img"));
        browser.await(_ -> browser.driver()
                .findElements(By.cssSelector("#tiles .tile:nth-of-type(2) .picture img"))
                .isEmpty());
        browser.find("#tiles .tile:nth-of-type(2) .picture vaadin-icon");
    }

    /// Whether a picture is there and has been drawn.
    private boolean isShown(String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .anyMatch(image -> Integer.parseInt(image.getDomProperty("naturalWidth")) > 0);
    }

    @Test
    void a_folder_goes_back_to_what_it_was_and_that_can_be_undone() {
        var work = person.folder(person.top(), "work");
        person.upload(work, "kept.txt", new byte[1]);
        var lost = person.upload(work, "lost.txt", new byte[1]).getString("fileId");
        var then = nextSecond();
        nextSecond();
        person.delete("/folders/" + work + "/files/" + lost).expect(202);
        person.upload(work, "new.txt", new byte[1]);
        var app = App.signIn(browser, cairn().base(), person);
        app.awaitEntry("work");

        app.openMenu("work");
        browser.find("#command-rewind").click();
        browser.find("#rewind-moment");
        browser.run("""
                const picker = document.querySelector('#rewind-moment');
                picker.value = arguments[0];
                picker.dispatchEvent(new CustomEvent('change', { bubbles: true }));
                """, LocalDateTime.ofInstant(then, ZoneId.systemDefault()).toString());
        browser.find("#rewind-changes li", "lost.txt");
        browser.find("#rewind-changes li", "new.txt");
        browser.find("#rewind").click();

        browser.await(_ -> names(work).equals(Set.of("kept.txt", "lost.txt")));
        browser.find("vaadin-notification-card vaadin-button", "Undo").click();
        browser.await(_ -> names(work).equals(Set.of("kept.txt", "new.txt")));
    }

    /// The beginning of the next second, once it has come.
    private Instant nextSecond() {
        var next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        browser.await(_ -> Instant.now().isAfter(next));
        return next;
    }

    private Set<String> names(String folder) {
        return person.get("/folders/" + folder + "/files").expect(200).json().getJsonArray("files").stream()
                .map(file -> file.asJsonObject().getString("fileName"))
                .collect(Collectors.toSet());
    }

    private void upload(String name, String text) {
        person.upload(person.top(), name, text.getBytes(StandardCharsets.UTF_8));
    }
}
