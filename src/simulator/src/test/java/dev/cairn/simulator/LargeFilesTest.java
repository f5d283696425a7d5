package dev.cairn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.client.apply.Engine.Outcome;
import dev.cairn.core.content.Splice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small change of a large file is a small message, up and down.
class LargeFilesTest {

    private static final int SIZE = 12 * 1024 * 1024;

    /// Two chunks at their longest.
    private static final int SMALL = 512 * 1024;

    @TempDir
    private Path directory;

    private Simulation simulation;
    private ListeningRemote here;
    private ListeningRemote there;
    private RealDevice first;
    private RealDevice second;

    @BeforeEach
    void two_devices_have_a_large_file() throws IOException {
        simulation = new Simulation(1, null);
        first = new RealDevice(
                directory.resolve("1"),
                simulation,
                1,
                UnaryOperator.identity(),
                remote -> {
                    here = new ListeningRemote(remote);
                    return here;
                },
                simulation.clock());
        second = new RealDevice(
                directory.resolve("2"),
                simulation,
                2,
                UnaryOperator.identity(),
                remote -> {
                    there = new ListeningRemote(remote);
                    return there;
                },
                simulation.clock());
        var noise = new byte[SIZE];
        new Random(1).nextBytes(noise);
        Files.write(first.at("large"), noise);
        settle();
        here.clear();
        there.clear();
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private void settle() throws IOException {
        assertThat(first.settle()).isInstanceOf(Outcome.Settled.class);
        assertThat(second.settle()).isInstanceOf(Outcome.Settled.class);
        assertThat(Files.mismatch(first.at("large"), second.at("large"))).isEqualTo(-1);
    }

    private void overwriteOneByte() throws IOException {
        try (var file = new RandomAccessFile(first.at("large").toFile(), "rw")) {
            file.seek(SIZE / 2);
            file.write(file.read() + 1);
        }
    }

    private int chunksTold() {
        return here.puts().stream()
                .map(put -> put.manifest().splices())
                .flatMap(List::stream)
                .map(Splice::insert)
                .mapToInt(List::size)
                .sum();
    }

    @Test
    void an_edit_is_sent_as_what_is_different() throws IOException {
        overwriteOneByte();

        settle();

        assertThat(chunksTold()).isBetween(1, 3);
        assertThat(here.bytesSent()).isBetween(1, SMALL);
    }

    @Test
    void an_edit_is_fetched_as_what_is_different() throws IOException {
        overwriteOneByte();

        settle();

        assertThat(there.wholeManifests()).isZero();
        assertThat(there.differences()).isEqualTo(1);
        assertThat(there.fetched()).hasSizeBetween(1, 3);
    }

    @Test
    void a_device_that_has_only_fetched_a_file_sends_its_own_edit_so_too() throws IOException {
        try (var file = new RandomAccessFile(second.at("large").toFile(), "rw")) {
            file.seek(SIZE);
            file.write(1);
        }

        assertThat(second.settle()).isInstanceOf(Outcome.Settled.class);
        settle();

        assertThat(there.puts()).allMatch(put -> put.manifest().needed().isPresent());
        assertThat(here.fetched()).hasSizeBetween(1, 2);
    }

    @Test
    void where_the_server_has_not_kept_the_base_all_is_told() throws IOException {
        here.forgetBases();
        there.forgetBases();
        overwriteOneByte();

        settle();

        assertThat(here.puts().getFirst().manifest().needed()).isPresent();
        assertThat(here.puts().getLast().manifest().needed()).isEmpty();
        assertThat(there.wholeManifests()).isEqualTo(1);
        assertThat(there.fetched()).hasSizeBetween(1, 3);
    }

    @Test
    void an_edit_on_both_sides_ends_equal() throws IOException {
        overwriteOneByte();
        first.settle();
        try (var file = new RandomAccessFile(second.at("large").toFile(), "rw")) {
            file.write(77);
        }

        second.settle();
        settle();

        assertThat(second.engine().troubles()).isEmpty();
    }
}
