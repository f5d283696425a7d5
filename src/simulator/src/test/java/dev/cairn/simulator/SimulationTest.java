package dev.cairn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Many lives, each of another seed. `-Dcairn.seeds` says how many, `-Dcairn.seed` plays one alone
/// and writes down what happens, of two people with `-Dcairn.shared=true`.
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("cairn.seeds", 20_000);

    /// One in so many is played twice.
    private static final int TWICE = 50;

    @Test
    void every_life_ends_with_equal_disks_and_nothing_lost() throws IOException {
        var only = Long.getLong("cairn.seed");
        if (only != null) {
            var trace = new ArrayList<String>();
            try {
                play(only, Boolean.getBoolean("cairn.shared"), trace);
            } finally {
                trace.forEach(System.out::println);
            }
            return;
        }
        LongStream.range(0, SEEDS).parallel().forEach(seed -> play(seed, false));
    }

    @Test
    void so_does_every_life_in_which_two_people_share_something() {
        LongStream.range(0, SEEDS / 4).parallel().forEach(seed -> play(seed, true));
    }

    private static void play(long seed, boolean shared) {
        try {
            if (seed % TWICE == 0) {
                assertThat(traceOf(seed, shared))
                        .as("seed %d, played twice", seed)
                        .isEqualTo(traceOf(seed, shared));
            } else {
                play(seed, shared, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Seed " + seed, e);
        }
    }

    /// Seeds that have failed once are played for ever.
    @Test
    void what_failed_once_does_not_fail_again() throws IOException {
        try (var file = getClass().getResourceAsStream("failed-seeds.txt")) {
            for (var line : new String(file.readAllBytes()).lines().toList()) {
                play(Long.parseLong(line.split(" ")[0]), line.split(" ")[1].equals("shared:"), null);
            }
        }
    }

    private static void play(long seed, boolean shared, @Nullable List<String> trace) throws IOException {
        try {
            new Simulation(seed, shared, trace).run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("Seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private static List<String> traceOf(long seed, boolean shared) throws IOException {
        var trace = new ArrayList<String>();
        play(seed, shared, trace);
        return trace;
    }
}
