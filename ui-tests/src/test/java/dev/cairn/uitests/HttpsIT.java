package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/// `cairn up --host NAME --https`, as somebody at another machine uses it.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HttpsIT {

    private static final String EMAIL = "ada@example.org";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @Test
    void pages_api_sockets_and_store_are_reached_by_https_under_the_name_that_was_given() throws Exception {
        var content = new byte[5 << 20];
        new Random(9).nextBytes(content);
        var file = Files.write(disk.resolve("stones.bin"), content);

        try (var cairn = new UpOverHttps(disk.resolve("data"));
                var browser = cairn.browser()) {
            browser.open(cairn.base() + "/engine/format.js");
            assertThat(browser.run("return isSecureContext")).isEqualTo(true);
            signUp(browser);
            var app = App.signIn(browser, cairn.base(), EMAIL);

            browser.drop(file);
            app.transfers().awaitLine(line -> line.startsWith("done"));
            app.awaitEntry("stones.bin");
            assertThat(Files.readAllBytes(downloaded(browser, app, "stones.bin")))
                    .isEqualTo(content);

            makeFolderElsewhere(browser, "from another device");
            app.awaitEntry("from another device"); // told by a socket

            assertKeptToHttps(browser);
            assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                    .filteredOn(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                    .extracting(LogEntry::getMessage)
                    .noneMatch(message -> message.contains("Content Security Policy"));
        }
    }

    private static void signUp(Browser browser) {
        assertThat(browser.runAsync("""
                const person = { email: given[0], name: 'Ada', password: given[1] };
                const headers = { 'Content-Type': 'application/json' };
                const answer = await fetch('/api/v1/auth/sign-up', { method: 'POST', headers, body: JSON.stringify(person) });
                return answer.status;
                """, EMAIL, Account.PASSWORD)).isEqualTo(201L);
    }

    private static void makeFolderElsewhere(Browser browser, String name) {
        assertThat(browser.runAsync("""
                const post = (path, body, token) => fetch(`/api/v1${path}`, { method: 'POST', body: JSON.stringify(body),
                    headers: { 'Content-Type': 'application/json', ...token && { Authorization: `Bearer ${token}` } } });
                const device = { email: given[0], password: given[1], deviceName: 'another', platform: 'test' };
                const session = await (await post('/auth/sign-in', device)).json();
                const made = await post(`/folders/${session.rootFolderId}/folders`, { folderName: given[2] }, session.accessToken);
                return made.status;
                """, EMAIL, Account.PASSWORD, name)).isEqualTo(201L);
    }

    private Path downloaded(Browser browser, App app, String name) throws Exception {
        browser.run("window.showSaveFilePicker = undefined");
        var folder = Files.createDirectory(disk.resolve("downloads"));
        browser.downloadTo(folder);
        app.select(name);
        app.press("command-download");
        return browser.await(_ -> Files.exists(folder.resolve(name)) ? folder.resolve(name) : null);
    }

    private static void assertKeptToHttps(Browser browser) {
        assertThat(browser.driver().manage().getCookies())
                .extracting(Cookie::getName)
                .contains("__Host-cairn", "JSESSIONID");
        assertThat(browser.driver().manage().getCookies())
                .allMatch(Cookie::isSecure)
                .allMatch(Cookie::isHttpOnly)
                .allMatch(cookie -> "Lax".equals(cookie.getSameSite()));
        assertThat(browser.runAsync("return (await fetch('/')).headers.get('Strict-Transport-Security')"))
                .isEqualTo("max-age=31536000");
    }
}
