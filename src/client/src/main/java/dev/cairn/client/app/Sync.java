package dev.cairn.client.app;

import dev.cairn.client.remote.Push;
import dev.cairn.core.wire.Wire;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `sync FOLDER`: runs until stopped, or until both sides are equal.
@Command(name = "sync", description = "Keeps a folder in sync until it is stopped.")
final class Sync implements Callable<Integer> {

    @ParentCommand
    private Main main = new Main();

    @Parameters(paramLabel = "FOLDER")
    private Path folder = Path.of("");

    @Option(names = "--once", description = "Ends when both sides are equal.")
    private boolean once;

    @Option(names = "--json", description = "One line of JSON for each change of the status.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var home = main.home();
        var listener = json ? jsonLines() : sentences();
        if (once) {
            try (var client = Client.open(home, folder, Duration.ZERO, _ -> false)) {
                return new SyncLoop(client, InstantSource.system(), listener)
                        .runOnce()
                        .number();
            }
        }
        return watch(home, listener).number();
    }

    private ExitCode watch(Home home, Consumer<Status> listener) throws IOException, InterruptedException {
        var ears = new Ears();
        try (var client = Client.open(home, folder, ears.settle(), ears::isBeingWritten)) {
            var loop = new SyncLoop(client, InstantSource.system(), listener);
            var stopper = new Thread(
                    () -> {
                        loop.stop();
                        loop.awaitEnd();
                    },
                    "stop");
            Runtime.getRuntime().addShutdownHook(stopper);
            try (var watcher = ears.listen(client, loop);
                    var _ = new Push(client.http(), client.session(), loop);
                    var _ = new ControlSocket(home.socket(), new Answers(client, loop)::to)) {
                loop.hearsOf(watcher::isComplete);
                return loop.run();
            } finally {
                loop.ended();
            }
        }
    }

    private static Consumer<Status> jsonLines() {
        var writer = JsonbBuilder.create(Wire.config());
        return status -> System.out.println(writer.toJson(status));
    }

    private static Consumer<Status> sentences() {
        return status -> {
            var work = status.toUpload() + status.toDownload() == 0
                    ? ""
                    : ", " + status.toUpload() + " to send, " + status.toDownload() + " to fetch";
            System.out.println(status.state() + ": " + status.entries() + " in sync" + work
                    + (status.detail() == null ? "" : ". " + status.detail()));
        };
    }
}
