package dev.cairn.bench.device;

import dev.cairn.bench.Stage;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.device.Network.Wire;
import dev.cairn.bench.measure.Line;
import dev.cairn.bench.measure.Part;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A device with the shipped client: a folder, a home, and at most one process, started by the
/// script `cairn` as a person would.
public final class Device implements AutoCloseable {

    private static final long LONGEST_MINUTES = 15;
    private static final long STOP_SECONDS = 20;
    private static final Jsonb JSON = JsonbBuilder.create();

    /// Tells devices from each other, and is a part of their addresses.
    private static final AtomicInteger NUMBERS = new AtomicInteger(1);

    private final Stage stage;
    private final Account account;
    private final Network network;
    private final Path home;
    private final Path folder;
    private final Path output;
    private @Nullable Process running;

    private Device(Stage stage, Account account, Network network, Path directory) {
        this.stage = stage;
        this.account = account;
        this.network = network;
        this.home = directory.resolve("home");
        this.folder = directory.resolve("folder");
        this.output = directory.resolve("output");
    }

    /// A new device of a person, signed in; closed with the stage.
    public static Device of(Stage stage, Account account) throws IOException, InterruptedException {
        return of(stage, account, Line.BARE);
    }

    /// @param line by which it reaches the server
    public static Device of(Stage stage, Account account, Line line) throws IOException, InterruptedException {
        int number = NUMBERS.incrementAndGet();
        var directory = Files.createDirectory(stage.directory().resolve("device-" + number));
        var device = stage.opened(new Device(stage, account, Network.of(stage, number, line), directory));
        Files.createDirectory(device.folder);
        device.run("sign-in", stage.cairn().base().toString(), account.email());
        return device;
    }

    public Path folder() {
        return folder;
    }

    /// Bytes of this device so far.
    public Wire wire() {
        return network.wire();
    }

    /// Syncs until both sides are equal.
    public void syncOnce() throws IOException, InterruptedException {
        run("sync", folder.toString(), "--once");
    }

    /// Syncs from now on, and returns when both sides are equal.
    public void start() throws IOException, InterruptedException {
        running = process("sync", folder.toString());
        awaitSettled(0);
    }

    /// Does nothing until [#resume].
    public void pause() throws IOException, InterruptedException {
        ask("pause");
        await(Duration.ofMinutes(1), () -> status().state.equals("paused"));
    }

    /// Goes on, and looks at everything.
    public void resume() throws IOException {
        ask("resume");
    }

    /// Waits until both sides are equal.
    ///
    /// @param entries how many there are at least
    public void awaitSettled(int entries) throws IOException, InterruptedException {
        await(Duration.ofMinutes(LONGEST_MINUTES), Duration.ofMillis(20), () -> {
            if (!required().isAlive()) {
                throw new IOException("The client has ended: " + Files.readString(output));
            }
            var status = status();
            return status.state.equals("settled") && status.entries >= entries;
        });
    }

    /// What the running client says of itself; `stopped` if it is not there yet.
    public Status status() throws IOException {
        var said = ask("status");
        return said.isEmpty() ? new Status("stopped", 0, 0, 0) : JSON.fromJson(said, Status.class);
    }

    /// As the client's own commands do, but without a program for each.
    private String ask(String question) throws IOException {
        var socket = UnixDomainSocketAddress.of(home.resolve("socket"));
        try (var channel = SocketChannel.open(socket)) {
            channel.write(ByteBuffer.wrap((question + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException _) {
            return "";
        }
    }

    /// A part of what the client says of itself. Public because JSON-B looks at nothing else.
    public record Status(String state, int entries, int toUpload, int toDownload) {}

    /// The process that syncs.
    public Part part(String name) {
        return Part.tree(name, required().toHandle());
    }

    public long pid() {
        return required().pid();
    }

    private Process required() {
        return Optional.ofNullable(running).orElseThrow(() -> new IllegalStateException("No client is running"));
    }

    /// Ends the process without a warning, as a power cut would.
    public void kill() throws InterruptedException {
        required().destroyForcibly().waitFor();
        running = null;
    }

    public void stop() throws IOException {
        if (running != null) {
            running.destroy();
            try {
                if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
            running = null;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    /// Something that may become true.
    @FunctionalInterface
    public interface Condition {
        boolean isMet() throws IOException, InterruptedException;
    }

    /// Looks every millisecond.
    public static void await(Duration atMost, Condition condition) throws IOException, InterruptedException {
        await(atMost, Duration.ofMillis(1), condition);
    }

    /// @param pause between two looks
    public static void await(Duration atMost, Duration pause, Condition condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.isMet()) {
            if (System.nanoTime() > end) {
                throw new IOException("It has not happened within " + atMost);
            }
            Thread.sleep(pause);
        }
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        var process = process(arguments);
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("The client failed at " + List.of(arguments) + ": " + Files.readString(output));
        }
    }

    private Process process(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    private ProcessBuilder builder(String... arguments) {
        var command =
                new ArrayList<>(List.of(stage.home().resolve("cairn").toString(), "client", "--home", home.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CAIRN_PASSWORD", account.password());
        builder.environment().put("JDK_JAVA_OPTIONS", network.javaOption());
        return builder;
    }
}
