package dev.cairn.uitests;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main road: real files dropped into a real browser, interrupted, and read again.
class TransfersIT extends DeployedCairn {

    private static final int MIB = 1 << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @SuppressWarnings("NullAway.Init")
    private Account person;

    @SuppressWarnings("NullAway.Init")
    private App app;

    @BeforeEach
    void sign_in() {
        browser = new Browser();
        person = Account.signUp(new Api(cairn().base()), "Ada");
        app = App.signIn(browser, cairn().base(), person);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void a_large_file_survives_a_pause_and_a_reload_and_comes_back_equal() throws Exception {
        var file = noise("large.bin", 300);
        var transfers = app.transfers();

        browser.drop(file);
        transfers.awaitPercent(5);
        transfers.press("Pause:");
        transfers.awaitLine(line -> line.startsWith("paused"));
        transfers.press("Resume:");
        transfers.awaitPercent(25);
        app.reload();
        var interrupted = transfers.awaitLine(line -> line.startsWith("interrupted"));
        browser.drop(file);
        var done = transfers.awaitLine(line -> line.startsWith("done"));

        assertThat(interrupted).contains("large.bin", "Interrupted");
        assertThat(done).matches("done \\| large.bin \\| 315 MB, \\d+(\\.\\d)? MB sent \\| ");
        app.awaitEntry("large.bin");

        browser.drop(file);
        transfers.awaitTitle("2 files finished");
        assertThat(transfers.lines().getFirst()).contains("Nothing to send, identical");

        assertThat(downloadedByEngine("large.bin")).isEqualTo(sha256(file));
        assertThat(sha256(downloadedByBrowser("large.bin"))).isEqualTo(sha256(file));
    }

    @Test
    void five_hundred_small_files_come_in_their_folders() throws IOException {
        var random = new Random(500);
        var sizes = new TreeMap<String, Integer>();
        for (int i = 0; i < 500; i++) {
            var folder = Files.createDirectories(disk.resolve("notes/part " + i % 10));
            var content = new byte[random.nextInt(20_000)];
            random.nextBytes(content);
            Files.write(folder.resolve("note " + i + ".bin"), content);
            sizes.put("note " + i + ".bin", content.length);
        }
        Files.createDirectories(disk.resolve("notes/nothing in it"));

        browser.drop(disk.resolve("notes"));
        app.transfers().awaitTitle("500 files finished");

        var files = person
                .get("/changes?limit=1000")
                .expect(200)
                .json()
                .getJsonArray("entries")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(entry -> entry.getString("kind").equals("FILE"))
                .collect(toMap(entry -> entry.getString("name"), entry -> entry.getInt("size")));
        assertThat(files).isEqualTo(sizes);
        app.awaitEntry("notes");
        app.open("notes");
        app.awaitEntry("part 0");
        assertThat(app.names()).hasSize(11).contains("nothing in it");
        app.open("part 7");
        app.awaitEntry("note 107.bin");
    }

    @Test
    void a_file_that_is_there_already_is_asked_about() throws IOException {
        var note = Files.writeString(disk.resolve("note.txt"), "first");
        browser.drop(note);
        app.transfers().awaitTitle("1 file finished");

        Files.writeString(note, "second");
        browser.drop(note);
        app.transfers().answer("Keep both");
        app.transfers().awaitTitle("2 files finished");
        app.awaitEntry("note (2).txt");

        Files.writeString(note, "third");
        browser.drop(note);
        app.transfers().answer("Keep as new version");
        app.transfers().awaitTitle("3 files finished");

        Files.writeString(note, "fourth");
        browser.drop(note);
        app.transfers().answer("Skip");
        app.transfers().awaitTitle("4 files finished");
        assertThat(app.names()).containsExactlyInAnyOrder("note.txt", "note (2).txt");
        assertThat(downloadedByBrowser("note.txt")).hasContent("third");
    }

    @Test
    void an_empty_file_and_names_with_traps_come_as_they_are() throws IOException {
        var names = List.of(
                "empty",
                "a\\b",
                "CON",
                "nul.txt",
                "aux:x",
                "a ",
                "a.",
                ".a",
                "-rf",
                "=1+1",
                "%2e%2e%2f",
                "~$x",
                "ß",
                "a\u0301",
                "😀",
                "\u202egpj.exe",
                "<img src=x onerror=document.title='ran'>",
                "ä".repeat(127));
        for (var name : names) {
            Files.writeString(disk.resolve(name), name.equals("empty") ? "" : name);
        }

        browser.drop(names.stream().map(disk::resolve).toArray(Path[]::new));
        app.transfers().awaitTitle(names.size() + " files finished");
        browser.drop(Files.writeString(disk.resolve("line\nbreak"), "x"));
        app.transfers().awaitTitle("1 file failed");

        assertThat(app.transfers().lines().getFirst()).contains("failed", "The name contains control characters");
        var composed =
                names.stream().map(name -> name.equals("a\u0301") ? "á" : name).toList();
        assertThat(person.names(person.top())).containsExactlyInAnyOrderElementsOf(composed);
        var files = person.get("/folders/" + person.top() + "/files")
                .expect(200)
                .json()
                .getJsonArray("files");
        for (var file : files.getValuesAs(JsonObject.class)) {
            var name = file.getString("fileName");
            var content = name.equals("empty") ? "" : name.equals("á") ? "a\u0301" : name;
            assertThat(person.download(person.top(), file.getString("fileId")))
                    .as(name)
                    .isEqualTo(content.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(browser.driver().getTitle()).isNotEqualTo("ran");
    }

    private Path noise(String name, int mebibytes) throws IOException {
        var random = new Random(300);
        var block = new byte[MIB];
        var file = disk.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        return file;
    }

    /// The page's own downloader writes into a file that the page owns: nobody can choose one here.
    private String downloadedByEngine(String name) {
        browser.run("window.showSaveFilePicker = async () =>"
                + " (await navigator.storage.getDirectory()).getFileHandle('copy', {create: true})");
        app.select(name);
        app.press("command-download");
        app.transfers().awaitLine(line -> line.startsWith("done") && line.contains("saved"));
        return String.valueOf(browser.runAsync("""
                const copy = await (await navigator.storage.getDirectory()).getFileHandle('copy');
                const digest = await crypto.subtle.digest('SHA-256', await (await copy.getFile()).arrayBuffer());
                return new Uint8Array(digest).toHex();
                """));
    }

    /// A browser that lets no page write to the disk follows a link.
    private Path downloadedByBrowser(String name) throws IOException {
        browser.run("window.showSaveFilePicker = undefined");
        var folder = Files.createTempDirectory(disk, "downloads");
        browser.downloadTo(folder);
        app.select(name);
        app.press("command-download");
        return browser.await(_ -> Files.exists(folder.resolve(name)) ? folder.resolve(name) : null);
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
