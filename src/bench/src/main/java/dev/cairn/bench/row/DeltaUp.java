package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.client.FileDownloader;
import dev.cairn.bench.client.FileUploader;
import dev.cairn.bench.client.FileUploader.Stored;
import dev.cairn.bench.measure.Distribution;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.peer.Rsync;
import dev.cairn.bench.report.Plot;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.SplittableRandom;

/// B8 and B9: what an edit of a large file costs on the way up, beside rsync.
public final class DeltaUp implements Scene {

    public static final Row ROW = new Row(
            "B8",
            "an edit of a file of 1 GiB on the way up: bytes, requests, time and CPU (B9), beside rsync",
            8L << 30,
            DeltaUp::prepare);

    private static final Quantity UP = new Quantity("up", "KiB", 1);
    private static final Quantity DOWN = new Quantity("down", "KiB", 1);
    private static final Quantity REQUESTS = new Quantity("requests", "", 0);
    private static final Quantity DATABASE = new Quantity("written to the database's log", "KiB", 1);

    private static final String BACK = "back to the version before";
    private static final String RSYNC = "rsync: ";
    private static final String NAME = "noise";
    private static final double KIB = 1024;

    private final Samples samples = new Samples();
    private final Stage stage;
    private final Counted device;
    private final Path file;
    private final Optional<Rsync> rsync;
    private final SplittableRandom random = new SplittableRandom(8);
    private Stored stored;

    private DeltaUp(Stage stage, Counted device, Path file, Stored stored, Optional<Rsync> rsync) {
        this.stage = stage;
        this.device = device;
        this.file = file;
        this.stored = stored;
        this.rsync = rsync;
    }

    private static DeltaUp prepare(Stage stage) throws Exception {
        var file = NoiseFile.write(stage.directory().resolve(NAME), stage.amount(1L << 30, 128L << 20), 8);
        var account = stage.account();
        var stored = new FileUploader(account, account.root()).upload(file, NAME);
        stage.cairn().probe().awaitVerified();
        return new DeltaUp(stage, Counted.of(stage, account), file, stored, Rsync.find());
    }

    @Override
    public void measure() throws Exception {
        var before = stage.directory().resolve("before");
        for (var edit : Edit.values()) {
            Files.copy(file, before, StandardCopyOption.REPLACE_EXISTING);
            edit.apply(file, random);
            if (rsync.isPresent()) {
                copyByRsync(rsync.get(), edit);
            }
            upload(edit.what());
        }
        Files.copy(before, file, StandardCopyOption.REPLACE_EXISTING);
        upload(BACK);
        requireEqual();
    }

    private void upload(String what) throws Exception {
        var probe = stage.cairn().probe();
        var countersBefore = probe.counters();
        var wireBefore = device.wire();
        var meter = Meter.start(stage.parts());
        var account = device.account();
        stored = new FileUploader(account, account.root()).upload(file, NAME, stored);
        var usage = meter.stop();
        var wire = device.wire().since(wireBefore);
        samples.add(what, UP, wire.up() / KIB);
        samples.add(what, DOWN, wire.down() / KIB);
        samples.add(what, REQUESTS, wire.requests());
        samples.add(what, DATABASE, probe.counters().since(countersBefore, "Innodb_os_log_written") / KIB);
        samples.add(what, Quantity.SECONDS, usage.seconds());
        samples.add(what, Quantity.CPU, usage.allCpu().toMillis() / 1e3);
        samples.add(what, Quantity.OTHERS, usage.others() * 100);
    }

    private void copyByRsync(Rsync program, Edit edit) throws IOException, InterruptedException {
        var target = stage.directory().resolve("rsync-target");
        Files.copy(stage.directory().resolve("before"), target, StandardCopyOption.REPLACE_EXISTING);
        var meter = Meter.start(stage.parts());
        var wire = program.copy(file, target);
        var usage = meter.stop();
        var name = RSYNC + edit.what();
        samples.add(name, UP, wire.up() / KIB);
        samples.add(name, DOWN, wire.down() / KIB);
        samples.add(name, Quantity.SECONDS, usage.seconds());
        samples.add(name, Quantity.CPU, usage.children().toMillis() / 1e3);
        samples.add(name, Quantity.OTHERS, usage.others() * 100);
        Files.delete(target);
    }

    private void requireEqual() throws IOException, InterruptedException {
        var copy = stage.directory().resolve("copy");
        new FileDownloader(device.account()).download(stored.folder(), stored.file(), stored.version(), copy);
        if (Files.mismatch(file, copy) >= 0) {
            throw new IOException("What came back is not what was sent");
        }
        Files.delete(copy);
    }

    @Override
    public Report report() {
        var up = ofAll(UP);
        var report = Report.of("edit", samples)
                .with(
                        Verdict.atMost("KiB up, median of all edits", 300, up.median(), "%.0f"),
                        Verdict.atMost("KiB up, maximum but for 20 places", 600, mostOfOnePlace(), "%.0f"),
                        Verdict.atMost(
                                "KiB to the database's log, median",
                                64,
                                ofAll(DATABASE).median(),
                                "%.0f"),
                        Verdict.atMost(
                                "time in s, median (B9)",
                                3,
                                ofAll(Quantity.SECONDS).median(),
                                "%.2f"),
                        Verdict.atMost(
                                "CPU in s, median (B9)",
                                2.5,
                                ofAll(Quantity.CPU).median(),
                                "%.2f"))
                .with(Plot.of("An edit of a large file on the way up", samples, UP))
                .noting("Bytes are counted by relays before the API and the store, headers and the commit included. The"
                        + " client reads and cuts the whole file each time, as after a change that nobody watched.");
        return rsync.isPresent()
                ? report.noting("rsync's bytes are those that it counts between its two processes.")
                : report.noting("rsync is not installed and was left out.");
    }

    private Distribution ofAll(Quantity quantity) {
        var values = samples.contenders().stream()
                .filter(contender -> !contender.startsWith(RSYNC))
                .map(contender -> samples.of(contender, quantity).median())
                .toList();
        return Distribution.of(values);
    }

    private double mostOfOnePlace() {
        return samples.contenders().stream()
                .filter(contender -> !contender.startsWith(RSYNC) && !contender.equals(Edit.MANY.what()))
                .mapToDouble(contender -> samples.of(contender, UP).max())
                .max()
                .orElseThrow();
    }
}
