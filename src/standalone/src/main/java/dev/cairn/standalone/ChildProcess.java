package dev.cairn.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A program that runs as long as the launcher does, its output in a log file.
final class ChildProcess implements AutoCloseable {

    /// A log that has grown beyond this many bytes is put aside at the next start.
    private static final long LOG_LIMIT = 8L << 20;

    /// Ctrl-C and a closed terminal reach all processes of the terminal at once; the children
    /// ignore both, so that the launcher can stop them in order. `exec` keeps what is ignored.
    private static final List<String> DEAF = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final Process process;
    private final CompletableFuture<Process> ended;
    private final Duration patience;

    private ChildProcess(Process process, Duration patience) {
        this.process = process;
        this.ended = process.onExit();
        this.patience = patience;
    }

    /// @param command the program and its arguments, none of them secret: everybody can list them
    /// @param environment all the variables that it sees; only its owner can list them
    /// @param log where its output is appended
    /// @param patience how long it may take to stop before it is killed
    static ChildProcess start(
            List<String> command, Map<String, String> environment, Path directory, Path log, Duration patience)
            throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        var all = new ArrayList<String>(DEAF);
        all.addAll(command);
        var builder = new ProcessBuilder(all)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new ChildProcess(process, patience);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Completes when the program ends, whoever ended it.
    CompletableFuture<?> ended() {
        return ended;
    }

    /// How it ended, for people: "exit code 1", or "killed by signal 9".
    String ending() {
        int status = process.exitValue();
        return status > 128 ? "killed by signal " + (status - 128) : "exit code " + status;
    }

    /// Asks the program to end, waits, kills it if it does not. Closing twice is no error.
    @Override
    public void close() {
        process.destroy();
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + patience.toNanos();
        while (process.isAlive()) {
            try {
                if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly();
                    deadline = System.nanoTime() + patience.toNanos();
                }
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
