package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.device.Device;
import dev.cairn.bench.device.Network.Wire;
import dev.cairn.bench.measure.Distribution;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Part;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// B8 and B9 by the desktop client: an edit of a large file, up from one device and down to
/// another, both running and watching.
public final class ClientDelta implements Scene {

    public static final Row ROW = new Row(
            "B8-client",
            "an edit of a file of 1 GiB by the desktop client, up from one device and down to another (B9: time, CPU)",
            8L << 30,
            ClientDelta::prepare);

    private static final Quantity UP = new Quantity("up", "KiB", 1);
    private static final Quantity DOWN = new Quantity("down", "KiB", 1);
    private static final Quantity BACK = new Quantity("the other way, of both", "KiB", 1);
    private static final Quantity TO_SERVER = new Quantity("until it is on the server", "s", 2);
    private static final Quantity TO_OTHER = new Quantity("until it is on the other device", "s", 2);
    private static final Quantity CPU_UP = new Quantity("CPU of the client and the server, up", "s", 2);
    private static final Quantity CPU_DOWN = new Quantity("CPU of the other client", "s", 2);

    private static final String BEFORE = "back to the version before";
    private static final String NAME = "noise";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double KIB = 1024;

    /// The last of them is taken back at the end.
    private static final List<Edit> EDITS = List.of(Edit.MANY, Edit.APPEND, Edit.INSERT, Edit.OVERWRITE);

    private final Samples samples = new Samples();
    private final SplittableRandom random = new SplittableRandom(8);
    private final Stage stage;
    private final Device here;
    private final Device there;

    private ClientDelta(Stage stage, Device here, Device there) {
        this.stage = stage;
        this.here = here;
        this.there = there;
    }

    private static ClientDelta prepare(Stage stage) throws Exception {
        var account = stage.account();
        var here = Device.of(stage, account);
        var there = Device.of(stage, account);
        NoiseFile.write(here.folder().resolve(NAME), stage.amount(1L << 30, 128L << 20), 8);
        here.start();
        there.start();
        return new ClientDelta(stage, here, there);
    }

    @Override
    public void measure() throws Exception {
        var file = here.folder().resolve(NAME);
        var work = stage.directory().resolve(NAME);
        var before = stage.directory().resolve("before");
        Files.copy(file, work, StandardCopyOption.REPLACE_EXISTING);
        for (var edit : EDITS) {
            if (edit.equals(EDITS.getLast())) {
                Files.copy(work, before, StandardCopyOption.REPLACE_EXISTING);
            }
            edit.apply(work, random);
            measure(edit.what(), work);
        }
        measure(BEFORE, before);
    }

    /// Replaces the file in one step, as a program does that saves.
    private void measure(String what, Path source) throws Exception {
        var file = here.folder().resolve(NAME);
        var next = stage.directory().resolve("next");
        Files.copy(source, next, StandardCopyOption.REPLACE_EXISTING);
        var parts = new ArrayList<Part>(stage.cairn().parts());
        parts.add(here.part("here"));
        parts.add(there.part("there"));
        var upBefore = here.wire();
        var downBefore = there.wire();
        var meter = Meter.start(parts);
        long begin = System.nanoTime();
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Device.await(PATIENCE, () -> there.wire().since(downBefore).up() > 0 && hasCommitted(upBefore));
        samples.add(what, TO_SERVER, (System.nanoTime() - begin) / 1e9);
        var target = there.folder().resolve(NAME);
        var wanted = Files.getLastModifiedTime(file);
        Device.await(PATIENCE, () -> Files.getLastModifiedTime(target).equals(wanted));
        samples.add(what, TO_OTHER, (System.nanoTime() - begin) / 1e9);
        var usage = meter.stop();
        if (Files.mismatch(file, target) >= 0) {
            throw new IOException("What came out is not what was put in");
        }
        var up = here.wire().since(upBefore);
        var down = there.wire().since(downBefore);
        samples.add(what, UP, up.up() / KIB);
        samples.add(what, DOWN, down.down() / KIB);
        samples.add(what, BACK, (up.down() + down.up()) / KIB);
        samples.add(
                what,
                CPU_UP,
                usage.cpu("here")
                                .plus(usage.cpu("server"))
                                .plus(usage.cpu("database"))
                                .toMillis()
                        / 1e3);
        samples.add(what, CPU_DOWN, usage.cpu("there").toMillis() / 1e3);
        samples.add(what, Quantity.OTHERS, usage.others() * 100);
    }

    /// The other device is told when the commit is done, and not before.
    private boolean hasCommitted(Wire before) {
        return here.wire().since(before).up() > 0;
    }

    @Override
    public Report report() {
        return Report.of("edit", samples)
                .with(
                        Verdict.atMost(
                                "KiB up, median of all edits", 300, ofAll(UP).median(), "%.0f"),
                        Verdict.atMost(
                                "KiB down, median of all edits",
                                300,
                                ofAll(DOWN).median(),
                                "%.0f"),
                        Verdict.atMost("KiB up, maximum but for 20 places", 600, mostOfOnePlace(UP), "%.0f"),
                        Verdict.atMost("KiB down, maximum but for 20 places", 600, mostOfOnePlace(DOWN), "%.0f"),
                        Verdict.atMost(
                                "time to the server in s, median (B9)",
                                3,
                                ofAll(TO_SERVER).median(),
                                "%.2f"),
                        Verdict.atMost(
                                "CPU up in s, median (B9)", 2.5, ofAll(CPU_UP).median(), "%.2f"))
                .noting("Bytes are counted by relays before the API and the store, headers, commit and pushed hints"
                        + " included. The edited file is moved over the old one, as a program does that saves; so the"
                        + " client reads all of it. The time to the server ends when the other device begins to ask.");
    }

    private Distribution ofAll(Quantity quantity) {
        return Distribution.of(samples.contenders().stream()
                .map(contender -> samples.of(contender, quantity).median())
                .toList());
    }

    private double mostOfOnePlace(Quantity quantity) {
        return samples.contenders().stream()
                .filter(contender -> !contender.equals(Edit.MANY.what()))
                .mapToDouble(contender -> samples.of(contender, quantity).max())
                .max()
                .orElseThrow();
    }
}
