package dev.cairn.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// Payara Micro with Cairn's WAR, as a process of its own.
final class ApplicationServer implements AutoCloseable {

    /// A migration of a large database may take long.
    private static final Duration START_LIMIT = Duration.ofMinutes(30);

    /// How long after Payara calls itself ready the application may still not answer.
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);

    /// Requests under way may end, and background work stops.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private static final int TIMEOUT_MILLIS = 10_000;

    /// Words of Payara's, in its log when it has done what it can.
    private static final String PAYARA_READY = "ready in";

    /// … and, before that, when the application does not run.
    private static final String NOT_LOADED = "Exception while loading the app";

    /// What the application says, before the reason, when it refuses to start.
    private static final String REFUSAL = "Cairn does not start: ";

    /// Adds options to the server's JVM, such as a larger heap; separated by blanks.
    private static final String MORE_OPTIONS = "CAIRN_SERVER_JAVA_OPTIONS";

    private static final String LISTEN = "set configs.config.server-config.network-config.network-listeners"
            + ".network-listener.%s-listener.address=%s\n";

    /// The heap grows under load and is given back at rest. The optimising compiler begins later
    /// than by default: a start is too short for it and is a sixth cheaper without, while what is
    /// really busy is past these thresholds in a second (decision 0010).
    private static final List<String> JVM = List.of(
            "-XX:MinHeapSize=64m",
            "-XX:InitialHeapSize=160m",
            "-Xmx768m",
            "-XX:MetaspaceSize=160m", // what it needs: no collections on the way there
            "-XX:+UseG1GC",
            "-XX:G1PeriodicGCInterval=60000",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=3000",
            "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=200000",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final ChildProcess process;
    private final URI base;
    private final Path log;

    /// How long the log was when the server started, in bytes.
    private final long logged;

    /// Where the JVM itself speaks, before and after anything is logged.
    private final Path console;

    private ApplicationServer(ChildProcess process, URI base, Path log, long logged, Path console) {
        this.process = process;
        this.base = base;
        this.log = log;
        this.logged = logged;
        this.console = console;
    }

    /// Starts Payara and returns when the application answers.
    ///
    /// With HTTPS it listens by HTTP too, at any port of the loopback address, where only the launcher asks.
    ///
    /// @param settings Cairn's settings, as environment variables
    /// @throws LaunchException `START_FAILED` with the last lines of the log
    static ApplicationServer start(
            Installation installation, DataDirectory data, ServerNode node, Front front, Map<String, String> settings)
            throws InterruptedException {
        installation.requireBuilt();
        Path log = data.logs().resolve(node.name() + ".0.log");
        Path console = data.logs().resolve(node.name() + "-console.log");
        boolean https = front.certificate().isPresent();
        int port = https ? LoopbackPort.free() : front.port();
        String here = https ? LoopbackPort.ADDRESS : front.entrance().here();
        try {
            long logged = LogTail.length(log);
            Files.deleteIfExists(console);
            var process = ChildProcess.start(
                    command(installation, data, node, front, port),
                    environment(settings),
                    node.temporary(),
                    console,
                    STOP_LIMIT);
            try {
                var server =
                        new ApplicationServer(process, URI.create("http://" + here + ":" + port), log, logged, console);
                server.awaitAnswer();
                return server;
            } catch (RuntimeException | InterruptedException e) {
                process.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LaunchException(ExitCode.START_FAILED, "The server did not start: " + e.getMessage(), e);
        }
    }

    private static List<String> command(
            Installation installation, DataDirectory data, ServerNode node, Front front, int port) throws IOException {
        Path root = DataDirectory.emptied(node.root());
        Path temporary = DataDirectory.emptied(node.temporary());
        Path commands = Files.writeString(temporary.resolve("preboot.asadmin"), commands(installation, front));
        String logs = data.logs().toString().replace("%", "%%") + "/" + node.name() + ".%g.log";
        Path logging = Files.writeString(
                temporary.resolve("logging.properties"), installation.logging(logs, LogFormat.of(System.getenv())));

        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(Leftovers.serverMark(data.path()));
        command.addAll(JVM);
        command.add("-XX:ErrorFile=" + data.logs().resolve(node.name() + "-crash-%p.log"));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Dhazelcast.config=" + installation.configuration(node.grid()));
        command.addAll(node.gridOptions());
        front.certificate().ifPresent(shown -> {
            command.add("-Djavax.net.ssl.keyStore=" + shown.keyStore());
            command.add("-Djavax.net.ssl.keyStorePassword=" + ServerCertificate.PASSWORD);
        });
        command.addAll(moreOptions());
        command.addAll(List.of("-jar", installation.payara().toString()));
        command.addAll(List.of("--rootdir", root.toString()));
        command.addAll(List.of("--port", Integer.toString(port)));
        if (front.certificate().isPresent()) {
            command.addAll(List.of("--sslport", Integer.toString(front.port())));
        }
        command.addAll(List.of("--prebootcommandfile", commands.toString()));
        command.addAll(List.of("--logproperties", logging.toString()));
        command.addAll(List.of("--addlibs", installation.driver().toString()));
        command.addAll(node.payaraOptions());
        command.add("--disablephonehome");
        command.addAll(List.of("--contextroot", "/"));
        command.addAll(List.of("--deploy", installation.war().toString()));
        return command;
    }

    private static String commands(Installation installation, Front front) throws IOException {
        if (front.certificate().isPresent()) {
            return installation.commands("cairn.asadmin", "loopback.asadmin", "https.asadmin")
                    + LISTEN.formatted("https", front.entrance().listen());
        }
        return installation.commands("cairn.asadmin")
                + LISTEN.formatted("http", front.entrance().listen());
    }

    private static List<String> moreOptions() {
        String options = System.getenv().getOrDefault(MORE_OPTIONS, "").strip();
        return options.isEmpty() ? List.of() : Arrays.asList(options.split("\\s+"));
    }

    /// What the launcher was started with goes on to the server, so that more of Cairn's settings
    /// can be given; what the launcher itself decides wins.
    private static Map<String, String> environment(Map<String, String> settings) {
        var environment = new TreeMap<>(System.getenv());
        environment.putIfAbsent("MALLOC_ARENA_MAX", "2"); // for two cores, more would only hold memory
        environment.putAll(settings);
        return environment;
    }

    /// Payara answers before the application is there, and goes on without it if it fails.
    private void awaitAnswer() throws IOException, InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        boolean payaraReady = false;
        while (!(status("/health/ready") == HttpURLConnection.HTTP_OK && isGood(status("/")))) {
            if (!process.isAlive()) {
                throw failed(process.ending());
            }
            if (System.nanoTime() > limit) {
                throw failed("it does not answer");
            }
            String said = payaraReady ? "" : loggedNow();
            if (said.contains(PAYARA_READY)) {
                if (said.contains(NOT_LOADED)) {
                    throw failed("the application does not run");
                }
                payaraReady = true;
                limit = System.nanoTime() + SILENCE_LIMIT.toNanos();
            }
            Thread.sleep(100);
        }
    }

    private static boolean isGood(int status) {
        return status >= HttpURLConnection.HTTP_OK && status < HttpURLConnection.HTTP_BAD_REQUEST;
    }

    /// Zero for no answer.
    private int status(String path) throws IOException {
        var connection = (HttpURLConnection) base.resolve(path).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        try {
            return connection.getResponseCode();
        } catch (IOException _) {
            return 0;
        } finally {
            connection.disconnect();
        }
    }

    /// What this server has logged, or what it has since the log was last rotated.
    private String loggedNow() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        var bytes = Files.readAllBytes(log);
        int from = logged <= bytes.length ? (int) logged : 0;
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }

    private LaunchException failed(String how) throws IOException {
        String said = loggedNow();
        int refusal = said.indexOf(REFUSAL);
        if (refusal >= 0) {
            String reason = said.substring(refusal + REFUSAL.length())
                    .lines()
                    .findFirst()
                    .orElse("");
            return new LaunchException(
                    ExitCode.START_FAILED, "The server did not start: " + reason + "\n  Log: " + log);
        }
        String tail = said.isEmpty() ? LogTail.of(console, 0, "Error") : LogTail.of(log, logged, "SEVERE", "Caused by");
        return new LaunchException(ExitCode.START_FAILED, "The server did not start (" + how + ")" + tail);
    }

    /// Completes when the server ends, whoever ended it.
    CompletableFuture<?> ended() {
        return process.ended();
    }

    /// How the server ended, for people.
    String ending() {
        return process.ending();
    }

    /// Stops the server in order; kills it if that takes more than 20 seconds.
    @Override
    public void close() {
        process.close();
    }
}
