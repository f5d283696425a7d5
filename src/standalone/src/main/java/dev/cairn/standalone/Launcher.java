package dev.cairn.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// `cairn up`: starts everything, says so, waits, and stops everything again.
public final class Launcher {

    /// A signal to all processes at once reaches the children first: it comes to us within this.
    private static final Duration SIGNAL_DELAY = Duration.ofMillis(500);

    private final Progress progress;

    private Launcher(Progress progress) {
        this.progress = progress;
    }

    /// @param arguments the directory of the program, then the options of `cairn up`
    public static void main(String[] arguments) {
        Foreground.run(progress -> {
            var given = Arrays.asList(arguments);
            var options = LaunchOptions.parse(Path.of(given.getFirst()), given.subList(1, given.size()));
            OpenData.with(options, progress, new Launcher(progress)::run);
        });
    }

    private void run(OpenData open, RunningParts parts) throws InterruptedException {
        var options = open.options();
        var data = open.data();
        data.requireNoCluster();
        var certificate = certificate(options, data);
        var front = new Front(options.entrance(), options.port(), certificate);
        Database database;
        ObjectStore store;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting =
                    threads.submit(() -> progress.start("database", () -> parts.add(database(data, open.secrets()))));
            try {
                store = progress.start("object store", () -> parts.add(store(open, front)));
                database = result(starting);
            } catch (RuntimeException | InterruptedException e) {
                threads.shutdownNow(); // else the start of the database would be waited for
                throw e;
            }
        }
        var settings = ServerSettings.of(open, database.jdbcUrl(), store);
        var server = progress.start(
                "server",
                () -> parts.add(
                        ApplicationServer.start(open.installation(), data, ServerNode.alone(data), front, settings)));
        progress.say("Cairn is ready at " + front.url());
        adviseOnHttps(options, data, certificate);
        open.showTokenOnce(progress);
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
    private static ObjectStore store(OpenData open, Front front) {
        var directory = open.data().store();
        int port = open.options().storePort();
        var entrance = front.entrance();
        var origins = entrance.origins(front.port());
        if (entrance.equals(Entrance.LOCAL)) {
            return ObjectStore.start(directory, port, open.storeCredentials(), origins);
        }
        var store = ObjectStore.start(directory, open.storeCredentials(), origins);
        try {
            store.open(entrance, port, front.certificate());
            return store;
        } catch (LaunchException e) {
            store.close();
            throw e;
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
}
