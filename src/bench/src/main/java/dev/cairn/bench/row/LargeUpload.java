package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.client.BarePuts;
import dev.cairn.bench.client.FileDownloader;
import dev.cairn.bench.client.FileUploader;
import dev.cairn.bench.client.http.Body;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// B5: a large file up, beside the best that anybody can do with the same store.
public final class LargeUpload implements Scene {

    public static final Row ROW = new Row(
            "B5",
            "large file up: 2 GiB of noise by the client, beside bare signed PUTs",
            24L << 30,
            LargeUpload::prepare);

    private static final String CAIRN = "Cairn";
    private static final String NGINX = "nginx, one PUT";
    private static final double SHARE = 0.8;
    private static final int MIB = 1024 * 1024;

    /// How many kinds of bare PUTs are measured in every run: those that were fastest at first.
    private static final int FINALISTS = 2;

    private final Samples samples = new Samples();
    private final Stage stage;
    private final long size;
    private final Optional<Nginx> nginx;
    private List<Bare> bare = List.of();
    private long seed;

    private LargeUpload(Stage stage, long size, Optional<Nginx> nginx) {
        this.stage = stage;
        this.size = size;
        this.nginx = nginx;
    }

    private static LargeUpload prepare(Stage stage) throws Exception {
        var nginx = Nginx.start(stage.directory().resolve("nginx"));
        nginx.ifPresent(stage::opened);
        var scene = new LargeUpload(stage, stage.amount(2L << 30, 256L << 20), nginx);
        var first = scene.noise();
        scene.upload(first, new Samples()); // so that everything has been compiled
        scene.chooseBare(first);
        return scene;
    }

    /// Tries all kinds of bare PUTs with a part of the amount.
    private void chooseBare(Path file) throws Exception {
        var found = new ArrayList<Map.Entry<Bare, Double>>();
        for (int objectSize : List.of(8, 16, 64)) {
            for (int atOnce : List.of(1, 4, 8)) {
                var kind = new Bare(objectSize, atOnce);
                var trial = new Samples();
                sendBare(kind, file, size / 4, trial);
                found.add(Map.entry(kind, trial.median(kind.name(), Quantity.SPEED)));
            }
        }
        found.sort(Map.Entry.<Bare, Double>comparingByValue(Comparator.reverseOrder()));
        bare = found.stream().limit(FINALISTS).map(Map.Entry::getKey).toList();
    }

    private Path noise() throws IOException {
        return NoiseFile.write(stage.directory().resolve("noise"), size, ++seed);
    }

    @Override
    public void measure() throws Exception {
        var file = noise();
        upload(file, samples);
        for (var kind : bare) {
            sendBare(kind, file, size, samples);
        }
        if (nginx.isPresent()) {
            sendToNginx(nginx.get(), file);
        }
    }

    private void upload(Path file, Samples kept) throws Exception {
        var account = stage.account();
        var transfer = Transfer.start(kept, CAIRN, stage.parts());
        var stored = new FileUploader(account, account.root()).upload(file, "noise");
        transfer.stop(size);
        requireEqual(
                file,
                target ->
                        new FileDownloader(account).download(stored.folder(), stored.file(), stored.version(), target));
        stage.cairn().probe().awaitVerified();
        stage.cairn().emptyStore();
    }

    private void requireEqual(Path file, Download download) throws Exception {
        var copy = stage.directory().resolve("copy");
        download.to(copy);
        if (Files.mismatch(file, copy) >= 0) {
            throw new IOException("What came back is not what was sent");
        }
        Files.delete(copy);
    }

    private void sendBare(Bare kind, Path file, long length, Samples kept) throws Exception {
        try (var channel = FileChannel.open(file)) {
            var puts = BarePuts.sign(stage.account(), channel, length, kind.objectSize * MIB);
            var transfer = Transfer.start(kept, kind.name(), stage.parts());
            puts.send(channel, kind.atOnce);
            transfer.stop(length);
        }
        stage.cairn().emptyStore();
    }

    private void sendToNginx(Nginx server, Path file) throws Exception {
        try (var channel = FileChannel.open(file);
                var http = new Http()) {
            Body body = new FilePieces(channel, List.of(new Piece(0, size)));
            var transfer = Transfer.start(samples, NGINX, List.of(server.part(), Part.self("client")));
            http.send(Request.put(server.url("noise"), Map.of(), body)).expect(201, 204);
            transfer.stop(size);
            http.send(new Request("DELETE", server.url("noise"), Map.of(), Body.none()))
                    .expect(204);
        }
    }

    @Override
    public Report report() {
        double best = bare.stream()
                .mapToDouble(kind -> samples.median(kind.name(), Quantity.SPEED))
                .max()
                .orElseThrow();
        var report = Report.of("", samples)
                .with(Verdict.atLeast(
                        "speed, by that of the best bare signed PUTs",
                        SHARE,
                        samples.median(CAIRN, Quantity.SPEED) / best,
                        "%.2f"))
                .with(Plot.of("A file of %d MiB up".formatted(size / MIB), samples, Quantity.SPEED))
                .noting(
                        "Bare signed PUTs go to Cairn's own store, without cutting, fingerprints or a commit; of object sizes"
                                + " 8, 16 and 64 MiB and 1, 4 and 8 at once the fastest two of a first try are shown.")
                .noting("After each upload the file is downloaded and compared.")
                .noting("Syncthing was not measured beside it.");
        return nginx.isPresent() ? report : report.noting("nginx is not installed and was left out.");
    }

    /// @param objectSize in MiB
    private record Bare(int objectSize, int atOnce) {
        String name() {
            return "bare PUTs, " + objectSize + " MiB, " + atOnce + " at once";
        }
    }

    @FunctionalInterface
    private interface Download {
        void to(Path target) throws Exception;
    }
}
