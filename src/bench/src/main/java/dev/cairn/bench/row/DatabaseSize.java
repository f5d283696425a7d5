package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.cairn.DatabaseProbe;
import dev.cairn.bench.client.TreeBuilder;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.util.List;

/// B18: what a file takes in the database.
public final class DatabaseSize implements Scene {

    public static final Row ROW = new Row(
            "B18",
            "database per file: rows, and bytes of the tables node and chunk with all their indexes",
            6L << 30,
            DatabaseSize::prepare);

    private static final Quantity ROWS = new Quantity("rows of node and chunk", "a file", 2);
    private static final Quantity NODE = new Quantity("node", "bytes a file", 0);
    private static final Quantity CHUNK = new Quantity("chunk", "bytes a file", 0);
    private static final Quantity BOTH = new Quantity("both", "bytes a file", 0);
    private static final Quantity MANIFESTS = new Quantity("manifest and segment", "bytes a file", 0);

    private static final int KIB = 1024;

    private final Samples samples = new Samples();
    private final DatabaseProbe probe;
    private final TreeBuilder builder;
    private final List<Step> steps;

    private DatabaseSize(DatabaseProbe probe, TreeBuilder builder, List<Step> steps) {
        this.probe = probe;
        this.builder = builder;
        this.steps = steps;
    }

    private static DatabaseSize prepare(Stage stage) throws Exception {
        var steps = List.of(
                new Step("one chunk, the first files", stage.amount(10_000, 2_000), 64),
                new Step("one chunk, many files", stage.amount(90_000, 8_000), 64),
                new Step("100 KiB", stage.amount(2_000, 500), 100 * KIB),
                new Step("6 MiB", stage.amount(100, 20), 6 * KIB * KIB));
        return new DatabaseSize(stage.cairn().probe(), new TreeBuilder(stage.account(), 18), steps);
    }

    /// Sizes do not vary: once will do.
    @Override
    public int runs(int wanted) {
        return 1;
    }

    @Override
    public void measure() throws Exception {
        for (var step : steps) {
            var folder = builder.folder(step.name);
            var before = Taken.now(probe);
            builder.fill(folder, step.count, step.size);
            var after = Taken.now(probe);
            double count = step.count;
            samples.add(step.name, ROWS, (after.rows - before.rows) / count);
            samples.add(step.name, NODE, (after.node - before.node) / count);
            samples.add(step.name, CHUNK, (after.chunk - before.chunk) / count);
            samples.add(step.name, BOTH, (after.node + after.chunk - before.node - before.chunk) / count);
            samples.add(step.name, MANIFESTS, (after.manifests - before.manifests) / count);
        }
    }

    @Override
    public Report report() {
        var first = steps.get(0).name;
        var many = steps.get(1).name;
        return Report.of("files", samples)
                .with(
                        Verdict.atMost("rows of a one-chunk file", 2, samples.median(many, ROWS), "%.2f"),
                        Verdict.atMost(
                                "bytes of a one-chunk file, the first files", 600, samples.median(first, BOTH), "%.0f"),
                        Verdict.atMost(
                                "bytes of a one-chunk file, many files", 600, samples.median(many, BOTH), "%.0f"))
                .noting("Names have 20 characters. Bytes are those of the pages in use, as InnoDB counts them after"
                        + " ANALYZE TABLE.");
    }

    /// @param size of each file, in bytes
    private record Step(String name, int count, int size) {}

    /// @param rows of `node` and `chunk`
    private record Taken(long rows, long node, long chunk, long manifests) {

        static Taken now(DatabaseProbe probe) throws IOException, InterruptedException {
            long rows = probe.number("SELECT COUNT(*) FROM node") + probe.number("SELECT COUNT(*) FROM chunk");
            return new Taken(
                    rows,
                    probe.usedBytes("node"),
                    probe.usedBytes("chunk"),
                    probe.usedBytes("manifest") + probe.usedBytes("segment"));
        }
    }
}
