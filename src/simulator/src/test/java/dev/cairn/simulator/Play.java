package dev.cairn.simulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Plays seeds from the command line, without a build: `Play FROM TO [aloud] [shared]`. Ends with 1 if one
/// has failed.
final class Play {

    private static final int MOST_FAILURES = 3;

    private Play() {}

    static void main(String[] arguments) throws IOException {
        long begin = System.nanoTime();
        int failed = 0;
        for (long seed = Long.parseLong(arguments[0]);
                seed < Long.parseLong(arguments[1]) && failed < MOST_FAILURES;
                seed++) {
            var trace = List.of(arguments).contains("aloud") ? new ArrayList<String>() : null;
            try {
                new Simulation(seed, List.of(arguments).contains("shared"), trace).run();
            } catch (RuntimeException | AssertionError e) {
                failed++;
                System.out.println("Seed " + seed + ": " + e);
                if (trace != null || !(e instanceof AssertionError)) {
                    e.printStackTrace(System.out);
                }
            }
            if (trace != null) {
                trace.forEach(System.out::println);
            }
        }
        System.out.println(failed + " failed, " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        System.exit(failed == 0 ? 0 : 1);
    }
}
