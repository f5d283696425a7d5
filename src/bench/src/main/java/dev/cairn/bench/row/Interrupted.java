package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.client.FileDownloader;
import dev.cairn.bench.client.FileUploader;
import dev.cairn.bench.client.UploadProcess;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Relay;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// B22: an upload whose process is killed half way, and started again.
public final class Interrupted implements Scene {

    public static final Row ROW =
            new Row("B22", "interrupted: kill -9 at half of 2 GiB, then once more", 10L << 30, Interrupted::prepare);

    private static final Quantity AGAIN = new Quantity("sent again", "MiB", 1);
    private static final Quantity AT_KILL = new Quantity("sent at the kill", "MiB", 0);
    private static final String CAIRN = "Cairn";
    private static final double MIB = 1024 * 1024;

    /// Packs that are on their way at once, 16 MiB each; see [dev.cairn.bench.client.FileUploader].
    private static final double UNDER_WAY = 6 * 16;

    private static final long LONGEST_MINUTES = 10;

    private final Samples samples = new Samples();
    private final Stage stage;
    private final long size;
    private long seed;

    private Interrupted(Stage stage, long size) {
        this.stage = stage;
        this.size = size;
    }

    private static Interrupted prepare(Stage stage) throws Exception {
        stage.cairn();
        return new Interrupted(stage, stage.amount(2L << 30, 512L << 20));
    }

    @Override
    public void measure() throws Exception {
        var account = stage.account();
        var file = NoiseFile.write(stage.directory().resolve("noise"), size, 22_000 + ++seed);
        Files.deleteIfExists(UploadProcess.memory(file));
        var store = stage.cairn().addresses().getLast();
        try (var relay = Relay.to(store)) {
            var first = start(account, file, store, relay);
            while (relay.up() < size / 2) {
                if (!first.isAlive()) {
                    throw new IOException("The upload ended before it could be killed");
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
            first.destroyForcibly().waitFor();
            samples.add(CAIRN, AT_KILL, relay.up() / MIB);
            var second = start(account, file, store, relay);
            if (!second.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || second.exitValue() != 0) {
                second.destroyForcibly();
                throw new IOException("The second try failed: "
                        + Files.readString(stage.directory().resolve("upload-output")));
            }
            samples.add(CAIRN, AGAIN, (relay.up() - size) / MIB);
        }
        requireStored(account, file);
        stage.cairn().probe().awaitVerified();
        stage.cairn().emptyStore();
    }

    private Process start(Account account, Path file, InetSocketAddress store, Relay relay) throws IOException {
        int port = ((InetSocketAddress) relay.address()).getPort();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                UploadProcess.class.getName(),
                stage.cairn().base().toString(),
                account.email(),
                file.toString()));
        for (var host : List.of("localhost:", "127.0.0.1:")) {
            command.add(host + store.getPort() + "=" + port);
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(stage.directory().resolve("upload-output").toFile())
                .start();
    }

    /// The file is there under its name, and a copy of it costs nothing: then it is the same.
    private void requireStored(Account account, Path file) throws Exception {
        var copy = new FileUploader(account, account.root()).upload(file, "copy");
        if (copy.sent() > 0) {
            throw new IOException("Chunks of the file are missing after the upload");
        }
        var target = stage.directory().resolve("copy");
        new FileDownloader(account).download(copy.folder(), copy.file(), copy.version(), target);
        if (Files.mismatch(file, target) >= 0) {
            throw new IOException("What came back is not what was sent");
        }
        Files.delete(target);
    }

    @Override
    public Report report() {
        return Report.of("", samples)
                .with(Verdict.atMost(
                        "MiB sent again, at most the packs under way",
                        UNDER_WAY,
                        samples.of(CAIRN, AGAIN).max(),
                        "%.1f"))
                .noting("Counted by a relay before the store, headers included: all bytes of both processes, less the"
                        + " file's size. Six packs of 16 MiB are under way at once. The first process is killed when half"
                        + " has been sent; the file is downloaded and compared at the end.");
    }
}
