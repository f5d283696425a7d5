package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.client.TreeBuilder;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Part;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Plot;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// B17: whether anything gets slower as a tree grows. Trees of different sizes are in one server,
/// and are asked in turn.
public final class Growth implements Scene {

    public static final Row ROW = new Row(
            "B17",
            "growth: commit, list, changes and move in trees of 1,000 to 100,000 files",
            4L << 30,
            Growth::prepare);

    private static final Quantity COMMIT = new Quantity("commit of 100 files", "ms", 2);
    private static final Quantity LIST = new Quantity("list of 100, the middle page", "ms", 2);
    private static final Quantity CHANGES = new Quantity("changes, the last 100", "ms", 2);
    private static final Quantity MOVE_FILE = new Quantity("move of a file", "ms", 2);
    private static final Quantity MOVE_FOLDER = new Quantity("move of the folder", "ms", 2);
    private static final List<Quantity> ACTIONS = List.of(COMMIT, LIST, CHANGES, MOVE_FILE, MOVE_FOLDER);

    private static final double MOST = 1.3;
    private static final int PAGE = 100;
    private static final int FILE_SIZE = 64;
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 20;

    private final Samples samples = new Samples();
    private final List<Tree> trees;
    private final List<Part> parts;

    private Growth(List<Tree> trees, List<Part> parts) {
        this.trees = trees;
        this.parts = parts;
    }

    private static Growth prepare(Stage stage) throws Exception {
        var sizes = stage.amount(List.of(1_000, 10_000, 100_000), List.of(1_000, 5_000));
        var trees = new ArrayList<Tree>();
        for (int size : sizes) {
            trees.add(Tree.grow(stage.account(), size));
        }
        var scene = new Growth(trees, stage.parts());
        var unused = new Samples();
        for (int round = 0; round < stage.amount(WARM_UP, 5); round++) {
            for (var tree : trees) {
                tree.act(unused);
            }
        }
        return scene;
    }

    @Override
    public void measure() throws IOException {
        var meter = Meter.start(parts);
        for (int round = 0; round < ROUNDS; round++) {
            for (var tree : trees) {
                tree.act(samples);
            }
        }
        double others = meter.stop().others() * 100;
        trees.forEach(tree -> samples.add(tree.name(), Quantity.OTHERS, others));
    }

    @Override
    public Report report() {
        var report = Report.of("files", samples)
                .noting(
                        "One client, one request after the other, the trees in turn; the milliseconds are the client's.");
        var smallest = trees.getFirst().name();
        var largest = trees.getLast().name();
        for (var action : ACTIONS) {
            double ratio = samples.median(largest, action) / samples.median(smallest, action);
            report = report.with(Verdict.atMost(
                    action.name() + ": median of " + largest + " by that of " + smallest, MOST, ratio, "%.2f"));
        }
        var series = ACTIONS.stream()
                .map(action -> new Plot.Series(action.name(), points(action)))
                .toList();
        var places = trees.stream().map(Tree::name).toList();
        return report.with(new Plot("As trees grow", "files in the tree", "ms, medians", places, series));
    }

    private List<Plot.Point> points(Quantity action) {
        return trees.stream()
                .map(tree -> samples.median(tree.name(), action))
                .map(median -> new Plot.Point(median, median, median))
                .toList();
    }

    /// A folder with many files, and one in it that is moved to and fro.
    private static final class Tree {

        private final Account account;
        private final TreeBuilder builder;
        private final int size;
        private final NodeId folder;
        private final NodeId other;
        private final NodeId file;
        private final String middlePage;
        private int moves;

        private Tree(
                Account account,
                TreeBuilder builder,
                int size,
                NodeId folder,
                NodeId other,
                NodeId file,
                String middlePage) {
            this.account = account;
            this.builder = builder;
            this.size = size;
            this.folder = folder;
            this.other = other;
            this.file = file;
            this.middlePage = middlePage;
        }

        static Tree grow(Account account, int size) throws IOException {
            var builder = new TreeBuilder(account, size);
            var folder = builder.folder("many");
            var file = builder.fill(folder, size, FILE_SIZE);
            var cursor = account.list(folder, PAGE, null).nextCursor();
            for (int page = 1; page < size / PAGE / 2; page++) {
                cursor = account.list(folder, PAGE, cursor).nextCursor();
            }
            return new Tree(account, builder, size, folder, builder.folder("other"), file, String.valueOf(cursor));
        }

        String name() {
            return "%,d files".formatted(size);
        }

        /// Does everything once.
        void act(Samples times) throws IOException {
            var before = account.latestCursor();
            var batch = builder.upload(folder, PAGE, FILE_SIZE);
            time(times, COMMIT, batch::commit);
            time(times, LIST, () -> account.list(folder, PAGE, middlePage));
            time(times, CHANGES, () -> account.changes(before, PAGE));
            moves++;
            var elsewhere = moves % 2 == 1 ? other : folder;
            time(times, MOVE_FILE, () -> move(file, elsewhere, "moved " + moves));
            time(times, MOVE_FOLDER, () -> move(folder, account.root(), "many " + moves));
        }

        private void move(NodeId node, NodeId parent, String name) throws IOException {
            account.commitAll(
                    List.of(),
                    List.of(new Operation.Move(NodeRef.to(node), NodeRef.to(parent), new FileName(name), null, true)));
        }

        private void time(Samples times, Quantity quantity, Action action) throws IOException {
            long begin = System.nanoTime();
            action.run();
            times.add(name(), quantity, (System.nanoTime() - begin) / 1e6);
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }
}
