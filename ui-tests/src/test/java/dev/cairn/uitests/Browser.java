package dev.cairn.uitests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// The system's own Chromium, without a window. Selenium downloads nothing.
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    Browser() {
        var options = new ChromeOptions();
        options.setBinary(program("chromium").toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").toFile())
                .build();
        driver = new ChromeDriver(service, options);
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

    /// Waits until there is an answer that is neither null nor false.
    <T> T await(Function<WebDriver, T> question) {
        return new WebDriverWait(driver, PATIENCE).until(question);
    }

    /// Waits for an element.
    WebElement find(String css) {
        return await(page ->
                page.findElements(By.cssSelector(css)).stream().findFirst().orElse(null));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
