package dev.cairn.bench.browser;

import dev.cairn.bench.peer.Program;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/// The system's own Chromium, without a window. Selenium downloads nothing.
final class Chromium implements AutoCloseable {

    /// It warns of every browser that is newer than itself.
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private static final Duration LONGEST_SCRIPT = Duration.ofMinutes(10);

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /// Empty if it, or its driver, is not installed.
    static Optional<Chromium> start() {
        var chromium = Program.find("chromium");
        var chromedriver = Program.find("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            return Optional.empty();
        }
        SELENIUM.setLevel(Level.SEVERE);
        var options = new ChromeOptions();
        options.setBinary(chromium.get().toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.get().toFile())
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(LONGEST_SCRIPT);
        return Optional.of(new Chromium(driver));
    }

    ChromeDriver driver() {
        return driver;
    }

    /// Lets a script run that calls its last argument when it is done.
    Object await(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
