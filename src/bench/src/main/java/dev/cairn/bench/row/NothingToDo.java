package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.device.Device;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.peer.Rsync;
import dev.cairn.bench.peer.Unison;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// B19 and B20: a client that has nothing to do, and what it takes of the machine.
public final class NothingToDo implements Scene {

    public static final Row ROW = new Row(
            "B19",
            "nothing to do, with 10,000 and 200,000 files: a look at all, a start, and the client's memory (B20)",
            8L << 30,
            NothingToDo::prepare);

    private static final Quantity LOOK = new Quantity("a look at all", "s", 3);
    private static final Quantity WIRE = new Quantity("wire of that", "bytes", 0);
    private static final Quantity START = new Quantity("start, until all is known to be equal", "s", 2);
    private static final Quantity IDLE_CPU = new Quantity("CPU at rest", "ms a minute", 0);
    private static final Quantity IDLE_WIRE = new Quantity("wire at rest", "bytes a minute", 0);
    private static final Quantity MEMORY = new Quantity("memory at rest", "MiB", 0);
    private static final Quantity PEAK = new Quantity("peak memory", "MiB", 0);
    private static final Quantity FIRST_PEAK = new Quantity("peak memory of the first sync", "MiB", 0);
    private static final double MIB = 1024 * 1024;
    private static final int LOOKS = 5;
    private static final Duration REST = Duration.ofSeconds(5);

    private final Samples samples = new Samples();
    private final Stage stage;
    private final List<Contender> contenders = new ArrayList<>();

    /// @param copy what rsync and Unison have made of it
    private record Contender(String name, Device device, SmallFiles files, Path copy) {}

    private NothingToDo(Stage stage) {
        this.stage = stage;
    }

    private static NothingToDo prepare(Stage stage) throws Exception {
        var scene = new NothingToDo(stage);
        for (int count : stage.amount(List.of(10_000, 200_000), List.of(500, 2_000))) {
            scene.contenders.add(scene.contender("%,d files".formatted(count), new SmallFiles(count, 1024)));
        }
        return scene;
    }

    /// All files are on the server by the time that it returns.
    private Contender contender(String name, SmallFiles files) throws Exception {
        var device = Device.of(stage, stage.account());
        files.make(device.folder().resolve("files"), 19);
        device.start();
        device.awaitSettled(files.entries());
        samples.add(name, FIRST_PEAK, device.part("client").peakBytes() / MIB);
        device.stop();
        return new Contender(name, device, files, stage.directory().resolve("copy-" + files.count()));
    }

    @Override
    public void measure() throws Exception {
        for (var contender : contenders) {
            measure(contender);
            peers(contender);
        }
    }

    private void measure(Contender contender) throws Exception {
        var device = contender.device;
        long begin = System.nanoTime();
        device.start();
        device.awaitSettled(contender.files.entries());
        samples.add(contender.name, START, (System.nanoTime() - begin) / 1e9);
        for (int look = 0; look < LOOKS; look++) {
            Thread.sleep(REST);
            look(contender);
        }
        rest(contender);
        device.stop();
    }

    private void look(Contender contender) throws Exception {
        var device = contender.device;
        var before = device.wire();
        device.pause();
        long begin = System.nanoTime();
        device.resume();
        device.awaitSettled(contender.files.entries());
        samples.add(contender.name, LOOK, (System.nanoTime() - begin) / 1e9);
        samples.add(contender.name, WIRE, device.wire().since(before).both());
    }

    private void rest(Contender contender) throws Exception {
        var rest = stage.amount(Duration.ofMinutes(2), Duration.ofSeconds(10));
        double minutes = rest.toMillis() / 60_000.0;
        Thread.sleep(REST);
        var part = contender.device.part("client");
        var wire = contender.device.wire();
        var cpu = part.cpuTime();
        samples.add(contender.name, PEAK, part.peakBytes() / MIB);
        var meter = Meter.start(List.of(part));
        Thread.sleep(rest);
        samples.add(contender.name, IDLE_CPU, part.cpuTime().minus(cpu).toMillis() / minutes);
        samples.add(
                contender.name, IDLE_WIRE, contender.device.wire().since(wire).both() / minutes);
        samples.add(contender.name, Quantity.OTHERS, meter.stop().others() * 100);
        samples.add(contender.name, MEMORY, part.shareBytes() / MIB);
    }

    private void peers(Contender contender) throws Exception {
        var source = contender.device.folder();
        var rsync = Rsync.find();
        if (rsync.isPresent()) {
            var target = Files.createDirectories(contender.copy.resolve("rsync"));
            rsync.get().sync(source, target);
            long begin = System.nanoTime();
            rsync.get().sync(source, target);
            samples.add("rsync, " + contender.name, LOOK, (System.nanoTime() - begin) / 1e9);
        }
        var unison = Unison.find(stage.directory().resolve("unison"));
        if (unison.isPresent()) {
            var target = Files.createDirectories(contender.copy.resolve("unison"));
            unison.get().sync(source, target);
            long begin = System.nanoTime();
            unison.get().sync(source, target);
            samples.add("Unison, " + contender.name, LOOK, (System.nanoTime() - begin) / 1e9);
        }
    }

    @Override
    public Report report() {
        var few = contenders.getFirst().name;
        var many = contenders.getLast().name;
        return Report.of("", samples)
                .with(
                        Verdict.atMost("s for a look at all, " + few, 0.2, samples.median(few, LOOK), "%.3f"),
                        Verdict.atMost("bytes on the wire for it", 500, samples.median(many, WIRE), "%.0f"),
                        Verdict.atMost("s for a start, " + many, 20, samples.median(many, START), "%.1f"),
                        Verdict.atMost("MiB of the client, " + few + " (B20)", 150, most(few), "%.0f"),
                        Verdict.atMost("MiB of the client, " + many + " (B20)", 150, most(many), "%.0f"))
                .noting("A look at all is asked for by pause and resume: the client lists every folder, compares every"
                        + " file with what it knows, asks the server for changes and plans. A start has the JVM's and"
                        + " the sign-in in it. rsync and Unison compare with a copy on the same machine, and start"
                        + " anew each time. Memory is what is resident; that of the client, at most, is the highest of"
                        + " the first sync and of all looks.");
    }

    private double most(String contender) {
        return Math.max(
                samples.of(contender, FIRST_PEAK).max(),
                samples.of(contender, PEAK).max());
    }
}
