package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.device.Device;
import dev.cairn.bench.measure.Line;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.peer.Syncthing;
import dev.cairn.bench.report.Plot;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Table;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// B1: how long it takes until a file that was saved on one device is on the other.
public final class SaveToThere implements Scene {

    public static final Row ROW =
            new Row("B1", "a saved file of 4 KiB, until it is on the other device", 4L << 30, SaveToThere::prepare);

    private static final Quantity DELAY = new Quantity("from saved to there", "s", 3);
    private static final String CAIRN = "Cairn";
    private static final String FULL = "Cairn, 10,000 files in the tree";
    private static final String DELAYED = "Cairn, 25 ms each way, 100 Mbit/s";
    private static final int SIZE = 4096;

    /// A person has some files that are saved again and again.
    private static final int NAMES = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// So long that nothing of the last save is still going on.
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Samples samples = new Samples();
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Pair> pairs;

    /// @param times as often as it saves in a run
    private record Pair(String name, Path here, Path there, int times) {}

    private SaveToThere(List<Pair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    private static SaveToThere prepare(Stage stage) throws Exception {
        var pairs = new ArrayList<Pair>();
        int times = stage.amount(60, 10);
        pairs.add(cairn(stage, CAIRN, Line.BARE, 0, times));
        pairs.add(cairn(stage, FULL, Line.BARE, stage.amount(10_000, 1_000), times));
        pairs.add(cairn(stage, DELAYED, Line.DELAYED, 0, times));
        syncthing(stage, "Syncthing, tuned", true, stage.amount(20, 2), pairs);
        syncthing(stage, "Syncthing as it comes", false, stage.amount(6, 1), pairs);
        var scene = new SaveToThere(pairs);
        for (var pair : pairs) {
            scene.save(pair, 0);
        }
        return scene;
    }

    private static Pair cairn(Stage stage, String name, Line line, int files, int times) throws Exception {
        var account = stage.account();
        var here = Device.of(stage, account, line);
        var there = Device.of(stage, account, line);
        var tree = new SmallFiles(files, 1024);
        tree.make(Files.createDirectory(here.folder().resolve("others")), 1);
        here.start();
        there.start();
        there.awaitSettled(tree.entries());
        return new Pair(name, here.folder(), there.folder(), times);
    }

    private static void syncthing(Stage stage, String name, boolean tuned, int times, List<Pair> pairs)
            throws Exception {
        var started = Syncthing.start(stage.directory().resolve(name), tuned);
        started.ifPresent(syncthing -> {
            stage.opened(syncthing);
            pairs.add(new Pair(name, syncthing.here(), syncthing.there(), times));
        });
    }

    @Override
    public void measure() throws Exception {
        for (var pair : pairs) {
            var meter = Meter.start(List.of());
            for (int time = 0; time < pair.times; time++) {
                samples.add(pair.name, DELAY, save(pair, time));
                Thread.sleep(BETWEEN);
            }
            meter.stop();
        }
    }

    /// @return seconds
    private double save(Pair pair, int time) throws IOException, InterruptedException {
        var bytes = new byte[SIZE];
        random.nextBytes(bytes);
        var name = "saved-" + time % NAMES;
        var target = pair.there.resolve(name);
        long begin = System.nanoTime();
        Files.write(pair.here.resolve(name), bytes);
        Device.await(PATIENCE, () -> Files.exists(target) && Arrays.equals(Files.readAllBytes(target), bytes));
        return (System.nanoTime() - begin) / 1e9;
    }

    @Override
    public Report report() {
        var tails = new ArrayList<List<String>>();
        for (var contender : samples.contenders()) {
            var delays = samples.of(contender, DELAY);
            tails.add(List.of(
                    contender,
                    Integer.toString(delays.count()),
                    DELAY.text(delays.percentile(95)),
                    DELAY.text(delays.percentile(99))));
        }
        return Report.of("", samples)
                .with(new Table(List.of("", "saves", "95th percentile (s)", "99th percentile (s)"), tails))
                .with(Plot.of("A saved file of 4 KiB, until it is on the other device", samples, DELAY))
                .with(
                        Verdict.atMost("s until it is there, median", 0.25, samples.median(CAIRN, DELAY), "%.3f"),
                        Verdict.atMost(
                                "… 95th percentile",
                                0.5,
                                samples.of(CAIRN, DELAY).percentile(95),
                                "%.3f"),
                        Verdict.atMost("… 10,000 files in the tree, median", 0.25, samples.median(FULL, DELAY), "%.3f"),
                        Verdict.atMost(
                                "… 10,000 files in the tree, 95th percentile",
                                0.5,
                                samples.of(FULL, DELAY).percentile(95),
                                "%.3f"),
                        Verdict.atMost("… delayed network, median", 0.6, samples.median(DELAYED, DELAY), "%.3f"))
                .noting("A file that is there already is overwritten in place, with other bytes each time. The time"
                        + " begins before it is opened and ends when the other device's file has those bytes. All run"
                        + " and watch from the beginning. Syncthing, tuned: `fsWatcherDelayS` is 1.");
    }
}
