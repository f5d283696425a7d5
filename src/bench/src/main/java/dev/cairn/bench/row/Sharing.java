package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.client.TreeBuilder;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// B25: a large folder is shared, and the share ended, while its owner goes on elsewhere.
public final class Sharing implements Scene {

    public static final Row ROW = new Row(
            "B25",
            "a folder of 100,000 files shared with somebody, and the share ended; other writes meanwhile",
            6L << 30,
            Sharing::prepare);

    private static final Quantity TIME = new Quantity("time", "s", 1);
    private static final Quantity WRITE = new Quantity("longest other write", "ms", 0);
    private static final String SHARE = "shared";
    private static final String END = "ended";
    private static final int FILE_SIZE = 1024;

    private final Samples samples = new Samples();
    private final Account account;
    private final NodeId folder;
    private final NodeId elsewhere;
    private int made;

    private Sharing(Account account, NodeId folder, NodeId elsewhere) {
        this.account = account;
        this.folder = folder;
        this.elsewhere = elsewhere;
    }

    private static Sharing prepare(Stage stage) throws Exception {
        var account = stage.account();
        var builder = new TreeBuilder(account, 25);
        var folder = builder.folder("large");
        builder.fill(folder, stage.amount(100_000, 2_000), FILE_SIZE);
        return new Sharing(account, folder, builder.folder("elsewhere"));
    }

    @Override
    public void measure() throws Exception {
        var offer = Map.of("userEmails", List.of(UUID.randomUUID() + "@example.org"), "role", "VIEWER");
        measure(
                SHARE,
                () -> account.post("/folders/" + folder + "/share", offer).expect(200));
        measure(END, () -> account.delete("/folders/" + folder + "/share").expect(204));
    }

    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }

    private void measure(String contender, Call call) throws Exception {
        var over = new AtomicBoolean();
        var writes = CompletableFuture.supplyAsync(() -> longestWrite(over));
        long begin = System.nanoTime();
        call.run();
        samples.add(contender, TIME, (System.nanoTime() - begin) / 1e9);
        over.set(true);
        samples.add(contender, WRITE, writes.get() / 1e6);
    }

    private long longestWrite(AtomicBoolean over) {
        long longest = 0;
        while (!over.get()) {
            long begin = System.nanoTime();
            try {
                var name = new FileName("folder " + ++made);
                account.commitAll(List.of(), List.of(new Operation.MakeFolder(NodeRef.to(elsewhere), name, true)));
            } catch (IOException e) {
                throw new IllegalStateException("Another write failed", e);
            }
            longest = Math.max(longest, System.nanoTime() - begin);
        }
        return longest;
    }

    @Override
    public Report report() {
        return Report.of("", samples)
                .with(
                        Verdict.atMost("s until it is shared", 30, samples.median(SHARE, TIME), "%.1f"),
                        Verdict.atMost("s until the share has ended", 30, samples.median(END, TIME), "%.1f"),
                        Verdict.atMost(
                                "ms of the longest other write while it is shared",
                                200,
                                samples.median(SHARE, WRITE),
                                "%.0f"),
                        Verdict.atMost(
                                "ms of the longest other write while it ends", 200, samples.median(END, WRITE), "%.0f"))
                .noting("The owner makes one folder after the other elsewhere in their tree, each a commit, from the"
                        + " beginning to the end; the longest of them counts.");
    }
}
