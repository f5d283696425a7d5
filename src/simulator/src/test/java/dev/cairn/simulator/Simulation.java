package dev.cairn.simulator;

import dev.cairn.client.apply.Engine.Outcome;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One life of a few devices, all that happens in it drawn from a seed; and at its end, the things
/// that must be true.
final class Simulation {

    /// Most operations of users in a life.
    private static final int OPERATIONS = 60;

    /// Rounds in which all devices step in turn, after which they must have settled.
    private static final int MOST_ROUNDS = 200;

    private final boolean shared;
    private final Random random;
    private final VirtualClock clock = new VirtualClock();
    private final SimulatedServer server = new SimulatedServer(clock);
    private final Chaos chaos;
    private final User user;
    private final List<Device> devices = new ArrayList<>();
    private final @Nullable List<String> trace;
    private final Set<String> forgiven = new HashSet<>();
    private int operations;

    /// @param trace where everything that happens is written down; null for nowhere
    Simulation(long seed, @Nullable List<String> trace) throws IOException {
        this(seed, false, trace);
    }

    /// @param shared whether the third device is another person's, with whom something is shared now and
    ///     then
    Simulation(long seed, boolean shared, @Nullable List<String> trace) throws IOException {
        this.shared = shared;
        this.trace = trace;
        random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        chaos = new Chaos(random, this);
        user = new User(random, this);
        int families = random.nextInt(4);
        for (int number = 1; number <= 3; number++) {
            var family = families > 0 ? Device.Family.LINUX : Device.Family.values()[random.nextInt(3)];
            var owner = shared && number == 3 ? SimulatedServer.BOB : SimulatedServer.ADA;
            devices.add(new Device(number, owner, family, this));
        }
    }

    VirtualClock clock() {
        return clock;
    }

    SimulatedServer server() {
        return server;
    }

    Chaos chaos() {
        return chaos;
    }

    void trace(Supplier<String> line) {
        if (trace != null) {
            trace.add(line.get());
        }
    }

    // ---- a life

    void run() throws IOException {
        chaos.calm(false);
        int most = 10 + random.nextInt(OPERATIONS - 9);
        while (operations < most) {
            clock.advance(Duration.ofMillis(random.nextInt(3000)));
            switch (random.nextInt(30)) {
                case 0 -> misfortune();
                case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> act();
                case 10 -> settle();
                case 11, 12 -> {
                    if (shared) {
                        changeSharing();
                    } else {
                        step(anyDevice());
                    }
                }
                default -> step(anyDevice());
            }
        }
        if (shared) {
            settle();
            server.changeBob(Role.EDITOR);
        }
        settle();
        check();
        checkIdle();
        checkLateJoiner();
    }

    private void changeSharing() {
        int what = random.nextInt(9);
        trace(() -> "sharing " + what);
        switch (what) {
            case 0, 1, 2 -> server.share();
            case 3 -> {
                server.endSharing();
                devices.forEach(Device::asksServer);
            }
            case 4 -> {
                server.sendBobAway();
                devices.forEach(Device::asksServer);
            }
            case 5, 6 -> server.letBobIn();
            case 7 -> server.changeBob(Role.VIEWER);
            default -> server.changeBob(Role.EDITOR);
        }
    }

    /// What others do while one device is in the middle of something.
    void meanwhile() {
        if (random.nextBoolean()) {
            act();
        } else {
            var device = anyDevice();
            if (!device.isStepping()) {
                step(device);
            }
        }
    }

    private void act() {
        operations++;
        if (random.nextInt(5) == 0) {
            user.actOnSame(anyDevice(), anyDevice());
        } else {
            user.act(anyDevice());
        }
    }

    private void step(Device device) {
        if (random.nextInt(3) > 0) {
            device.hearsFromServer();
        }
        var outcome = device.step();
        if (outcome instanceof Outcome.Held && random.nextBoolean()) {
            device.confirmDeletes();
        }
    }

    private Device anyDevice() {
        return devices.get(random.nextInt(devices.size()));
    }

