package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.device.Device;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;

/// B12: source code, up and down by the desktop client.
public final class Compressible implements Scene {

    public static final Row ROW = new Row(
            "B12",
            "compressible: the JDK's source code by the desktop client, up and down",
            4L << 30,
            Compressible::new);

    private static final Quantity SIZE = new Quantity("size", "MiB", 0);
    private static final Quantity WIRE = new Quantity("wire, both ways", "MiB", 1);
    private static final Quantity SHARE = new Quantity("wire, by the size", "", 3);
    private static final String UP = "up";
    private static final String DOWN = "down";
    private static final double MIB = 1024 * 1024;

    private final Samples samples = new Samples();
    private final Stage stage;
    private int runs;

    private Compressible(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void measure() throws Exception {
        var account = stage.account();
        var here = Device.of(stage, account);
        var there = Device.of(stage, account);
        long size = unpack(here.folder().resolve("source-" + ++runs));
        measure(UP, here, size);
        measure(DOWN, there, size);
        SmallFiles.requireEqual(
                here.folder().resolve("source-" + runs), there.folder().resolve("source-" + runs));
    }

    private void measure(String contender, Device device, long size) throws Exception {
        var before = device.wire();
        var meter = Meter.start(stage.cairn().parts());
        device.syncOnce();
        var usage = meter.stop();
        long wire = device.wire().since(before).both();
        samples.add(contender, SIZE, size / MIB);
        samples.add(contender, WIRE, wire / MIB);
        samples.add(contender, SHARE, (double) wire / size);
        samples.add(contender, Quantity.SECONDS, usage.seconds());
        samples.add(contender, Quantity.CPU, usage.allCpu().toMillis() / 1e3);
        samples.add(contender, Quantity.OTHERS, usage.others() * 100);
    }

    /// @return how many bytes there are
    private static long unpack(Path target) throws IOException {
        var sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        long size = 0;
        try (var zip = new ZipInputStream(Files.newInputStream(sources))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = target.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && file.startsWith(target)) {
                    Files.createDirectories(file.getParent());
                    size += Files.copy(zip, file);
                }
            }
        }
        return size;
    }

    @Override
    public Report report() {
        return Report.of("", samples)
                .with(
                        Verdict.atMost("wire by size, up", 0.25, samples.median(UP, SHARE), "%.3f"),
                        Verdict.atMost("wire by size, down", 0.25, samples.median(DOWN, SHARE), "%.3f"))
                .noting("`lib/src.zip` of the JDK that runs this, unpacked: some 15,000 files, each compressed for"
                        + " itself. Counted by relays before the API and the store, headers, manifests and commits"
                        + " included. The times have the start of the client in them.");
    }
}
