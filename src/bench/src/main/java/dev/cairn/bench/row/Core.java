package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.browser.WorkerPage;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Part;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Plot;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Chunker;
import dev.cairn.core.content.Fingerprint;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;

/// B24: what every client does with every byte, without any I/O.
public final class Core implements Scene {

    public static final Row ROW = new Row(
            "B24",
            "core: chunks and fingerprints, in Java by one thread and pipelined over two, in JavaScript in a worker",
            64L << 20,
            Core::prepare);

    private static final String SHA = "SHA-256 alone, one thread";
    private static final String ONE = "chunks and fingerprints, one thread";
    private static final String TWO = "chunks and fingerprints, pipelined over two";
    private static final String WORKER = "JavaScript in a worker, Chromium";
    private static final int MIB = 1024 * 1024;
    private static final int WARM_UP = 3;

    /// Cuts are handed over in bundles, as the client does with a window at a time.
    private static final int WINDOW = 4 * MIB;

    private final Samples samples = new Samples();
    private final byte[] bytes;
    private final Optional<WorkerPage> page;

    private Core(byte[] bytes, Optional<WorkerPage> page) {
        this.bytes = bytes;
        this.page = page;
    }

    private static Core prepare(Stage stage) throws Exception {
        var bytes = new byte[256 * MIB];
        new SplittableRandom(24).nextBytes(bytes);
        var page = WorkerPage.open(stage);
        var scene = new Core(bytes, page);
        for (int i = 0; i < WARM_UP; i++) {
            scene.hash();
            scene.oneThread();
            scene.twoThreads();
        }
        if (page.isPresent()) {
            page.get().mebibytesPerSecond(64);
        }
        return scene;
    }

    @Override
    public void measure() throws Exception {
        add(SHA, this::hash);
        add(ONE, this::oneThread);
        add(TWO, this::twoThreads);
        if (page.isPresent()) {
            var meter = Meter.start(List.of(Part.tree("everything", ProcessHandle.current())));
            samples.add(WORKER, Quantity.SPEED, page.get().mebibytesPerSecond(256));
            samples.add(WORKER, Quantity.OTHERS, meter.stop().others() * 100);
        }
    }

    private void add(String contender, Work work) throws InterruptedException {
        var meter = Meter.start(List.of(Part.self("client")));
        work.run();
        var usage = meter.stop();
        samples.add(contender, Quantity.SPEED, bytes.length / (double) MIB / usage.seconds());
        samples.add(contender, Quantity.CPU, usage.allCpu().toMillis() / 1e3);
        samples.add(contender, Quantity.OTHERS, usage.others() * 100);
    }

    private void hash() {
        for (int from = 0; from < bytes.length; from += WINDOW) {
            Fingerprint.of(bytes, from, WINDOW);
        }
    }

    private void oneThread() {
        var chunker = chunker();
        for (int from = 0; from < bytes.length; ) {
            int end = chunker.cut(bytes, from, bytes.length);
            Fingerprint.of(bytes, from, end - from);
            from = end;
        }
    }

    private void twoThreads() throws InterruptedException {
        BlockingQueue<int[]> windows = new ArrayBlockingQueue<>(4);
        var cutter = Thread.ofPlatform().name("cutter").start(() -> cut(windows));
        int from = 0;
        while (from < bytes.length) {
            for (int end : windows.take()) {
                Fingerprint.of(bytes, from, end - from);
                from = end;
            }
        }
        cutter.join();
    }

    private void cut(BlockingQueue<int[]> windows) {
        var chunker = chunker();
        var ends = IntStream.builder();
        int from = 0;
        int begin = 0;
        try {
            while (from < bytes.length) {
                from = chunker.cut(bytes, from, bytes.length);
                ends.add(from);
                if (from - begin >= WINDOW || from == bytes.length) {
                    windows.put(ends.build().toArray());
                    ends = IntStream.builder();
                    begin = from;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// As for a file of 2 GiB.
    private static Chunker chunker() {
        return new Chunker(ChunkSizes.forFile(2048L * MIB));
    }

    @Override
    public Report report() {
        double sha = samples.median(SHA, Quantity.SPEED);
        var report = Report.of("", samples)
                .with(
                        Verdict.atLeast(
                                "one thread, by SHA-256 alone", 0.5, samples.median(ONE, Quantity.SPEED) / sha, "%.2f"),
                        Verdict.atLeast(
                                "pipelined over two, by SHA-256 alone",
                                0.9,
                                samples.median(TWO, Quantity.SPEED) / sha,
                                "%.2f"))
                .with(Plot.of("Chunks and fingerprints", samples, Quantity.SPEED))
                .noting("256 MiB of noise in memory, cut as a file of 2 GiB is. In the worker the browser makes the"
                        + " fingerprints on threads of its own.");
        return page.isPresent()
                ? report.with(Verdict.atLeast(
                        "JavaScript in a worker, MiB/s", 250, samples.median(WORKER, Quantity.SPEED), "%.0f"))
                : report.noting("Chromium is not installed and was left out.");
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }
}
