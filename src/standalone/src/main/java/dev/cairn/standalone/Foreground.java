package dev.cairn.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Work of this whole process, which a signal ends in order.
///
/// All of it happens on the main thread, in blocks that close what they opened; a signal only
/// interrupts that thread and waits for it. So nothing is left running, whenever the signal comes.
final class Foreground {

    /// Longer than all parts together may take to stop.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(120);

    private static final int LOG_BYTES = 4 << 20;
    private static final int LOG_FILES = 3;

    private final Progress progress = new Progress(System.out, InstantSource.system());
    private final PrintStream err = System.err;

    /// Set by whoever ends the process: the main thread with an exit code, or a signal.
    private final AtomicBoolean ending = new AtomicBoolean();

    private Foreground() {}

    /// What starts parts, waits, and stops them; it ends by an exception alone.
    interface Work {
        /// @throws InterruptedException when all is to stop
        void run(Progress progress) throws InterruptedException;
    }

    /// Runs until the work fails or a signal comes, then ends the process with an exit code.
    static void run(Work work) {
        var foreground = new Foreground();
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> foreground.stop(main), "stop"));
        ExitCode code = foreground.outcome(work);
        if (foreground.ending.compareAndSet(false, true)) {
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

    private ExitCode outcome(Work work) {
        try {
            work.run(progress);
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

    /// The object store runs in this process, so this is its log.
    static void logTo(Path logs) {
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