    private void misfortune() throws IOException {
        var device = anyDevice();
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> device.cutOff();
            case 3, 4 -> device.connects();
            case 5 -> device.backUpDatabase();
            case 6 -> {
                trace(() -> "old database on " + device);
                device.restoreDatabase(random.nextInt(10));
            }
            case 7 -> {
                trace(() -> "lost database on " + device);
                device.loseDatabase();
            }
            default -> restoreServer();
        }
    }

    /// The server is restored from a backup. What was on no disk at that moment may be lost by it.
    private void restoreServer() throws IOException {
        if (random.nextInt(3) > 0) {
            return;
        }
        trace(() -> "old server");
        var onDisks = new HashSet<String>();
        for (var device : devices) {
            onDisks.addAll(device.show().values());
        }
        user.written().stream().filter(text -> !onDisks.contains(text)).forEach(forgiven::add);
        server.restore(random.nextInt(server.deeds() + 1));
        devices.forEach(Device::asksServer);
    }

    // ---- the end

    private void settle() throws IOException {
        chaos.calm(true);
        trace(() -> "settling");
        for (var device : devices) {
            device.connects();
        }
        for (int round = 0; ; round++) {
            boolean settled = true;
            long heads = server.heads();
            for (var device : devices) {
                device.looks();
            }
            for (var device : devices) {
                settled &= settleOne(device);
            }
            if (settled && (shared ? server.heads() == heads : allEqual())) {
                break;
            }
            if (round == MOST_ROUNDS) {
                throw new AssertionError("Not settled after " + MOST_ROUNDS + " rounds: " + describe());
            }
        }
        chaos.calm(false);
    }

    private boolean settleOne(Device device) {
        for (int steps = 0; steps < MOST_ROUNDS; steps++) {
            switch (device.step()) {
                case Outcome.Busy _ -> {}
                case Outcome.Settled _ -> {
                    return steps < 2;
                }
                case Outcome.Waiting _ -> {
                    clock.advance(Duration.ofMinutes(20));
                    device.looks();
                }
                case Outcome.Held _ -> device.confirmDeletes();
                case Outcome.FolderMissing _, Outcome.SignedOut _ -> throw new AssertionError("It is neither");
            }
        }
        throw new AssertionError(device + " does not settle: " + describe());
    }

    private boolean allEqual() throws IOException {
        var shown = fingerprints(devices.getFirst());
        for (var device : devices) {
            if (!fingerprints(device).equals(shown)) {
                return false;
            }
        }
        return true;
    }

    /// C1: all disks and the server are equal. I1, I6: what nobody has removed with their own hands is
    /// there, or is kept as the loser of a conflict. I2: nothing is made up.
    private void check() throws IOException {
        var kept = new HashSet<String>();
        for (var device : devices) {
            var onServer = new TreeMap<String, String>();
            server.show(device.namespace()).forEach((path, print) -> onServer.put(path, print.replace("*", "")));
            var shown = fingerprints(device);
            if (!shown.equals(onServer)) {
                throw new AssertionError("C1: " + device + " differs from the server: " + describe());
            }
            for (var text : device.show().values()) {
                if (!text.isEmpty() && !user.written().contains(text)) {
                    throw new AssertionError("I2: nobody has written “" + text + "”");
                }
            }
            for (var path : onServer.keySet()) {
                if (path.contains(".cairn-")) {
                    throw new AssertionError("I2: a name of the client's own was left: " + path);
                }
            }
        }
        for (var tree : server.trees()) {
            tree.show(Map.of()).values().forEach(print -> kept.add(print.replace("*", "")));
            tree.conflicts().forEach(print -> kept.add(print.toString()));
        }
        for (var text : user.written()) {
            if (!user.removed().contains(text)
                    && !forgiven.contains(text)
                    && !kept.contains(fingerprint(text).toString())) {
                throw new AssertionError("I1, I6: nobody has removed “" + text + "”: " + describe());
            }
        }
    }

    /// C2: once settled, nothing more is done.
    private void checkIdle() {
        chaos.calm(true);
        long heads = server.heads();
        for (var device : devices) {
            device.looks();
            for (int i = 0; i < 3; i++) {
                device.step();
            }
        }
        if (server.heads() != heads) {
            throw new AssertionError("C2: something was committed though all was settled");
        }
    }

    /// C7, R2: losing the database is no delete and no conflict.
    private void checkLateJoiner() throws IOException {
        chaos.calm(true);
        var before = describe();
        long heads = server.heads();
        var device = anyDevice();
        device.loseDatabase();
        settleOne(device);
        if (server.heads() != heads || !describe().equals(before)) {
            throw new AssertionError("C7: a lost database changed something: " + before + " became " + describe());
        }
    }

    private static TreeMap<String, String> fingerprints(Device device) throws IOException {
        var shown = device.show();
        shown.replaceAll(
                (path, text) -> path.endsWith("/") ? "" : fingerprint(text).toString());
        return shown;
    }

    private static Fingerprint fingerprint(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return Manifest.of(bytes, ChunkSizes.forFile(bytes.length)).fingerprint();
    }

    private String describe() {
        var text = new StringBuilder();
        for (var device : devices) {
            try {
                text.append("\nserver ").append(shortened(server.show(device.namespace())));
                text.append("\n").append(device).append(' ').append(shortened(fingerprints(device)));
            } catch (IOException e) {
                text.append("unreadable");
            }
        }
        return text.toString();
    }

    private static TreeMap<String, String> shortened(TreeMap<String, String> tree) {
        tree.replaceAll((_, print) -> print.isEmpty() ? "" : print.substring(0, 6));
        return tree;
    }
}
