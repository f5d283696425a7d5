package dev.cairn.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Tells the person at the terminal what is going on, line by line.
final class Progress {

    private final PrintStream out;
    private final InstantSource clock;

    Progress(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /// One step, said when it begins and, with its seconds, when it has been done.
    ///
    /// @param what such as "database"
    <T> T start(String what, Step<T> step) throws InterruptedException {
        Instant begin = clock.instant();
        say("Starting the " + what + " …");
        T result = step.run();
        var taken = Duration.between(begin, clock.instant());
        say(String.format(Locale.ROOT, "The %s runs (%.1f s)", what, taken.toMillis() / 1000.0));
        return result;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /// Something that takes a while.
    interface Step<T> {
        T run() throws InterruptedException;
    }
}
