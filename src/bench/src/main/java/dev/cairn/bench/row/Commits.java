package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.cairn.DatabaseProbe;
import dev.cairn.bench.client.TreeBuilder;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Part;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Plot;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import dev.cairn.core.sync.NodeId;
import java.util.List;

/// B14: what small files cost the server and its database, and how long their commit takes.
public final class Commits implements Scene {

    public static final Row ROW = new Row(
            "B14",
            "small files: CPU of server and database for each, and the time of a commit of 1,000",
            4L << 30,
            Commits::prepare);

    private static final Quantity TIME = new Quantity("commit", "ms", 1);
    private static final Quantity STATEMENTS = new Quantity("SQL executions of the commit", "", 0);
    private static final Quantity SERVER_CPU = new Quantity("CPU of the server, a file", "ms", 3);
    private static final Quantity DATABASE_CPU = new Quantity("CPU of the database, a file", "ms", 3);
    private static final Quantity BOTH_CPU = new Quantity("CPU of both, a file", "ms", 3);

    private static final List<Integer> SIZES = List.of(10, 100, 1000);
    private static final int FULL = 1000;
    private static final int FILE_SIZE = 10 * 1024;
    private static final int BATCHES = 5;

    private final Samples samples = new Samples();
    private final List<Part> parts;
    private final DatabaseProbe probe;
    private final TreeBuilder builder;
    private final NodeId folder;

    private Commits(List<Part> parts, DatabaseProbe probe, TreeBuilder builder, NodeId folder) {
        this.parts = parts;
        this.probe = probe;
        this.builder = builder;
        this.folder = folder;
    }

    private static Commits prepare(Stage stage) throws Exception {
        var builder = new TreeBuilder(stage.account(), 14);
        var folder = builder.folder("small");
        builder.fill(folder, stage.amount(20, 4) * FULL, FILE_SIZE);
        return new Commits(stage.parts(), stage.cairn().probe(), builder, folder);
    }

    @Override
    public void measure() throws Exception {
        for (int size : SIZES) {
            for (int batch = 0; batch < BATCHES; batch++) {
                measureCommit(size);
            }
        }
        measureCpu();
    }

    private void measureCommit(int size) throws Exception {
        var contender = contender(size);
        var batch = builder.upload(folder, size, FILE_SIZE);
        var before = probe.counters();
        long begin = System.nanoTime();
        batch.commit();
        samples.add(contender, TIME, (System.nanoTime() - begin) / 1e6);
        samples.add(contender, STATEMENTS, probe.counters().statementsSince(before));
    }

    /// All that is done for a file is counted: the upload's calls too, and the background's reading.
    private void measureCpu() throws Exception {
        var meter = Meter.start(parts);
        builder.fill(folder, BATCHES * FULL, FILE_SIZE);
        var usage = meter.stop();
        double server = usage.cpu("server").toNanos() / 1e6 / (BATCHES * FULL);
        double database = usage.cpu("database").toNanos() / 1e6 / (BATCHES * FULL);
        var contender = contender(FULL);
        samples.add(contender, SERVER_CPU, server);
        samples.add(contender, DATABASE_CPU, database);
        samples.add(contender, BOTH_CPU, server + database);
        samples.add(contender, Quantity.OTHERS, usage.others() * 100);
    }

    private static String contender(int size) {
        return size + " files";
    }

    @Override
    public Report report() {
        double fewest = samples.of(contender(SIZES.getFirst()), STATEMENTS).min();
        double most = samples.of(contender(FULL), STATEMENTS).min();
        var places = SIZES.stream().map(String::valueOf).toList();
        var points = SIZES.stream()
                .map(size -> Plot.Point.of(samples.of(contender(size), TIME)))
                .toList();
        return Report.of("commit of", samples)
                .with(
                        Verdict.atMost(
                                "commit of 1,000 files in ms", 300, samples.median(contender(FULL), TIME), "%.0f"),
                        Verdict.atMost(
                                "CPU of server and database, ms a file",
                                0.4,
                                samples.median(contender(FULL), BOTH_CPU),
                                "%.3f"),
                        Verdict.atMost("SQL executions more for 1,000 files than for 10", 0, most - fewest, "%.0f"))
                .with(new Plot(
                        "A commit of small files", "files", "ms", places, List.of(new Plot.Series("time", points))))
                .noting("Files of 10 KiB, a thousand a pack and a commit; CPU is for the whole upload, commit included."
                        + " SQL executions are the database's own count; the fewest of all tries is compared, because"
                        + " background jobs ask now and then.");
    }
}
