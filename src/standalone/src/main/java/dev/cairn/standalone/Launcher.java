package dev.cairn.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// `cairn up`: starts everything, says so, waits, and stops everything again.
///
/// All of it happens on the main thread, in blocks that close what they opened; a signal only
/// interrupts that thread and waits for it. So nothing is left running, whenever the signal comes.
public final class Launcher {

    /// Longer than all parts together may take to stop.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(75);

    /// A signal to all processes at once reaches the children first: it comes to us within this.
    private static final Duration SIGNAL_DELAY = Duration.ofMillis(500);

    private static final int LOG_BYTES = 4 << 20;
    private static final int LOG_FILES = 3;

    private final Progress progress;
    private final PrintStream err;

    /// Set by whoever ends the process: the main thread with an exit code, or a signal.
    private final AtomicBoolean ending = new AtomicBoolean();

    private Launcher(Progress progress, PrintStream err) {
        this.progress = progress;
        this.err = err;
    }

    /// @param arguments the directory of the program, then the options of `cairn up`
    public static void main(String[] arguments) {
        var launcher = new Launcher(new Progress(System.out, InstantSource.system()), System.err);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> launcher.stop(main), "stop"));
        ExitCode code = launcher.run(Arrays.asList(arguments));
        if (launcher.ending.compareAndSet(false, true)) {
            Runtime.getRuntime().exit(code.status());
        }
    }

    /// Runs while the JVM shuts down, after a signal or after the main thread has called `exit`.
    private void stop(Thread main) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        progress.say("Stopping …");
        main.interrupt();
        try {
            boolean stopped = main.join(STOP_LIMIT);
            progress.say(stopped ? "Stopped" : "Not everything stopped in time");
            Runtime.getRuntime().halt((stopped ? ExitCode.STOPPED : ExitCode.INTERNAL).status());
        } catch (InterruptedException _) {
            Runtime.getRuntime().halt(ExitCode.INTERNAL.status());
        }
    }

    private ExitCode run(List<String> arguments) {
        try {
            up(LaunchOptions.parse(Path.of(arguments.getFirst()), arguments.subList(1, arguments.size())));
            return ExitCode.STOPPED;
        } catch (InterruptedException _) {
            return ExitCode.STOPPED;
        } catch (RuntimeException | Error e) {
            return ending.get() ? ExitCode.STOPPED : failed(e); // some take an interruption for a failure
        }
    }

    private ExitCode failed(Throwable problem) {
        if (problem instanceof LaunchException e) {
            err.println("cairn: " + e.getMessage());
            return e.code();
        }
        err.println("cairn: a mistake in the launcher itself");
        problem.printStackTrace(err); // all that is known about it
        return ExitCode.INTERNAL;
    }

    private void up(LaunchOptions options) throws InterruptedException {
        MariaDbProgram.requireSupportedMachine();
        var installation = new Installation(options.home());
        installation.requireBuilt();
        try (var data = DataDirectory.open(options.data())) {
            int leftovers = Leftovers.end(data);
            if (leftovers > 0) {
                progress.say("Stopped " + leftovers + " processes left over from a killed Cairn");
            }
            requireFree(options.entrance(), options.port(), "--port");
            requireFree(options.entrance(), options.storePort(), "--store-port");
            data.requireFree(data.isNew() ? DataDirectory.FIRST_START_BYTES : DataDirectory.RESERVE_BYTES);
            var secrets = Secrets.loadOrCreate(data.secrets(), data.isNew());
            logTo(data.logs());
            progress.say("Data in " + data.path());
            try (var parts = new RunningParts()) {
                run(options, installation, data, secrets, parts);
            } catch (LaunchException e) {
                if (e.code() == ExitCode.START_FAILED) {
                    data.requireNotExhausted(); // for then that is why
                }
                throw e;
            }
        }
    }

    private static void requireFree(Entrance entrance, int port, String option) {
        if (!LoopbackPort.isFree(entrance, port)) {
            throw new LaunchException(
                    ExitCode.PORT_TAKEN,
                    "Port " + port + " is taken by another program; choose one with " + option + " N");
        }
    }

    private void run(
            LaunchOptions options, Installation installation, DataDirectory data, Secrets secrets, RunningParts parts)
            throws InterruptedException {
        var certificate = certificate(options, data);
        var front = new Front(options.entrance(), options.port(), certificate);
        Database database;
        ObjectStore store;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = threads.submit(() -> progress.start("database", () -> parts.add(database(data, secrets))));
            try {
                store = progress.start("object store", () -> parts.add(store(options, front, data, secrets)));
                database = result(starting);
            } catch (RuntimeException | InterruptedException e) {
                threads.shutdownNow(); // else the start of the database would be waited for
                throw e;
            }
        }
        var settings = settings(options, data, secrets, database, store);
        var server =
                progress.start("server", () -> parts.add(ApplicationServer.start(installation, data, front, settings)));
        progress.say("Cairn is ready at " + front.url());
        adviseOnHttps(options, data, certificate);
        showTokenOnce(data, secrets);
        awaitEnd(data, database, server);
    }

    private Optional<ServerCertificate> certificate(LaunchOptions options, DataDirectory data)
            throws InterruptedException {
        var clock = InstantSource.system();
        if (options.certificate().isPresent()) {
            return options.certificate().map(given -> given.read(data.tls(), clock));
        }
        return options.entrance().https()
                ? Optional.of(MadeCertificate.of(data.tls(), options.entrance().host(), clock))
                : Optional.empty();
    }

    private void adviseOnHttps(LaunchOptions options, DataDirectory data, Optional<ServerCertificate> certificate) {
        if (!options.entrance().isSafe()) {
            progress.say("Over plain HTTP browsers of other machines cannot upload, and everybody on the way can read;"
                    + " add --https");
        }
        if (options.certificate().isEmpty()) {
            certificate.ifPresent(made -> progress.say("Its certificate was made here. Browsers warn of it until they"
                    + " are told to trust " + data.tls().resolve("certificate.pem") + "; SHA-256 "
                    + made.fingerprint()));
        }
    }

    private static Database database(DataDirectory data, Secrets secrets) throws InterruptedException {
        var program = MariaDbProgram.unpackedIn(data.programs());
        return Database.start(
                program, data.database(), data.logs().resolve("database.log"), secrets.databasePassword());
    }

    /// The server reaches it on the loopback address; if others do by another, they do by the port of the options.
    private static ObjectStore store(LaunchOptions options, Front front, DataDirectory data, Secrets secrets) {
        var credentials = new ObjectStore.Credentials(
                secrets.storeAccessKey(), secrets.storeSecretKey(), secrets.storeMasterKey());
        var entrance = front.entrance();
        var origins = entrance.origins(front.port());
        if (entrance.equals(Entrance.LOCAL)) {
            return ObjectStore.start(data.store(), options.storePort(), credentials, origins);
        }
        var store = ObjectStore.start(data.store(), credentials, origins);
        try {
            store.open(entrance, options.storePort(), front.certificate());
            return store;
        } catch (LaunchException e) {
            store.close();
            throw e;
        }
    }

    /// What the server is told, by environment variables, which only its owner can list.
    private static Map<String, String> settings(
            LaunchOptions options, DataDirectory data, Secrets secrets, Database database, ObjectStore store) {
        return Map.ofEntries(
                Map.entry("CAIRN_MAIL_DIRECTORY", data.mail().toString()),
                Map.entry("CAIRN_BASE_URL", options.entrance().url(options.port())),
                Map.entry("CAIRN_SECRET", secrets.serverSecret()),
                Map.entry("CAIRN_TOKEN_KEY", secrets.tokenKey()),
                Map.entry("CAIRN_ADMIN_TOKEN", secrets.adminToken()),
                Map.entry("CAIRN_DB_URL", database.jdbcUrl()),
                Map.entry("CAIRN_DB_USER", Database.USER),
                Map.entry("CAIRN_DB_PASSWORD", secrets.databasePassword()),
                Map.entry("CAIRN_STORE_ENDPOINT", store.endpoint().toString()),
                Map.entry("CAIRN_STORE_PUBLIC_ENDPOINT", options.entrance().url(options.storePort())),
                // it is ours; under its public name this machine may not find it, nor know its certificate
                Map.entry("CAIRN_STORE_PROBE_PUBLIC", "false"),
                Map.entry("CAIRN_STORE_REGION", ObjectStore.REGION),
                Map.entry("CAIRN_STORE_BUCKET", ObjectStore.BUCKET),
                Map.entry("CAIRN_STORE_ACCESS_KEY", secrets.storeAccessKey()),
                Map.entry("CAIRN_STORE_SECRET_KEY", secrets.storeSecretKey()));
    }

    /// The very first start may have failed; the first that comes this far shows the token.
    private void showTokenOnce(DataDirectory data, Secrets secrets) {
        if (Files.exists(data.tokenShown())) {
            return;
        }
        progress.say("Your one-time administrator token, shown only now: " + secrets.adminToken());
        try {
            Files.createFile(data.tokenShown());
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.DATA_UNUSABLE, "Cannot write " + data.tokenShown() + ": " + e.getMessage(), e);
        }
    }

    /// Returns never: throws when a part has ended or when this thread is interrupted.
    private static void awaitEnd(DataDirectory data, Database database, ApplicationServer server)
            throws InterruptedException {
        result(CompletableFuture.anyOf(database.ended(), server.ended()));
        Thread.sleep(SIGNAL_DELAY);
        boolean databaseEnded = database.ended().isDone();
        throw new LaunchException(
                ExitCode.PART_DIED,
                "The " + (databaseEnded ? "database" : "server") + " ended by itself ("
                        + (databaseEnded ? database.ending() : server.ending()) + "); logs are in " + data.logs());
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case InterruptedException interruption -> throw interruption;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /// The object store runs in this process, so this is its log.
    private static void logTo(Path logs) {
        LogManager.getLogManager().reset();
        var root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        try {
            Files.createDirectories(logs);
            var file = new FileHandler(
                    logs.toString().replace("%", "%%") + "/launcher.%g.log", LOG_BYTES, LOG_FILES, true);
            file.setFormatter(new SimpleFormatter());
            root.addHandler(file);
        } catch (IOException e) {
            throw new LaunchException(ExitCode.DATA_UNUSABLE, "Cannot log to " + logs + ": " + e.getMessage(), e);
        }
    }
}
