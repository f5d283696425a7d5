package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.cairn.RunningCairn;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Part;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// B21: what Cairn takes when nobody uses it, and how long it takes to start.
public final class AtRest implements Scene {

    public static final Row ROW = new Row(
            "B21", "at rest: memory of all of ./cairn up without users, and a second start", 2L << 30, AtRest::new);

    private static final Quantity START = new Quantity("start", "s", 1);
    private static final Quantity MEMORY = new Quantity("memory", "MiB", 0);
    private static final Quantity IDLE_CPU = new Quantity("CPU at rest", "% of a core", 2);
    private static final String FIRST = "first start";
    private static final String SECOND = "second start";
    private static final double MIB = 1024 * 1024;

    private final Samples samples = new Samples();
    private final Stage stage;
    private int runs;

    private AtRest(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void measure() throws Exception {
        var data = stage.directory().resolve("at-rest-" + ++runs);
        measure(FIRST, data);
        measure(SECOND, data);
        Stage.delete(data);
    }

    private void measure(String contender, Path data) throws Exception {
        var everything = Part.tree("everything", ProcessHandle.current());
        var start = Meter.start(List.of(everything));
        try (var cairn = RunningCairn.start(stage.home(), data, Map.of())) {
            var starting = start.stop();
            samples.add(contender, START, cairn.startTime().toMillis() / 1e3);
            Thread.sleep(stage.amount(Duration.ofMinutes(3), Duration.ofSeconds(20)));
            var before = cairn.all().cpuTime();
            var idle = stage.amount(Duration.ofSeconds(30), Duration.ofSeconds(5));
            Thread.sleep(idle);
            var used = cairn.all().cpuTime().minus(before);
            samples.add(contender, IDLE_CPU, 100.0 * used.toMillis() / idle.toMillis());
            samples.add(contender, MEMORY, cairn.all().shareBytes() / MIB);
            for (var part : cairn.parts()) {
                samples.add(contender, new Quantity("memory of " + part.name(), "MiB", 0), part.shareBytes() / MIB);
            }
            samples.add(contender, Quantity.OTHERS, starting.others() * 100);
        }
    }

    @Override
    public Report report() {
        return Report.of("", samples)
                .with(
                        Verdict.atMost("MiB of all processes", 1024, samples.median(SECOND, MEMORY), "%.0f"),
                        Verdict.atMost("second start in s", 30, samples.median(SECOND, START), "%.1f"))
                .noting("Memory is the sum of PSS over all processes, three minutes after the start. CPU of others"
                        + " is that during the start.");
    }
}
