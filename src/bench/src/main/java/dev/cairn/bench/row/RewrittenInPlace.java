package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.device.Device;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.peer.Syncthing;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// B23: a large file is rewritten in place by `cp`, with one byte changed, while it is watched.
public final class RewrittenInPlace implements Scene {

    public static final Row ROW = new Row(
            "B23",
            "a file of 1 GiB rewritten in place by cp while it is watched: wire, and versions that nobody has saved",
            12L << 30,
            RewrittenInPlace::prepare);

    private static final Quantity WIRE = new Quantity("wire, both devices", "KiB", 0);
    private static final Quantity VERSIONS = new Quantity("versions made", "", 0);
    private static final Quantity TORN = new Quantity("torn states on the other device", "", 0);
    private static final Quantity TIME = new Quantity("until it is on the other device", "s", 1);
    private static final String CAIRN = "Cairn";
    private static final String SYNCTHING = "Syncthing, tuned";
    private static final String NAME = "noise";
    private static final double KIB = 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final Samples samples = new Samples();
    private final SplittableRandom random = new SplittableRandom(23);
    private final Stage stage;
    private final Device here;
    private final Device there;
    private final Optional<Syncthing> syncthing;
    private final Path work;

    private RewrittenInPlace(Stage stage, Device here, Device there, Optional<Syncthing> syncthing, Path work) {
        this.stage = stage;
        this.here = here;
        this.there = there;
        this.syncthing = syncthing;
        this.work = work;
    }

    private static RewrittenInPlace prepare(Stage stage) throws Exception {
        var work = NoiseFile.write(stage.directory().resolve(NAME), stage.amount(1L << 30, 128L << 20), 23);
        var account = stage.account();
        var here = Device.of(stage, account);
        var there = Device.of(stage, account);
        Files.copy(work, here.folder().resolve(NAME));
        here.start();
        there.start();
        there.awaitSettled(1);
        var syncthing = Syncthing.start(stage.directory().resolve("syncthing"), true);
        if (syncthing.isPresent()) {
            stage.opened(syncthing.get());
            Files.copy(work, syncthing.get().here().resolve(NAME));
            var target = syncthing.get().there().resolve(NAME);
            Device.await(PATIENCE, QUIET, () -> Files.exists(target));
        }
        return new RewrittenInPlace(stage, here, there, syncthing, work);
    }

    @Override
    public void measure() throws Exception {
        Thread.sleep(QUIET);
        Edit.OVERWRITE.apply(work, random);
        long versions = versions();
        var hereBefore = here.wire();
        var thereBefore = there.wire();
        rewrite(CAIRN, here.folder(), there.folder());
        samples.add(
                CAIRN,
                WIRE,
                (here.wire().since(hereBefore).both()
                                + there.wire().since(thereBefore).both())
                        / KIB);
        samples.add(CAIRN, VERSIONS, versions() - versions);
        if (syncthing.isPresent()) {
            long before = syncthing.get().wire();
            rewrite(SYNCTHING, syncthing.get().here(), syncthing.get().there());
            samples.add(SYNCTHING, WIRE, (syncthing.get().wire() - before) / KIB);
        }
    }

    private void rewrite(String contender, Path hereFolder, Path thereFolder) throws Exception {
        var file = hereFolder.resolve(NAME);
        var target = thereFolder.resolve(NAME);
        var before = stage.directory().resolve("before");
        Files.copy(file, before, StandardCopyOption.REPLACE_EXISTING);
        var meter = Meter.start(List.of());
        long begin = System.nanoTime();
        var cp = new ProcessBuilder("cp", work.toString(), file.toString()).start();
        int torn = 0;
        var seen = state(target);
        while (cp.isAlive() || !seen.equals(state(target)) || !isAsOld(file, target)) {
            if (!seen.equals(state(target))) {
                seen = state(target);
                torn += isOneOf(target, before, work) ? 0 : 1;
            }
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("It did not arrive within " + PATIENCE);
            }
            Thread.sleep(20);
        }
        samples.add(contender, TIME, (System.nanoTime() - begin) / 1e9);
        samples.add(contender, TORN, torn);
        samples.add(contender, Quantity.OTHERS, meter.stop().others() * 100);
        Thread.sleep(QUIET);
        SmallFiles.requireEqual(hereFolder.resolve(NAME), target);
    }

    /// Both keep the time of the file.
    private static boolean isAsOld(Path file, Path target) throws IOException {
        return state(target).contains(Files.getLastModifiedTime(file));
    }

    /// Which file it is just now, and when it was written; empty if there is none, as some replace a
    /// file in two steps.
    private static List<Object> state(Path file) throws IOException {
        try {
            var read = Files.readAttributes(file, "unix:ino,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            return List.of(read.get("ino"), read.get("lastModifiedTime"));
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    private static boolean isOneOf(Path file, Path before, Path after) throws IOException {
        try {
            return Files.mismatch(file, before) < 0 || Files.mismatch(file, after) < 0;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private long versions() throws Exception {
        return stage.cairn().probe().number("SELECT COUNT(*) FROM history");
    }

    @Override
    public Report report() {
        return Report.of("", samples)
                .with(
                        Verdict.atMost("torn states", 0, samples.of(CAIRN, TORN).max(), "%.0f"),
                        Verdict.atMost(
                                "versions made in each run",
                                1,
                                samples.of(CAIRN, VERSIONS).max(),
                                "%.0f"),
                        Verdict.atMost("KiB on the wire", 2500, samples.median(CAIRN, WIRE), "%.0f"))
                .noting("`cp` writes all of the file anew, with one byte changed since the last time; a torn state is"
                        + " one that neither was there before nor is what is copied: whenever the other device's file"
                        + " is another, it is compared byte by byte. Versions are counted in the server's database.");
    }
}
