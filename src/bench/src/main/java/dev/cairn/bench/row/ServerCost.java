package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.client.FileUploader;
import dev.cairn.bench.client.FileUploader.Stored;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Path;

/// B13: what a large upload costs the API server, which sees none of its bytes.
public final class ServerCost implements Scene {

    public static final Row ROW = new Row(
            "B13",
            "CPU of the server for a GiB, and the bytes of an upload that pass through it",
            16L << 30,
            ServerCost::prepare);

    private static final Quantity SERVER_CPU = new Quantity("CPU of the server, a GiB", "s", 2);
    private static final Quantity DATABASE_CPU = new Quantity("CPU of the database, a GiB", "s", 2);
    private static final Quantity STORE_CPU = new Quantity("CPU of the store, a GiB", "s", 2);
    private static final Quantity IN = new Quantity("read by the server, a GiB", "KiB", 0);
    private static final Quantity OUT = new Quantity("written by the server, a GiB", "KiB", 0);

    private static final String UPLOAD = "upload";
    private static final String VERIFICATION = "verification afterwards";
    private static final double GIB = 1L << 30;
    /// Lists of chunks are some thousandths of what they stand for; bodies would be all of it.
    private static final double MOST_BODY = 0.01;

    private final Samples samples = new Samples();
    private final Stage stage;
    private final long size;
    private long seed;

    private ServerCost(Stage stage, long size) {
        this.stage = stage;
        this.size = size;
    }

    private static ServerCost prepare(Stage stage) throws Exception {
        var scene = new ServerCost(stage, stage.amount(2L << 30, 256L << 20));
        scene.upload(stage.account(), scene.noise()); // so that everything has been compiled
        stage.cairn().probe().awaitVerified();
        return scene;
    }

    private Path noise() throws IOException {
        return NoiseFile.write(stage.directory().resolve("noise"), size, ++seed);
    }

    private Stored upload(Account account, Path file) throws Exception {
        return new FileUploader(account, account.root()).upload(file, "noise " + seed);
    }

    @Override
    public void measure() throws Exception {
        var account = stage.account();
        var file = noise();
        add(UPLOAD, () -> upload(account, file));
        add(VERIFICATION, () -> stage.cairn().probe().awaitVerified());
        stage.cairn().emptyStore();
    }

    private void add(String contender, Action action) throws Exception {
        var server = stage.cairn().server();
        var movedBefore = server.moved();
        var meter = Meter.start(stage.parts());
        action.run();
        var usage = meter.stop();
        var moved = server.moved().minus(movedBefore);
        double gib = size / GIB;
        samples.add(contender, SERVER_CPU, usage.cpu("server").toMillis() / 1e3 / gib);
        samples.add(contender, DATABASE_CPU, usage.cpu("database").toMillis() / 1e3 / gib);
        samples.add(contender, STORE_CPU, usage.cpu("store").toMillis() / 1e3 / gib);
        samples.add(contender, IN, moved.in() / 1024.0 / gib);
        samples.add(contender, OUT, moved.out() / 1024.0 / gib);
        samples.add(contender, Quantity.SECONDS, usage.seconds());
        samples.add(contender, Quantity.OTHERS, usage.others() * 100);
    }

    @Override
    public Report report() {
        double body = samples.median(UPLOAD, IN) * 1024 / GIB;
        return Report.of("", samples)
                .with(
                        Verdict.atMost(
                                "server CPU of the upload, s a GiB", 0.1, samples.median(UPLOAD, SERVER_CPU), "%.2f"),
                        Verdict.atMost(
                                "server CPU of the verification, s a GiB",
                                1.5,
                                samples.median(VERIFICATION, SERVER_CPU),
                                "%.2f"),
                        Verdict.atMost("bytes that the server reads, by those of the file", MOST_BODY, body, "%.4f"))
                .noting(
                        "What the server reads and writes is counted by the kernel for its whole process (rchar and wchar of"
                                + " /proc/PID/io): calls of the API, the database's answers and its own files.");
    }

    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }
}
