package dev.cairn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Many lives, each of another seed. `-Dcairn.seeds` says how many, `-Dcairn.seed` plays one alone
/// and writes down what happens.
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("cairn.seeds", 20_000);

    /// One in so many is played twice.
    private static final int TWICE = 50;

    @Test
    void every_life_ends_with_equal_disks_and_nothing_lost() throws IOException {
        var only = Long.getLong("cairn.seed");
        if (only != null) {
            play(only, true);
            return;
        }
        for (long seed = 0; seed < SEEDS; seed++) {
            var trace = play(seed, false);
            if (seed % TWICE == 0) {
                assertThat(play(seed, false)).as("seed %d, played twice", seed).isEqualTo(trace);
            }
        }
    }

    /// Seeds that have failed once are played for ever.
    @Test
    void what_failed_once_does_not_fail_again() throws IOException {
        try (var file = getClass().getResourceAsStream("failed-seeds.txt")) {
            for (var line : new String(file.readAllBytes()).lines().toList()) {
                play(Long.parseLong(line.split(" ")[0]), false);
            }
        }
    }

    private static List<String> play(long seed, boolean aloud) throws IOException {
        var trace = new ArrayList<String>();
        try {
            new Simulation(seed, trace).run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("Seed " + seed + ": " + e.getMessage(), e);
        } finally {
            if (aloud) {
                trace.forEach(System.out::println);
            }
        }
        return trace;
    }

    static void main(String[] seeds) throws IOException {
        long begin = System.nanoTime();
        int failed = 0;
        for (long seed = Long.parseLong(seeds[0]); seed < Long.parseLong(seeds[1]); seed++) {
            try {
                play(seed, seeds.length > 2);
            } catch (AssertionError e) {
                failed++;
                System.out.println(String.valueOf(e.getMessage()).substring(0, Math.min(1500, e.getMessage().length())));
                if (!(e.getCause() instanceof AssertionError) && e.getCause() != null) {
                    e.getCause().printStackTrace(System.out);
                }
                if (failed == 3) {
                    break;
                }
            }
        }
        System.out.println(failed + " failed, " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }
}
