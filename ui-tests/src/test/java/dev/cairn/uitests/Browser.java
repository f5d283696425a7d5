package dev.cairn.uitests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// The system's own Chromium, without a window. Selenium downloads nothing.
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final ChromeDriver driver;

    Browser() {
        this("--window-size=1280,900");
    }

    /// @param arguments of Chromium's command line
    Browser(String... arguments) {
        var options = new ChromeOptions();
        options.setBinary(program("chromium").toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en-GB");
        options.addArguments(arguments);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").toFile())
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
    }

    private static Path program(String name) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(name + " is not installed: apt-get install chromium chromium-driver"));
    }

    WebDriver driver() {
        return driver;
    }

    void open(String url) {
        driver.get(url);
    }

    /// Loads the page again, whatever it asks before it goes.
    void reload() {
        driver.navigate().refresh();
    }

    /// Waits until there is an answer that is neither null nor false; an element that the page replaced while it was
    /// looked at is no answer yet. When none comes, what the page showed lies in `target/screenshots`.
    <T> T await(Function<WebDriver, T> question) {
        try {
            return new WebDriverWait(driver, PATIENCE, BETWEEN_LOOKS)
                    .ignoring(StaleElementReferenceException.class)
                    .until(question);
        } catch (TimeoutException none) {
            keepScreenshot();
            throw none;
        }
    }

    private void keepScreenshot() {
        try {
            var folder = Files.createDirectories(Path.of("target", "screenshots"));
            Files.write(Files.createTempFile(folder, "waited-", ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Waits for an element.
    WebElement find(String css) {
        return await(page -> first(page, css));
    }

    /// Waits for an element with a text.
    WebElement find(String css, String text) {
        return await(page -> page.findElements(By.cssSelector(css)).stream()
                .filter(element -> element.getText().contains(text))
                .findFirst()
                .orElse(null));
    }

    /// Waits for an element in the shadow tree of the only element of a name.
    WebElement findInside(String host, String css) {
        return await(page -> {
            SearchContext shadow = first(page, host) instanceof WebElement found ? found.getShadowRoot() : null;
            return shadow == null ? null : first(shadow, css);
        });
    }

    private static @Nullable WebElement first(SearchContext where, String css) {
        return where.findElements(By.cssSelector(css)).stream().findFirst().orElse(null);
    }

    /// Runs the body of a function; `arguments` holds what it is given.
    @Nullable
    Object run(String script, Object... given) {
        return driver.executeScript(script, given);
    }

    /// Runs the body of an asynchronous function and waits for it; `given` holds what it is given.
    @Nullable
    Object runAsync(String script, Object... given) {
        return driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const given = [...arguments].slice(0, -1);
                (async () => { %s })().then(done, failure => done('failed: ' + failure));
                """.formatted(script), given);
    }

    /// Drops files and folders from the disk into the middle of the page, as a person does.
    void drop(Path... files) {
        var data = Map.of(
                "items", List.of(),
                "files", Arrays.stream(files).map(Path::toString).toList(),
                "dragOperationsMask", 1);
        for (var type : List.of("dragEnter", "dragOver", "drop")) {
            driver.executeCdpCommand("Input.dispatchDragEvent", Map.of("type", type, "x", 200, "y", 300, "data", data));
        }
    }

    /// @param scheme `light` or `dark`
    void preferScheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// Keeps what is downloaded from now on in a folder, and asks nobody where it goes.
    void downloadTo(Path folder) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
