package dev.cairn.bench.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.bench.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// A page with one worker that cuts and names noise, with the engine's own modules.
public final class WorkerPage {

    private static final String WORKER = "/core-worker.js";
    private static final String MEASURE = """
            const [path, mebibytes, done] = arguments;
            const worker = new Worker(path, {type: 'module'});
            worker.onmessage = ({data}) => { worker.terminate(); done(data); };
            worker.onerror = event => done('failed: ' + event.message);
            worker.postMessage(mebibytes);
            """;

    private final Chromium browser;

    private WorkerPage(Chromium browser) {
        this.browser = browser;
    }

    /// Opens it in a browser that is closed with the stage.
    ///
    /// @return empty if Chromium is not installed
    public static Optional<WorkerPage> open(Stage stage) throws IOException {
        var started = Chromium.start();
        if (started.isEmpty()) {
            return Optional.empty();
        }
        var browser = stage.opened(started.get());
        var engine = stage.home().resolve("webapp/engine");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, engine));
        server.start();
        stage.opened((AutoCloseable) () -> server.stop(0));
        browser.driver().get("http://localhost:" + server.getAddress().getPort() + "/");
        return Optional.of(new WorkerPage(browser));
    }

    private static void answer(HttpExchange exchange, Path engine) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            byte[] body;
            if (path.equals(WORKER)) {
                try (var worker = Objects.requireNonNull(WorkerPage.class.getResourceAsStream("core-worker.js"))) {
                    body = worker.readAllBytes();
                }
            } else if (path.startsWith("/engine/")) {
                body = Files.readAllBytes(engine.resolve(path.substring("/engine/".length())));
            } else {
                body = "<!doctype html><title>Core</title>".getBytes(StandardCharsets.UTF_8);
            }
            exchange.getResponseHeaders().set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// @param mebibytes how much is cut and named
    /// @return MiB a second
    public double mebibytesPerSecond(int mebibytes) throws IOException {
        var answer = browser.await(MEASURE, WORKER, mebibytes);
        if (answer instanceof Number number) {
            return number.doubleValue();
        }
        throw new IOException("The worker " + answer);
    }
}
