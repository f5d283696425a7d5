package dev.cairn.simulator;

import dev.cairn.client.apply.Engine;
import dev.cairn.client.apply.Engine.Outcome;
import dev.cairn.client.base.Base;
import dev.cairn.client.base.SqliteBaseStore;
import dev.cairn.client.disk.Disk;
import dev.cairn.client.disk.DiskNames;
import dev.cairn.client.disk.NioDisk;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.remote.Remote;
import dev.cairn.core.sync.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// A client as it is shipped, on a real directory with a real database; the server alone is played,
/// and nothing fails.
final class RealDevice implements AutoCloseable {

    private static final int MOST_STEPS = 200;

    private final Path folder;
    private final SqliteBaseStore store;
    private final Engine engine;

    /// @param directory where its folder and its database are made
    /// @param disk stands between it and its disk
    /// @param network stands between it and the server
    /// @param clock its own
    RealDevice(
            Path directory,
            Simulation simulation,
            int number,
            UnaryOperator<Disk> disk,
            UnaryOperator<Remote> network,
            InstantSource clock)
            throws IOException {
        folder = Files.createDirectories(directory.resolve("folder"));
        store = new SqliteBaseStore(directory.resolve("base.db"));
        var namespace = SimulatedServer.ADA;
        var played = new Device(number, namespace, Device.Family.LINUX, simulation);
        engine = new Engine(new Engine.Ports(
                disk.apply(new NioDisk(folder, DiskNames.POSIX)),
                new Base(store, EntryId.of(NodeId.rootOf(namespace))),
                network.apply(simulation.server().seenBy(played, simulation.chaos())),
                clock,
                new SameThread(),
                namespace,
                "device " + number,
                Duration.ZERO,
                _ -> false,
                () -> UUID.randomUUID().toString()));
        engine.start("mark " + number);
    }

    RealDevice(Path directory, Simulation simulation, int number) throws IOException {
        this(directory, simulation, number, UnaryOperator.identity(), UnaryOperator.identity(), simulation.clock());
    }

    Path folder() {
        return folder;
    }

    Path at(String path) {
        return folder.resolve(path);
    }

    Engine engine() {
        return engine;
    }

    /// Looks at everything, and works until there is nothing to do.
    Outcome settle() throws IOException {
        engine.anythingChanged();
        engine.serverChanged();
        return work();
    }

    /// Works until there is nothing to do.
    Outcome work() throws IOException {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            var outcome = engine.step();
            if (!(outcome instanceof Outcome.Busy)) {
                return outcome;
            }
        }
        throw new AssertionError("It does not settle");
    }

    /// All paths below the folder but the client's own; folders with `/` at the end.
    TreeSet<String> paths() throws IOException {
        var paths = new TreeSet<String>();
        try (var all = Files.walk(folder)) {
            all.filter(path -> !path.equals(folder) && !path.startsWith(folder.resolve(".cairn")))
                    .forEach(path -> paths.add(
                            folder.relativize(path) + (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "/" : "")));
        }
        return paths;
    }

    /// The folder of the server at a path.
    EntryId folderOnServer(String path) {
        var tree = engine.base().everything();
        var at = tree.root();
        for (var name : path.split("/")) {
            at = tree.children(at).stream()
                    .filter(id -> tree.find(id).orElseThrow().place().name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
        return at;
    }

    @Override
    public void close() {
        store.close();
    }
}
