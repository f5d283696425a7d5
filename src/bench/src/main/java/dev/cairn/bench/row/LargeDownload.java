package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.client.BareGets;
import dev.cairn.bench.client.FileDownloader;
import dev.cairn.bench.client.FileUploader;
import dev.cairn.bench.client.FileUploader.Stored;
import dev.cairn.bench.client.http.Body.FilePieces;
import dev.cairn.bench.client.http.Body.Piece;
import dev.cairn.bench.client.http.Http;
import dev.cairn.bench.client.http.Request;
import dev.cairn.bench.measure.Part;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.measure.Transfer;
import dev.cairn.bench.peer.Nginx;
import dev.cairn.bench.report.Plot;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// B6: a large file down, beside the best that anybody can do with the same store.
public final class LargeDownload implements Scene {

    public static final Row ROW = new Row(
            "B6",
            "large file down: 2 GiB of noise by the client, beside bare signed GETs to a file",
            12L << 30,
            LargeDownload::prepare);

    private static final String CAIRN = "Cairn";
    private static final String NGINX = "nginx, one GET";
    private static final double SHARE = 0.8;
    private static final List<Integer> AT_ONCE = List.of(1, 4, 8);

    private final Samples samples = new Samples();
    private final Stage stage;
    private final Account account;
    private final Path file;
    private final Stored stored;
    private final Optional<Nginx> nginx;

    private LargeDownload(Stage stage, Account account, Path file, Stored stored, Optional<Nginx> nginx) {
        this.stage = stage;
        this.account = account;
        this.file = file;
        this.stored = stored;
        this.nginx = nginx;
    }

    private static LargeDownload prepare(Stage stage) throws Exception {
        long size = stage.amount(2L << 30, 256L << 20);
        var file = NoiseFile.write(stage.directory().resolve("noise"), size, 6);
        var account = stage.account();
        var stored = new FileUploader(account, account.root()).upload(file, "noise");
        stage.cairn().probe().awaitVerified();
        var nginx = Nginx.start(stage.directory().resolve("nginx"));
        if (nginx.isPresent()) {
            stage.opened(nginx.get());
            put(nginx.get(), file, size);
        }
        var scene = new LargeDownload(stage, account, file, stored, nginx);
        scene.download(new Samples()); // so that everything has been compiled
        return scene;
    }

    private static void put(Nginx nginx, Path file, long size) throws IOException {
        try (var channel = FileChannel.open(file);
                var http = new Http()) {
            var body = new FilePieces(channel, List.of(new Piece(0, size)));
            http.send(Request.put(nginx.url("noise"), Map.of(), body)).expect(201);
        }
    }

    @Override
    public void measure() throws Exception {
        download(samples);
        for (int atOnce : AT_ONCE) {
            var gets = BareGets.sign(account, stored.file(), stored.version(), stored.manifest());
            measure(samples, bare(atOnce), stage.parts(), target -> gets.fetch(target, atOnce));
        }
        if (nginx.isPresent()) {
            var parts = List.of(nginx.get().part(), Part.self("client"));
            measure(samples, NGINX, parts, target -> fetch(nginx.get(), target));
        }
    }

    private void download(Samples kept) throws Exception {
        var downloader = new FileDownloader(account);
        measure(
                kept,
                CAIRN,
                stage.parts(),
                target -> downloader.download(stored.folder(), stored.file(), stored.version(), target));
    }

    private void measure(Samples kept, String contender, List<Part> parts, Download download) throws Exception {
        var target = stage.directory().resolve("copy");
        Files.deleteIfExists(target);
        var transfer = Transfer.start(kept, contender, parts);
        download.to(target);
        transfer.stop(Files.size(file));
        // bare GETs write the extents in the order of the store's packs, which is not always the file's
        boolean right = contender.startsWith("bare")
                ? Files.size(target) == Files.size(file)
                : Files.mismatch(file, target) < 0;
        if (!right) {
            throw new IOException("What " + contender + " fetched is not what was stored");
        }
    }

    private static void fetch(Nginx server, Path target) throws IOException {
        try (var http = new Http();
                var channel = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            http.send(Request.get(server.url("noise"), Map.of()), answer -> BareGets.copy(answer, channel, 0));
        }
    }

    private static String bare(int atOnce) {
        return "bare GETs, " + atOnce + " at once";
    }

    @Override
    public Report report() {
        double best = AT_ONCE.stream()
                .mapToDouble(atOnce -> samples.median(bare(atOnce), Quantity.SPEED))
                .max()
                .orElseThrow();
        var report = Report.of("", samples)
                .with(Verdict.atLeast(
                        "speed, by that of the best bare signed GETs",
                        SHARE,
                        samples.median(CAIRN, Quantity.SPEED) / best,
                        "%.2f"))
                .with(Plot.of("A large file down", samples, Quantity.SPEED))
                .noting(
                        "Bare signed GETs fetch the same ranges from Cairn's own store and write them to a file; they verify"
                                + " nothing. Cairn compares each chunk with its fingerprint before it is written.");
        return nginx.isPresent() ? report : report.noting("nginx is not installed and was left out.");
    }

    @FunctionalInterface
    private interface Download {
        void to(Path target) throws Exception;
    }
}
