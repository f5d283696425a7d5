package dev.cairn.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The launcher as `cairn up` starts it, in a process of its own.
final class RunningCairn implements AutoCloseable {

    /// On two busy cores; a quiet machine needs a tenth of it.
    private static final long LIMIT_SECONDS = 120;

    private static final Path HOME = Path.of(System.getProperty("cairn.home")).normalize();

    private final Path data;
    private final int port;
    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private RunningCairn(Path data, int port, Process process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    static Path war() {
        return new Installation(HOME).war();
    }

    /// Starts it and returns at once.
    static RunningCairn start(Path data, int port, int storePort) throws IOException {
        return start(data, port, storePort, Map.of());
    }

    private static RunningCairn start(Path data, int port, int storePort, Map<String, String> environment)
            throws IOException {
        var built = HOME.resolve("src/standalone/target");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        built.resolve("cairn-standalone.jar") + ":" + built.resolve("program/lib/*"),
                        Launcher.class.getName(),
                        HOME.toString(),
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--store-port",
                        Integer.toString(storePort))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors(data).toFile()));
        builder.environment().putAll(environment);
        return new RunningCairn(data, port, builder.start());
    }

    /// Starts it on free ports and returns when it says that it is ready, or has ended.
    static RunningCairn up(Path data) throws IOException {
        return up(data, Map.of());
    }

    static RunningCairn up(Path data, Map<String, String> environment) throws IOException {
        boolean tokenShown = Files.exists(data.resolve("administrator-token-shown"));
        var cairn = start(data, LoopbackPort.free(), LoopbackPort.free(), environment);
        cairn.readUntil(tokenShown ? "Cairn is ready" : "administrator token");
        return cairn;
    }

    private void readUntil(String words) throws IOException {
        var out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.contains(words)) {
                return;
            }
        }
    }

    private static Path errors(Path data) {
        return data.resolveSibling(data.getFileName() + ".err");
    }

    List<String> lines() {
        return lines;
    }

    String errors() throws IOException {
        return Files.readString(errors(data));
    }

    int port() {
        return port;
    }

    ProcessHandle launcher() {
        return process.toHandle();
    }

    ProcessHandle database() {
        return child("mariadbd");
    }

    ProcessHandle server() {
        return child("java");
    }

    /// A child of the launcher's, by its program.
    private ProcessHandle child(String program) {
        return process.children()
                .filter(child -> child.info().command().orElse("").endsWith("/" + program))
                .findAny()
                .orElseThrow(() -> new AssertionError("There is no " + program + ": " + lines));
    }

    /// All processes of this data directory, whoever their parent is now.
    List<ProcessHandle> processes() {
        return processes(data);
    }

    static List<ProcessHandle> processes(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> arguments(process).anyMatch(argument -> argument.contains(data.toString())))
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .toList();
    }

    private static Stream<String> arguments(ProcessHandle process) {
        try {
            return Stream.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .split("\0"));
        } catch (IOException _) {
            return Stream.empty(); // it has just ended
        }
    }

    /// Waits until it has ended by itself or by a signal, and tells its exit code.
    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Still running: " + lines);
        }
        process.inputReader().lines().forEach(lines::add);
        return process.exitValue();
    }

    /// The port that the database was given.
    int databasePort() {
        return arguments(database())
                .filter(argument -> argument.startsWith("--port="))
                .mapToInt(argument -> Integer.parseInt(argument.substring("--port=".length())))
                .findAny()
                .orElseThrow();
    }

    /// Ends everything that a failed test left.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        processes().forEach(left -> {
            left.destroyForcibly();
            left.onExit().join();
        });
    }
}
