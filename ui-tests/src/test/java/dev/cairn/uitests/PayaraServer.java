package dev.cairn.uitests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// A Payara Server as an administrator sets it up by `src/docs/operations.md`: a domain of its own, the command file of
/// `payara-config`, settings in the environment.
final class PayaraServer implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("cairn.home")).normalize();
    private static final Path PROGRAM =
            Path.of("target", "payara-server", "payara6").toAbsolutePath();
    private static final String DOMAIN = "cairn";

    /// On two busy cores; an idle machine needs a fifth of it.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String TIMEOUT = "--timeout=" + PATIENCE.toSeconds();

    /// What `create-domain` adds to the base of its ports.
    private static final int ADMIN = 48;

    private static final int HTTP = 80;

    private final Path domains;
    private final int portBase = freePortBase();
    private final Map<String, String> environment;

    /// @param domains a directory for its domain
    /// @param environment Cairn's settings
    PayaraServer(Path domains, Map<String, String> environment) {
        this.domains = domains;
        this.environment = environment;
    }

    /// Where pages and API are, without a slash at the end.
    URI base() {
        return URI.create("http://localhost:" + (portBase + HTTP));
    }

    /// The one file that holds what it was told.
    Path configuration() {
        return domains.resolve(DOMAIN).resolve("config/domain.xml");
    }

    /// Makes the domain and starts it.
    void install() throws IOException, InterruptedException {
        asadmin("create-domain", "--nopassword", "--domaindir=" + domains, "--portbase=" + portBase, DOMAIN);
        Files.copy(
                HOME.resolve("src/standalone/target/program/mariadb-java-client.jar"),
                domains.resolve(DOMAIN).resolve("lib/mariadb-java-client.jar"));
        asadmin(
                "start-domain",
                TIMEOUT,
                "--domaindir=" + domains,
                "--prebootcommandfile=" + HOME.resolve("payara-config/payara-server.asadmin"),
                DOMAIN);
    }

    void deploy() throws IOException, InterruptedException {
        asadmin(
                "--port=" + (portBase + ADMIN),
                "deploy",
                "--name=cairn",
                "--contextroot=/",
                HOME.resolve("src/server/target/cairn.war").toString());
    }

    private void stop() throws IOException, InterruptedException {
        asadmin("stop-domain", TIMEOUT, "--domaindir=" + domains, DOMAIN);
    }

    private void asadmin(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(PROGRAM.resolve("bin/asadmin").toString()));
        command.addAll(List.of(arguments));
        var output = Files.createTempFile(domains.getParent(), "asadmin", ".log");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile()); // not a pipe: a server that it starts would hold it
        builder.environment().putAll(environment);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        if (builder.start().waitFor() != 0) {
            throw new AssertionError(
                    "asadmin " + List.of(arguments) + ": " + Files.readString(output, StandardCharsets.UTF_8));
        }
    }

    /// Of which the two ports that are used are free.
    private static int freePortBase() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            if (isFree(candidate + ADMIN) && isFree(candidate + HTTP)) {
                return candidate;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
