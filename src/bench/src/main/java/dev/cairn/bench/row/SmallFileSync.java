package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.device.Device;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Part;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.peer.Rsync;
import dev.cairn.bench.peer.Syncthing;
import dev.cairn.bench.peer.Unison;
import dev.cairn.bench.report.Plot;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// B2, B3 and B4: many small files by the desktop client, up, down, and both at once.
public final class SmallFileSync implements Scene {

    public static final Row ROW = new Row(
            "B2-client",
            "10,000 files of 10 KiB by the desktop client: up, down (B3), and from one device to the other (B4)",
            4L << 30,
            SmallFileSync::prepare);

    private static final Quantity RATE = new Quantity("files", "per s", 0);
    private static final Quantity CPU = new Quantity("CPU of all, a file", "ms", 2);
    private static final Quantity CPU_OF_CAIRN = new Quantity("of server and database, a file", "ms", 2);
    private static final String UP = "Cairn, up";
    private static final String DOWN = "Cairn, down";
    private static final String THROUGH = "Cairn, from one to the other";
    private static final String SYNCTHING = "Syncthing, tuned, from one to the other";
    private static final int SIZE = 10 * 1024;
    private static final int WARM = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Samples samples = new Samples();
    private final Stage stage;
    private final int count;
    private final Optional<Syncthing> syncthing;
    private int trees;

    private SmallFileSync(Stage stage, int count, Optional<Syncthing> syncthing) {
        this.stage = stage;
        this.count = count;
        this.syncthing = syncthing;
    }

    private static SmallFileSync prepare(Stage stage) throws Exception {
        var syncthing = Syncthing.start(stage.directory().resolve("syncthing"), true);
        syncthing.ifPresent(stage::opened);
        return new SmallFileSync(stage, stage.amount(10_000, 1_000), syncthing);
    }

    /// Two devices of a new person that have synced some files already, both running.
    private final class Pair implements AutoCloseable {

        private final Device here;
        private final Device there;
        private int entries;

        Pair() throws Exception {
            var account = stage.account();
            here = Device.of(stage, account);
            there = Device.of(stage, account);
            here.start();
            there.start();
            var warm = new SmallFiles(WARM, SIZE);
            put(warm);
            here.awaitSettled(entries);
            there.awaitSettled(entries);
        }

        /// Moves new files into the first device's folder, in one step.
        Path put(SmallFiles files) throws Exception {
            var made = files.make(stage.directory().resolve("tree-" + ++trees), trees);
            sync();
            entries += files.entries();
            return Files.move(made, here.folder().resolve(made.getFileName()));
        }

        List<Part> parts() throws Exception {
            var parts = new ArrayList<>(stage.cairn().parts());
            parts.add(here.part("here"));
            parts.add(there.part("there"));
            return parts;
        }

        @Override
        public void close() throws IOException {
            here.stop();
            there.stop();
        }
    }

    /// So that the disk is not still at it when the measuring begins.
    private static void sync() throws Exception {
        new ProcessBuilder("sync").start().waitFor();
    }

    @Override
    public void measure() throws Exception {
        var files = new SmallFiles(count, SIZE);
        try (var pair = new Pair()) {
            upAndDown(pair, files);
            through(pair, files);
        }
        if (syncthing.isPresent()) {
            through(syncthing.get(), files);
        }
        copies(files);
    }

    private void upAndDown(Pair pair, SmallFiles files) throws Exception {
        pair.there.pause();
        var up = Meter.start(pair.parts());
        var source = pair.put(files);
        pair.here.awaitSettled(pair.entries);
        add(UP, up.stop());
        var target = pair.there.folder().resolve(source.getFileName());
        sync();
        var down = Meter.start(pair.parts());
        pair.there.resume();
        Device.await(PATIENCE, PAUSE, () -> files.areIn(target));
        add(DOWN, down.stop());
        pair.there.awaitSettled(pair.entries);
        SmallFiles.requireEqual(source, target);
    }

    private void through(Pair pair, SmallFiles files) throws Exception {
        var meter = Meter.start(pair.parts());
        var source = pair.put(files);
        var target = pair.there.folder().resolve(source.getFileName());
        Device.await(PATIENCE, PAUSE, () -> files.areIn(target));
        add(THROUGH, meter.stop());
        pair.there.awaitSettled(pair.entries);
        SmallFiles.requireEqual(source, target);
    }

    private void through(Syncthing pair, SmallFiles files) throws Exception {
        var made = files.make(stage.directory().resolve("tree-" + ++trees), trees);
        sync();
        var meter = Meter.start(List.of(pair.part()));
        var source = Files.move(made, pair.here().resolve(made.getFileName()));
        var target = pair.there().resolve(made.getFileName());
        Device.await(PATIENCE, PAUSE, () -> files.areIn(target));
        add(SYNCTHING, meter.stop());
        SmallFiles.requireEqual(source, target);
    }

    /// What copies on one machine without a server in between.
    private void copies(SmallFiles files) throws Exception {
        var source = files.make(stage.directory().resolve("tree-" + ++trees), trees);
        sync();
        var rsync = Rsync.find();
        if (rsync.isPresent()) {
            var target = stage.directory().resolve("rsync-" + trees);
            var meter = Meter.start(List.of());
            rsync.get().sync(source, target);
            add("rsync", meter.stop());
            SmallFiles.requireEqual(source, target);
        }
        var unison = Unison.find(stage.directory().resolve("unison"));
        if (unison.isPresent()) {
            var target = Files.createDirectory(stage.directory().resolve("unison-" + trees));
            var meter = Meter.start(List.of());
            unison.get().sync(source, target);
            add("Unison", meter.stop());
            SmallFiles.requireEqual(source, target);
        }
    }

    private void add(String contender, Meter.Usage usage) {
        samples.add(contender, RATE, count / usage.seconds());
        samples.add(contender, Quantity.SECONDS, usage.seconds());
        samples.add(contender, CPU, (double) usage.allCpu().toMillis() / count);
        if (usage.cpu().containsKey("server")) {
            samples.add(
                    contender,
                    CPU_OF_CAIRN,
                    (double) usage.cpu("server").plus(usage.cpu("database")).toMillis() / count);
        }
        samples.add(contender, Quantity.OTHERS, usage.others() * 100);
    }

    @Override
    public Report report() {
        return Report.of("", samples)
                .with(Plot.of("10,000 files of 10 KiB", samples, RATE))
                .with(
                        Verdict.atLeast("files up per s", 2000, samples.median(UP, RATE), "%.0f"),
                        Verdict.atLeast("files down per s (B3)", 2500, samples.median(DOWN, RATE), "%.0f"),
                        Verdict.atMost(
                                "s from one device to the other (B4)",
                                7,
                                samples.median(THROUGH, Quantity.SECONDS),
                                "%.1f"))
                .noting("Each run has two devices of a new person; both have synced 2,000 other files before. The files"
                        + " are moved into the watched folder in one step, a hundred in each folder in it. Up ends when"
                        + " the client says that both sides are equal, down when all files are there. rsync and"
                        + " Unison copy from folder to folder, with nothing in between. All is compared byte by byte"
                        + " at the end.");
    }
}
