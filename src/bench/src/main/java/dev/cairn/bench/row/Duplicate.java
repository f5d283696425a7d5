package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.client.FileUploader;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.nio.file.Path;

/// B11: a second copy of a large file.
public final class Duplicate implements Scene {

    public static final Row ROW =
            new Row("B11", "duplicate: a second copy of 2 GiB on the way up", 6L << 30, Duplicate::prepare);

    private static final Quantity UP = new Quantity("up", "KiB", 0);
    private static final Quantity DOWN = new Quantity("down", "KiB", 0);
    private static final Quantity REQUESTS = new Quantity("requests", "", 0);
    private static final Quantity SHARE = new Quantity("up, by the file's size", "%", 4);

    private static final String COPY = "the copy";
    private static final double KIB = 1024;

    private final Samples samples = new Samples();
    private final Stage stage;
    private final Counted device;
    private final Path file;
    private final long size;
    private int copies;

    private Duplicate(Stage stage, Counted device, Path file, long size) {
        this.stage = stage;
        this.device = device;
        this.file = file;
        this.size = size;
    }

    private static Duplicate prepare(Stage stage) throws Exception {
        long size = stage.amount(2L << 30, 256L << 20);
        var file = NoiseFile.write(stage.directory().resolve("noise"), size, 11);
        var account = stage.account();
        new FileUploader(account, account.root()).upload(file, "the first");
        return new Duplicate(stage, Counted.of(stage, account), file, size);
    }

    @Override
    public void measure() throws Exception {
        var before = device.wire();
        var meter = Meter.start(stage.parts());
        var account = device.account();
        new FileUploader(account, account.root()).upload(file, "copy " + ++copies);
        var usage = meter.stop();
        var wire = device.wire().since(before);
        samples.add(COPY, UP, wire.up() / KIB);
        samples.add(COPY, DOWN, wire.down() / KIB);
        samples.add(COPY, REQUESTS, wire.requests());
        samples.add(COPY, SHARE, 100.0 * wire.up() / size);
        samples.add(COPY, Quantity.SECONDS, usage.seconds());
        samples.add(COPY, Quantity.CPU, usage.allCpu().toMillis() / 1e3);
        samples.add(COPY, Quantity.OTHERS, usage.others() * 100);
    }

    @Override
    public Report report() {
        return Report.of("", samples)
                .with(Verdict.atMost(
                        "percent of the file's size on the wire", 0.1, samples.median(COPY, SHARE), "%.4f"))
                .noting(
                        "Counted by relays before the API and the store. The client cuts and names the whole copy, and asks"
                                + " which of its chunks are missing.");
    }
}
