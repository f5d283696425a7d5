package dev.cairn.testing;

import dev.cairn.standalone.ObjectStore;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/// A Cairn that runs: the built WAR on Payara Micro, configured by the files of `payara-config` like a
/// real one, with a [Backend]. One for all test classes of a module.
public final class Cairn implements AutoCloseable {

    static final String DEPLOYMENT = "cairn";

    /// A start takes some 15 s on two idle cores.
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private static final int DEVICE_LIMIT = 5;

    /// Held, so that it stays quiet: what it says at each start has all settings in it.
    private static final Logger CONTAINER = Logger.getLogger("fish.payara.arquillian");

    private static @Nullable Cairn running;

    private final int port = Backend.freePort();
    private final Backend backend = Backend.start(port);
    private final Mailbox mailbox = new Mailbox();
    private final Map<String, String> settings = newSettings();
    private final Path log = backend.directory().resolve("server.log");
    private @Nullable ProcessHandle process;

    private Cairn() {
        try {
            configureArquillian();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The one of this JVM; its backend is started when it is first asked for.
    public static synchronized Cairn get() {
        if (running == null) {
            running = new Cairn();
        }
        return running;
    }

    /// The server's address, without a slash at the end.
    public URI base() {
        return URI.create("http://localhost:" + port);
    }

    public Backend backend() {
        return backend;
    }

    /// Everybody's mail.
    public Mailbox mailbox() {
        return mailbox;
    }

    /// The settings that the server was started with, by their names.
    public Map<String, String> settings() {
        return settings;
    }

    private Map<String, String> newSettings() {
        var made = new LinkedHashMap<String, String>();
        made.put("cairn.base-url", base().toString());
        made.put(
                "cairn.secret",
                Base64.getEncoder().encodeToString(Backend.random(32).getBytes()));
        made.put("cairn.token-key", tokenKey());
        made.put("cairn.admin-token", Backend.random(16));
        made.put("cairn.metrics-token", Backend.random(16));
        made.put("cairn.mail.host", "127.0.0.1");
        made.put("cairn.mail.port", Integer.toString(mailbox.port()));
        made.put("cairn.mail.security", "NONE");
        made.put("cairn.hash-iterations", "10000"); // signing up is most of what many tests do
        made.put("cairn.deduplicate", "true");
        made.put("cairn.cold-after", "P90D");
        made.put("cairn.device-limit", Integer.toString(DEVICE_LIMIT));
        made.put("cairn.store.endpoint", backend.storeEndpoint().toString());
        made.put(
                "cairn.store.public-endpoint",
                "http://localhost:" + backend.storeEndpoint().getPort());
        made.put("cairn.store.bucket", ObjectStore.BUCKET);
        made.put("cairn.store.access-key", backend.storeCredentials().accessKey());
        made.put("cairn.store.secret-key", backend.storeCredentials().secretKey());
        made.put("cairn.store.events-secret", Backend.random(16));
        made.put("cairn.cdn.url", "http://localhost:" + Backend.freePort()); // where a test may start one
        made.put("cairn.cdn.key", Backend.random(16));
        made.put("cairn.oidc.issuer", "http://localhost:" + Backend.freePort()); // likewise
        made.put("cairn.oidc.client-id", TinyProvider.CLIENT);
        made.put("cairn.oidc.client-secret", TinyProvider.SECRET);
        made.put("cairn.oidc.name", "Example");
        made.put("cairn.oidc.trust-email", "true");
        return made;
    }

    /// All that the server has logged.
    public String log() throws IOException {
        return Files.readString(log);
    }

    // ---- starting and ending the server

    static Archive<?> war() {
        return ShrinkWrap.createFromZipFile(
                WebArchive.class,
                Backend.home().resolve("src/server/target/cairn.war").toFile());
    }

    /// Starts the server, unless it runs.
    void start(Deployer deployer) {
        if (process != null && process.isAlive()) {
            return;
        }
        forget();
        deployer.deploy(DEPLOYMENT);
        process = ProcessHandle.current()
                .children()
                .filter(child -> child.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(argument -> argument.equals(Integer.toString(port))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Arquillian has started no server"));
        Poll.until(START_LIMIT, () -> status("/health/ready"), status -> status == 200);
    }

    /// Like the launcher: else Payara would load what was deployed in its directory before, and then once more.
    private void forget() {
        try (var all = Files.exists(payara()) ? Files.walk(payara()) : Stream.<Path>empty()) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path payara() {
        return backend.directory().resolve("payara");
    }

    /// Ends the server as a power failure would; the next test class starts it again, and so does
    /// [DeployedCairn#restart()].
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
            ServerConsole.close();
        }
    }

    private int status(String path) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(base().resolve(path)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Arquillian's container takes its settings from system properties.
    private void configureArquillian() throws IOException {
        CONTAINER.setLevel(Level.WARNING);
        var program = Backend.home().resolve("src/standalone/target/program");
        System.setProperty(
                "payara.microJar", program.resolve("payara-micro.jar").toString());
        System.setProperty("payara.randomHttpPort", "false");
        System.setProperty("payara.autoBindHttp", "false");
        System.setProperty("payara.consoleOutput", "false");
        System.setProperty("payara.cmdOptions", String.join(" ", javaOptions()));
        System.setProperty(
                "payara.extraMicroOptions",
                String.join(
                        " ",
                        List.of(
                                "--port",
                                Integer.toString(port),
                                "--contextroot",
                                "/",
                                "--rootdir",
                                payara().toString(),
                                "--prebootcommandfile",
                                commands().toString(),
                                "--logproperties",
                                logging().toString(),
                                "--addlibs",
                                program.resolve("mariadb-java-client.jar").toString(),
                                "--disablephonehome")));
    }

    private List<String> javaOptions() {
        var options = new ArrayList<String>(List.of(
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dhazelcast.config=" + configuration("hazelcast-single.yaml")));
        settings.forEach((name, value) -> options.add("-D" + name + "=" + value));
        return options;
    }

    private static Path configuration(String name) {
        return Backend.home().resolve("payara-config").resolve(name);
    }

    /// Payara takes one file.
    private Path commands() throws IOException {
        return Files.writeString(
                backend.directory().resolve("preboot.asadmin"),
                Files.readString(configuration("cairn.asadmin")) + Files.readString(configuration("loopback.asadmin")));
    }

    /// To the console too, where Arquillian waits for the news of the start.
    private Path logging() throws IOException {
        return Files.writeString(
                backend.directory().resolve("logging.properties"),
                Files.readString(configuration("logging.properties")) + """

                        handlers = java.util.logging.ConsoleHandler, java.util.logging.FileHandler
                        java.util.logging.FileHandler.pattern = %s
                        java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
                        java.util.logging.FileHandler.append = true
                        java.util.logging.FileHandler.encoding = UTF-8
                        """.formatted(log));
    }

    private static String tokenKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                    + "."
                    + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK has P-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
        mailbox.close();
        backend.close();
    }
}
