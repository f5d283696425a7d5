package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.browser.CairnPage;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.client.BarePuts;
import dev.cairn.bench.client.FileUploader;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Part;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Plot;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;

/// B7: a large file up by the engine in Chromium, beside what `fetch` alone can do.
public final class BrowserUpload implements Scene {

    public static final Row ROW = new Row(
            "B7",
            "large file up, Chromium: 2 GiB by the page's engine, beside bare fetch PUTs",
            16L << 30,
            BrowserUpload::prepare);

    private static final String ENGINE = "the page's engine";
    private static final List<Integer> AT_ONCE = List.of(1, 4);
    private static final double SHARE = 0.8;
    private static final double MIB = 1024 * 1024;
    private static final int OBJECT_SIZE = 64 << 20;

    private final Samples samples = new Samples();
    private final Stage stage;
    private final Account account;
    private final CairnPage page;
    private final long size;
    private long seed;

    private BrowserUpload(Stage stage, Account account, CairnPage page, long size) {
        this.stage = stage;
        this.account = account;
        this.page = page;
        this.size = size;
    }

    private static BrowserUpload prepare(Stage stage) throws Exception {
        var account = stage.account();
        var page = CairnPage.open(stage, account)
                .orElseThrow(() -> new IOException("Chromium and its driver are not installed"));
        long size = stage.amount(2L << 30, 256L << 20);
        var warmUp = new BrowserUpload(stage, account, page, size / 8);
        warmUp.measure(); // so that everything has been compiled
        return new BrowserUpload(stage, account, page, size);
    }

    @Override
    public void measure() throws Exception {
        var file = NoiseFile.write(
                stage.directory().resolve("noise-" + size + "-" + ++seed), size, 7_000_000 + size + seed);
        page.choose(file);
        measure(ENGINE, page::upload);
        var copy = new FileUploader(account, account.root()).upload(file, "copy " + size + "-" + seed);
        if (copy.sent() > 0) {
            throw new IOException("Chunks of the file are missing after the upload");
        }
        for (int atOnce : AT_ONCE) {
            try (var channel = FileChannel.open(file)) {
                var puts = BarePuts.sign(account, channel, size, OBJECT_SIZE);
                measure(bare(atOnce), () -> page.send(puts.puts(), atOnce));
            }
        }
        stage.cairn().probe().awaitVerified();
        stage.cairn().emptyStore();
        Stage.delete(file);
    }

    private void measure(String contender, Transfer transfer) throws IOException {
        var meter = Meter.start(List.of(Part.tree("everything", ProcessHandle.current())));
        double seconds = transfer.seconds();
        var usage = meter.stop();
        samples.add(contender, Quantity.SPEED, size / MIB / seconds);
        samples.add(contender, Quantity.SECONDS, seconds);
        samples.add(contender, Quantity.CPU, usage.cpu("everything").toMillis() / 1e3);
        samples.add(contender, Quantity.OTHERS, usage.others() * 100);
    }

    private static String bare(int atOnce) {
        return "bare fetch PUTs of 64 MiB, " + atOnce + " at once";
    }

    @Override
    public Report report() {
        double best = AT_ONCE.stream()
                .mapToDouble(atOnce -> samples.median(bare(atOnce), Quantity.SPEED))
                .max()
                .orElseThrow();
        return Report.of("", samples)
                .with(Verdict.atLeast(
                        "speed, by that of the best bare fetch PUTs",
                        SHARE,
                        samples.median(ENGINE, Quantity.SPEED) / best,
                        "%.2f"))
                .with(Plot.of("A file of %.0f MiB up, in Chromium".formatted(size / MIB), samples, Quantity.SPEED))
                .noting(
                        "From the moment the file is handed over until it is in the tree. Afterwards the client uploads the"
                                + " same file: it has nothing to send, so every chunk is there. CPU is that of all processes, the"
                                + " browser's included.");
    }

    @FunctionalInterface
    private interface Transfer {
        double seconds() throws IOException;
    }
}
