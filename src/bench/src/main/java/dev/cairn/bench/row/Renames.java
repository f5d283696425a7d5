package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.cairn.DatabaseProbe;
import dev.cairn.bench.device.Device;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.peer.Syncthing;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// B10: a large file and a large folder get other names, on one device and then on the other.
public final class Renames implements Scene {

    public static final Row ROW = new Row(
            "B10",
            "renamed: a file of 1 GiB and a folder of 10,000 files, until they are on the other device",
            8L << 30,
            Renames::prepare);

    private static final Quantity TIME = new Quantity("until it is on the other device", "s", 2);
    private static final Quantity WIRE = new Quantity("on the wire, both devices", "bytes", 0);
    private static final Quantity ROWS = new Quantity("rows written", "", 0);
    private static final String FILE = "Cairn, file of 1 GiB";
    private static final String FOLDER = "Cairn, folder of 10,000 files";
    private static final String SYNCTHING_FILE = "Syncthing, tuned, file of 1 GiB";
    private static final String SYNCTHING_FOLDER = "Syncthing, tuned, folder of 10,000 files";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Samples samples = new Samples();
    private final Stage stage;
    private final Device here;
    private final Device there;
    private final SmallFiles files;
    private final Optional<Syncthing> syncthing;
    private int names;

    private Renames(Stage stage, Device here, Device there, SmallFiles files, Optional<Syncthing> syncthing) {
        this.stage = stage;
        this.here = here;
        this.there = there;
        this.files = files;
        this.syncthing = syncthing;
    }

    private static Renames prepare(Stage stage) throws Exception {
        var account = stage.account();
        var here = Device.of(stage, account);
        var there = Device.of(stage, account);
        long size = stage.amount(1L << 30, 64L << 20);
        var files = new SmallFiles(stage.amount(10_000, 500), 1024);
        fill(here.folder(), size, files);
        here.start();
        there.start();
        there.awaitSettled(files.entries() + 1);
        var syncthing = Syncthing.start(stage.directory().resolve("syncthing"), true);
        if (syncthing.isPresent()) {
            stage.opened(syncthing.get());
            fill(syncthing.get().here(), size, files);
            var there2 = syncthing.get().there();
            Device.await(
                    PATIENCE,
                    QUIET,
                    () -> files.areIn(there2.resolve("folder-0")) && Files.exists(there2.resolve("file-0")));
        }
        return new Renames(stage, here, there, files, syncthing);
    }

    private static void fill(Path folder, long size, SmallFiles files) throws Exception {
        NoiseFile.write(folder.resolve("file-0"), size, 10);
        files.make(folder.resolve("folder-0"), 10);
    }

    @Override
    public void measure() throws Exception {
        measure(FILE, "file-");
        measure(FOLDER, "folder-");
        if (syncthing.isPresent()) {
            measure(syncthing.get(), SYNCTHING_FILE, "file-");
            measure(syncthing.get(), SYNCTHING_FOLDER, "folder-");
        }
        names++;
    }

    private void measure(String contender, String name) throws Exception {
        Thread.sleep(QUIET);
        var wireHere = here.wire();
        var wireThere = there.wire();
        var counted = stage.cairn().probe().counters();
        long begin = System.nanoTime();
        var target = rename(here.folder(), there.folder(), name);
        Device.await(PATIENCE, () -> isThere(target, name));
        samples.add(contender, TIME, (System.nanoTime() - begin) / 1e9);
        Thread.sleep(QUIET);
        samples.add(
                contender,
                WIRE,
                here.wire().since(wireHere).both()
                        + there.wire().since(wireThere).both());
        samples.add(contender, ROWS, rows(stage.cairn().probe().counters(), counted));
    }

    private static long rows(DatabaseProbe.Counters now, DatabaseProbe.Counters before) {
        return now.since(before, "Handler_write")
                + now.since(before, "Handler_update")
                + now.since(before, "Handler_delete");
    }

    private void measure(Syncthing pair, String contender, String name) throws Exception {
        Thread.sleep(QUIET);
        long wire = pair.wire();
        long begin = System.nanoTime();
        var target = rename(pair.here(), pair.there(), name);
        Device.await(PATIENCE, Duration.ofMillis(10), () -> isThere(target, name));
        samples.add(contender, TIME, (System.nanoTime() - begin) / 1e9);
        Thread.sleep(QUIET);
        samples.add(contender, WIRE, pair.wire() - wire);
    }

    /// @return where it is to be on the other device
    private Path rename(Path hereFolder, Path thereFolder, String name) throws Exception {
        var next = name + (names + 1);
        Files.move(hereFolder.resolve(name + names), hereFolder.resolve(next));
        return thereFolder.resolve(next);
    }

    private boolean isThere(Path target, String name) throws java.io.IOException {
        return name.startsWith("folder") ? files.areIn(target) : Files.exists(target);
    }

    @Override
    public Report report() {
        return Report.of("", samples)
                .with(
                        Verdict.atMost("bytes on the wire, file", 5000, samples.median(FILE, WIRE), "%.0f"),
                        Verdict.atMost("bytes on the wire, folder", 5000, samples.median(FOLDER, WIRE), "%.0f"),
                        Verdict.atMost(
                                "rows written for the folder more than for the file",
                                10,
                                samples.median(FOLDER, ROWS) - samples.median(FILE, ROWS),
                                "%.0f"),
                        Verdict.atMost(
                                "s until it is on the other device, file", 0.5, samples.median(FILE, TIME), "%.2f"),
                        Verdict.atMost(
                                "s until it is on the other device, folder", 0.5, samples.median(FOLDER, TIME), "%.2f"))
                .noting("The wire is counted from the rename until three seconds after it has arrived, headers and"
                        + " pushed hints included, of both devices and both ways. Rows are all that the database"
                        + " server has inserted, updated and deleted meanwhile.");
    }
}
