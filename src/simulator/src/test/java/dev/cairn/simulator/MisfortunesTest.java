package dev.cairn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.client.apply.Engine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk without room, and clocks that are wrong. Shipped clients on real directories.
class MisfortunesTest {

    private static final Set<String> WRITES = Set.of("draft", "write", "finish", "place", "mkdir", "move");
    private static final Duration WRONG = Duration.ofDays(400);

    @TempDir
    private Path directory;

    /// A disk that has no room left after some writes.
    private static final class Room implements FaultyDisk.Misfortunes {

        private int left;
        private boolean ranOut;

        Room(int writes) {
            left = writes;
        }

        void free() {
            left = Integer.MAX_VALUE;
        }

        @Override
        public void before(Supplier<String> what) throws IOException {
            if (WRITES.contains(what.get().split(" ")[0]) && left-- <= 0) {
                left = 0;
                ranOut = true;
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void after() {}
    }

    private static RealDevice device(Path directory, Simulation simulation, int number, InstantSource clock)
            throws IOException {
        return new RealDevice(directory, simulation, number, UnaryOperator.identity(), UnaryOperator.identity(), clock);
    }

    private static void settle(RealDevice... devices) throws IOException {
        for (var device : devices) {
            assertThat(device.settle()).isInstanceOf(Outcome.Settled.class);
        }
    }

    // ---- a full disk

    @Test
    void a_disk_that_is_full_at_any_write_loses_nothing_and_goes_on_when_there_is_room() throws IOException {
        boolean ranOut = true;
        int writes = 0;
        for (; ranOut; writes++) {
            ranOut = playWithRoomFor(writes);
        }

        assertThat(writes).isGreaterThan(40);
    }

    @Test
    void what_could_not_be_done_is_tried_again_in_time() throws IOException {
        var simulation = new Simulation(1, null);
        var room = new Room(Integer.MAX_VALUE);
        try (var first = new RealDevice(directory.resolve("1"), simulation, 1);
                var second = new RealDevice(
                        directory.resolve("2"),
                        simulation,
                        2,
                        disk -> new FaultyDisk(disk, room),
                        UnaryOperator.identity(),
                        simulation.clock())) {
            fill(first);
            settle(first);
            room.left = 3;
            second.settle();
            room.free();

            var clock = simulation.clock();
            clock.advance(
                    Duration.between(clock.instant(), second.engine().nextTry().orElseThrow()));
            second.work();

            assertThat(second.paths()).isEqualTo(first.paths());
            assertThat(second.engine().troubles()).isEmpty();
            assertThat(second.engine().nextTry()).isEmpty();
        }
    }

    /// @return whether the disk was full at some time
    private boolean playWithRoomFor(int writes) throws IOException {
        var simulation = new Simulation(1, null);
        var room = new Room(Integer.MAX_VALUE);
        var here = directory.resolve("here-" + writes);
        var there = directory.resolve("there-" + writes);
        try (var first = new RealDevice(here, simulation, 1);
                var second = new RealDevice(
                        there,
                        simulation,
                        2,
                        disk -> new FaultyDisk(disk, room),
                        UnaryOperator.identity(),
                        simulation.clock())) {
            fill(first);
            settle(first, second);
            change(first);
            settle(first);
            var wanted = first.paths();
            room.left = writes;

            second.settle();
            assertThat(second.engine().offlineBecause()).isEmpty();
            settle(first);
            assertThat(first.paths()).isEqualTo(wanted);
            room.free();
            second.engine().retry();
            settle(second, first);

            assertThat(second.paths()).isEqualTo(wanted);
            for (var path : wanted) {
                if (!path.endsWith("/")) {
                    assertThat(Files.mismatch(first.at(path), second.at(path))).isEqualTo(-1);
                }
            }
            assertThat(second.at(".cairn/drafts")).isEmptyDirectory();
            return room.ranOut;
        }
    }

    private static void fill(RealDevice device) throws IOException {
        var noise = new byte[1024 * 1024];
        new Random(1).nextBytes(noise);
        Files.write(device.at("large"), noise);
        Files.createDirectories(device.at("folder/inner"));
        for (int number = 0; number < 6; number++) {
            Files.writeString(device.at("folder/file-" + number), "first " + number);
        }
    }

    private static void change(RealDevice device) throws IOException {
        var noise = new byte[1024 * 1024];
        new Random(1).nextBytes(noise);
        noise[500_000]++;
        Files.write(device.at("large"), noise);
        Files.createDirectories(device.at("new/deep"));
        for (int number = 0; number < 6; number++) {
            Files.writeString(device.at("new/deep/file-" + number), "new " + number);
        }
        Files.writeString(device.at("folder/file-0"), "second");
        Files.move(device.at("folder/file-1"), device.at("folder/file-6"));
        Files.move(device.at("folder/file-2"), device.at("swap"));
        Files.move(device.at("folder/file-3"), device.at("folder/file-2"));
        Files.move(device.at("swap"), device.at("folder/file-3"));
        Files.delete(device.at("folder/file-4"));
        Files.move(device.at("folder/inner"), device.at("inner"));
    }

    // ---- wrong clocks

    @Test
    void clocks_that_are_wrong_by_400_days_decide_nothing() throws IOException {
        var simulation = new Simulation(1, null);
        InstantSource late = () -> simulation.clock().instant().plus(WRONG);
        InstantSource early = () -> simulation.clock().instant().minus(WRONG);
        try (var first = device(directory.resolve("1"), simulation, 1, late);
                var second = device(directory.resolve("2"), simulation, 2, early)) {
            write(first, "file", "first", late);
            settle(first, second);

            write(first, "file", "from the future", late);
            settle(first);
            write(second, "file", "from the past", early);
            settle(second, first);

            assertThat(first.at("file")).hasContent("from the past");
            assertThat(second.at("file")).hasContent("from the past");
            assertThat(first.paths()).isEqualTo(second.paths());
            assertThat(second.engine().conflicts().all()).hasSize(1);
        }
    }

    @Test
    void files_of_any_time_are_synced_with_their_time() throws IOException {
        var simulation = new Simulation(1, null);
        try (var first = new RealDevice(directory.resolve("1"), simulation, 1);
                var second = new RealDevice(directory.resolve("2"), simulation, 2)) {
            InstantSource late = () -> simulation.clock().instant().plus(WRONG);
            InstantSource early = () -> simulation.clock().instant().minus(WRONG);
            write(first, "late", "1", late);
            write(first, "early", "1", early);
            settle(first, second);
            write(second, "late", "2", early);
            write(second, "early", "2", late);
            settle(second, first);

            for (var name : Set.of("late", "early")) {
                assertThat(first.at(name)).hasContent("2");
                assertThat(Files.getLastModifiedTime(first.at(name)))
                        .isEqualTo(Files.getLastModifiedTime(second.at(name)));
            }
        }
    }

    private static void write(RealDevice device, String path, String text, InstantSource clock) throws IOException {
        Files.writeString(device.at(path), text);
        Files.setLastModifiedTime(device.at(path), FileTime.from(clock.instant()));
    }
}
