package dev.cairn.bench.cairn;

import dev.cairn.bench.measure.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A Cairn started by `./cairn up`, its processes told apart.
public final class RunningCairn implements AutoCloseable {

    private static final String READY = "Cairn is ready";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    private final Process launcher;
    private final Path data;
    private final int port;
    private final int storePort;
    private final Duration startTime;

    private RunningCairn(Process launcher, Path data, int port, int storePort, Duration startTime) {
        this.launcher = launcher;
        this.data = data;
        this.port = port;
        this.storePort = storePort;
        this.startTime = startTime;
    }

    /// Starts it, and returns when it says that it is ready.
    ///
    /// @param home where the script `cairn` is
    /// @param data the data directory, new or used before
    /// @param settings more environment variables
    /// @throws IOException with what it said, if it did not start
    public static RunningCairn start(Path home, Path data, Map<String, String> settings) throws IOException {
        int port = freePort();
        int storePort = freePort();
        var command = List.of(
                home.resolve("cairn").toString(),
                "up",
                "--data=" + data,
                "--port=" + port,
                "--store-port=" + storePort);
        var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().putAll(settings);
        long begin = System.nanoTime();
        var launcher = builder.start();
        awaitReady(launcher.inputReader());
        return new RunningCairn(launcher, data, port, storePort, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static void awaitReady(BufferedReader output) throws IOException {
        var said = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            said.append('\n').append(line);
            if (line.startsWith(READY)) {
                Thread.ofVirtual().name("cairn-output").start(() -> drain(output));
                return;
            }
        }
        throw new IOException("Cairn did not start:" + said);
    }

    /// So that it never waits for somebody to read what it says.
    private static void drain(BufferedReader output) {
        try (output) {
            output.transferTo(Writer.nullWriter());
        } catch (IOException _) {
            // it has ended
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public URI base() {
        return URI.create("http://localhost:" + port);
    }

    /// Where the API listens, and where the store does.
    public List<InetSocketAddress> addresses() {
        return List.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), storePort));
    }

    /// From the command to the line that says it is ready.
    public Duration startTime() {
        return startTime;
    }

    public Path data() {
        return data;
    }

    public DatabaseProbe probe() {
        return new DatabaseProbe(data);
    }

    /// Deletes all objects behind the store's back, to make room for the next. What was stored can be
    /// read no more; what the server is to verify it must have verified.
    public void emptyStore() throws IOException {
        try (var objects = Files.walk(data.resolve("store"))) {
            for (var object :
                    objects.filter(path -> path.toString().endsWith(".pack")).toList()) {
                Files.deleteIfExists(object);
            }
        }
    }

    // ---- processes

    /// Payara: the API and the pages.
    public Part server() {
        return Part.process("server", child(argument -> argument.startsWith("-Dcairn.data=")));
    }

    public Part database() {
        return Part.process("database", child(argument -> argument.startsWith("--datadir=")));
    }

    /// Everything else: the launcher, and the store wherever it runs.
    public Part store() {
        var others = List.of(server(), database());
        return new Part(
                "store",
                () -> Part.tree("all", launcher.toHandle()).pids().get().stream()
                        .filter(pid -> others.stream()
                                .noneMatch(other -> other.pids().get().contains(pid)))
                        .toList());
    }

    /// All of them, apart.
    public List<Part> parts() {
        return List.of(server(), database(), store());
    }

    /// All of them, as one.
    public Part all() {
        return Part.tree("Cairn", launcher.toHandle());
    }

    private ProcessHandle child(Predicate<String> mark) {
        return launcher.descendants()
                .filter(child -> Part.arguments(child).stream().anyMatch(mark))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("A process of Cairn has ended"));
    }

    /// Stops it in order, and kills what does not stop.
    ///
    /// @return how long that took
    public Duration stop() {
        long begin = System.nanoTime();
        var processes = launcher.descendants().toList();
        launcher.destroy();
        try {
            if (!launcher.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill(processes);
            }
        } catch (InterruptedException _) {
            kill(processes);
            Thread.currentThread().interrupt();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void kill(List<ProcessHandle> processes) {
        launcher.destroyForcibly();
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        stop();
    }
}
