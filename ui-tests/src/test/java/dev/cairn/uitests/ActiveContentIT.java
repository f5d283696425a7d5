package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can run is downloaded, and never shown.
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
}
