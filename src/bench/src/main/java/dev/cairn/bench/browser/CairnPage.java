package dev.cairn.bench.browser;

import dev.cairn.bench.Stage;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.client.SignedPut;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

/// Cairn's own page in a browser, with somebody signed in.
public final class CairnPage {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final By CHOSEN = By.id("bench-file");

    private static final String ADD_INPUT = """
            const input = document.createElement('input');
            input.type = 'file';
            input.id = 'bench-file';
            document.body.append(input);
            """;

    /// Answers when the tree has changed, with the seconds since the file was handed over.
    private static final String UPLOAD = """
            const done = arguments[arguments.length - 1];
            const panel = document.querySelector('cairn-transfers');
            const begin = performance.now();
            panel.addEventListener('cairn-tree-changed', () => done((performance.now() - begin) / 1000), {once: true});
            panel.uploadFiles(document.getElementById('bench-file').files);
            """;

    private static final String BARE_PUTS = """
            const [puts, atOnce, done] = arguments;
            const file = document.getElementById('bench-file').files[0];
            const begin = performance.now();
            const lane = async () => {
                for (let put = puts.shift(); put; put = puts.shift()) {
                    const body = file.slice(put.offset, put.offset + put.length);
                    const answer = await fetch(put.url, {method: 'PUT', headers: put.headers, body});
                    if (!answer.ok) {
                        throw new Error('status ' + answer.status);
                    }
                }
            };
            Promise.all(Array.from({length: atOnce}, lane))
                .then(() => done((performance.now() - begin) / 1000), failure => done('failed: ' + failure));
            """;

    private final Chromium browser;

    private CairnPage(Chromium browser) {
        this.browser = browser;
    }

    /// Signs in, in a browser that is closed with the stage.
    ///
    /// @return empty if Chromium is not installed
    public static Optional<CairnPage> open(Stage stage, Account account) throws IOException {
        var started = Chromium.start();
        if (started.isEmpty()) {
            return Optional.empty();
        }
        var page = new CairnPage(stage.opened(started.get()));
        page.browser.driver().get(stage.cairn().base() + "/sign-in");
        page.find("vaadin-email-field input").sendKeys(account.email());
        page.find("vaadin-password-field input").sendKeys(account.password());
        page.find("#submit").click();
        page.find("cairn-transfers");
        page.await(driver -> page.browser
                .driver()
                .executeScript("const panel = document.querySelector('cairn-transfers');"
                        + "return !!panel && !!panel.uploadFiles && !!panel.folderId"));
        page.browser.driver().executeScript(ADD_INPUT);
        return Optional.of(page);
    }

    private WebElement find(String css) {
        return await(driver ->
                driver.findElements(By.cssSelector(css)).stream().findFirst().orElse(null));
    }

    private <T> T await(Function<WebDriver, T> question) {
        return new WebDriverWait(browser.driver(), PATIENCE).until(question);
    }

    /// Chooses a file, as a person does.
    public void choose(Path file) {
        browser.driver().findElement(CHOSEN).sendKeys(file.toString());
    }

    /// Uploads the chosen file by the page's engine.
    ///
    /// @return seconds until it was in the tree
    public double upload() throws IOException {
        return seconds(browser.await(UPLOAD));
    }

    /// Sends pieces of the chosen file by bare `fetch`.
    ///
    /// @return seconds
    public double send(List<SignedPut> puts, int atOnce) throws IOException {
        var forms = puts.stream()
                .map(put -> Map.of(
                        "url",
                        put.uri().toString(),
                        "headers",
                        put.headers(),
                        "offset",
                        put.offset(),
                        "length",
                        put.length()))
                .toList();
        return seconds(browser.await(BARE_PUTS, forms, atOnce));
    }

    private static double seconds(Object answer) throws IOException {
        if (answer instanceof Number number) {
            return number.doubleValue();
        }
        throw new IOException("The page " + answer);
    }
}
