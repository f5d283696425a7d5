package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/// What comes between a file and the store while a person uploads: it is said, and nothing is lost.
class InterruptionsIT extends DeployedCairn {

    private static final int MIB = 1 << 20;
    private static final int FULL = 507;

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
    void a_file_that_changes_while_it_is_read_is_not_saved_until_it_is_read_again() throws IOException {
        var file = noise("diary.bin", 300);
        var transfers = app.transfers();
        cairn().backend().stopStore(); // so that much of it has not been read yet
        try {
            browser.drop(file);
            transfers.awaitTrouble("The store cannot be reached.");
            try (var open = new RandomAccessFile(file.toFile(), "rw")) {
                open.seek(299L * MIB);
                open.write("and then".getBytes(StandardCharsets.UTF_8));
            }
        } finally {
            cairn().backend().startStore();
        }

        var failed = transfers.awaitLine(line -> line.startsWith("failed"));
        assertThat(failed).contains("The file changed while it was read. Nothing was saved");
        assertThat(person.names(person.top())).isEmpty();
        transfers.press("Retry:");
        transfers.awaitLine(line -> line.startsWith("done"));
        assertComesBack(file);
    }

    @Test
    void closing_the_tab_asks_first_and_the_next_one_goes_on() throws IOException {
        var file = noise("film.bin", 200);
        assertThat(asksBeforeItGoes()).isFalse();
        browser.drop(file);
        app.transfers().awaitPercent(5);
        assertThat(asksBeforeItGoes()).isTrue();

        var next = browser.driver().switchTo().newWindow(WindowType.TAB).getWindowHandle();
        for (var tab : browser.driver().getWindowHandles()) {
            if (!tab.equals(next)) {
                browser.driver().switchTo().window(tab).close();
            }
        }
        browser.driver().switchTo().window(next);
        browser.open(cairn().base().toString());

        var interrupted = app.transfers().awaitLine(line -> line.startsWith("interrupted"));
        assertThat(interrupted).contains("film.bin");
        browser.drop(file);
        var done = app.transfers().awaitLine(line -> line.startsWith("done"));
        assertThat(done).matches("done \\| film.bin \\| 210 MB, \\d+(\\.\\d)? MB sent \\| ");
        assertThat(asksBeforeItGoes()).isFalse();
        assertComesBack(file);
    }

    @Test
    void while_the_store_is_away_the_upload_waits_and_then_goes_on() throws IOException {
        var file = begin();

        cairn().backend().stopStore();
        try {
            app.transfers().awaitTrouble("The store cannot be reached. Nothing is lost.");
        } finally {
            cairn().backend().startStore();
        }

        finish(file);
    }

    @Test
    void while_the_store_is_full_the_upload_waits_and_then_goes_on() throws IOException {
        var file = begin();

        cairn().backend().stopStore();
        var full = fullStore();
        try {
            app.transfers().awaitTrouble("The store is full. Nothing is lost; the upload goes on when there is room.");
        } finally {
            full.stop(0);
            cairn().backend().startStore();
        }

        finish(file);
    }

    @Test
    void while_the_database_is_away_the_upload_waits_and_then_goes_on() throws Exception {
        var file = begin();

        cairn().backend().stopDatabase();
        try {
            app.transfers().awaitTrouble("The server cannot be reached. Nothing is lost.");
        } finally {
            cairn().backend().startDatabase();
        }

        finish(file);
    }

    @Test
    void when_the_server_was_killed_meanwhile_the_page_comes_back_and_the_upload_goes_on() throws IOException {
        var file = begin();

        restart(() -> {
            app.transfers().awaitTrouble("The server cannot be reached. Nothing is lost.");
            assertAnotherTabSaysThatOneUploadWaits();
        });

        var line = app.transfers().awaitLine(each -> each.startsWith("done") || each.startsWith("interrupted"));
        if (line.startsWith("interrupted")) { // a page that was loaded again, in a browser that keeps no files
            browser.drop(file);
        }
        finish(file);
    }

    private void assertAnotherTabSaysThatOneUploadWaits() {
        var tab = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        browser.open(cairn().base() + "/files");
        browser.find("h1", "Cairn cannot be reached");
        browser.find("#waiting", "One upload waits");
        browser.driver().close();
        browser.driver().switchTo().window(tab);
    }

    /// A file whose upload has begun, and has long to go.
    private Path begin() throws IOException {
        var file = noise("film.bin", 200);
        browser.drop(file);
        app.transfers().awaitPercent(2);
        return file;
    }

    private void finish(Path file) throws IOException {
        app.transfers().awaitLine(line -> line.startsWith("done"));
        assertComesBack(file);
    }

    private void assertComesBack(Path file) throws IOException {
        var entry = person.get("/folders/" + person.top() + "/files")
                .expect(200)
                .json()
                .getJsonArray("files")
                .getJsonObject(0);
        assertThat(entry.getString("fileName")).isEqualTo(file.getFileName().toString());
        var back = person.download(person.top(), entry.getString("fileId"));
        assertThat(Account.sha256(back)).isEqualTo(Account.sha256(Files.readAllBytes(file)));
    }

    /// Whether the page asks the person before it is left.
    private boolean asksBeforeItGoes() {
        return Boolean.TRUE.equals(browser.run("""
                const leaving = new Event('beforeunload', {cancelable: true});
                window.dispatchEvent(leaving);
                return leaving.defaultPrevented;
                """));
    }

    /// In place of the store, at its address: refuses everything as the real one does on a full disk.
    private static HttpServer fullStore() throws IOException {
        var server = HttpServer.create(
                new InetSocketAddress(
                        "127.0.0.1", cairn().backend().storeEndpoint().getPort()),
                0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders()
                        .set("Access-Control-Allow-Origin", cairn().base().toString());
                exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "*");
                exchange.getResponseHeaders().set("Access-Control-Allow-Methods", "PUT");
                exchange.getRequestBody().skip(Long.MAX_VALUE);
                exchange.sendResponseHeaders(exchange.getRequestMethod().equals("OPTIONS") ? 200 : FULL, -1);
            }
        });
        server.start();
        return server;
    }

    private Path noise(String name, int mebibytes) throws IOException {
        var random = new Random(301);
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
}
