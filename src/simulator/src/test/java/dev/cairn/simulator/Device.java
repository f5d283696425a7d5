package dev.cairn.simulator;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cairn.client.apply.Engine;
import dev.cairn.client.apply.Engine.Outcome;
import dev.cairn.client.base.Base;
import dev.cairn.client.disk.DiskNames;
import dev.cairn.client.disk.NioDisk;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A computer with a folder that is synced.
final class Device {

    /// Whose rules a disk has.
    enum Family {
        LINUX,
        MAC,
        WINDOWS
    }

    private final int number;
    private final NamespaceId namespace;
    private final Family family;
    private final Simulation simulation;
    private final Path root;
    private final MemoryBaseStore store = new MemoryBaseStore();
    private final List<MemoryBaseStore.Backup> backups = new ArrayList<>();
    private @Nullable Engine engine;
    private boolean stepping;
    private boolean cutOff;
    private int keys;

    /// @param namespace the tree of whose device it is
    Device(int number, NamespaceId namespace, Family family, Simulation simulation) throws IOException {
        this.number = number;
        this.namespace = namespace;
        this.family = family;
        this.simulation = simulation;
        this.root = fileSystem(family, simulation)
                .getRootDirectories()
                .iterator()
                .next()
                .resolve("files");
        Files.createDirectory(root);
    }

    private static FileSystem fileSystem(Family family, Simulation simulation) {
        var configuration = switch (family) {
            case LINUX -> Configuration.unix().toBuilder().setAttributeViews("basic", "owner", "posix", "unix");
            case MAC -> Configuration.osX().toBuilder().setAttributeViews("basic", "owner", "posix", "unix");
            case WINDOWS -> Configuration.windows().toBuilder();
        };
        return Jimfs.newFileSystem(configuration
                .setFileTimeSource(() -> FileTime.from(simulation.clock().instant()))
                .build());
    }

    int number() {
        return number;
    }

    NamespaceId namespace() {
        return namespace;
    }

    Family family() {
        return family;
    }

    Path root() {
        return root;
    }

    boolean isStepping() {
        return stepping;
    }

    boolean isCutOff() {
        return cutOff;
    }

    void cutOff() {
        cutOff = true;
    }

    /// It has its network again, or a new socket: it asks the server then.
    void connects() {
        cutOff = false;
        asksServer();
    }

    /// Takes one step, or dies trying.
    Outcome step() {
        stepping = true;
        try {
            var running = engine();
            var outcome = running.step();
            simulation.trace(() -> this + " " + outcome);
            return outcome;
        } catch (Crash crash) {
            engine = null;
            return new Outcome.Busy();
        } catch (IOException e) {
            simulation.trace(() -> this + " failed: " + e.getMessage());
            engine = null;
            return new Outcome.Busy();
        } finally {
            stepping = false;
        }
    }

    private Engine engine() throws IOException {
        if (engine == null) {
            var base = new Base(store, EntryId.of(NodeId.rootOf(namespace)));
            var disk = new NioDisk(root, family == Family.WINDOWS ? DiskNames.WINDOWS : DiskNames.POSIX);
            var starting = new Engine(new Engine.Ports(
                    new FaultyDisk(disk, misfortunes()),
                    base,
                    simulation.server().seenBy(this, simulation.chaos()),
                    simulation.clock(),
                    new SameThread(),
                    namespace,
                    "device " + number,
                    Duration.ZERO,
                    _ -> false,
                    () -> "key" + ++keys));
            starting.start("mark " + number);
            engine = starting;
        }
        return engine;
    }

    private FaultyDisk.Misfortunes misfortunes() {
        return new FaultyDisk.Misfortunes() {
            @Override
            public void before(Supplier<String> what) throws IOException {
                simulation.chaos().beforeDisk(Device.this, what);
            }

            @Override
            public void after() {
                simulation.chaos().afterDisk(Device.this);
            }
        };
    }

    // ---- what happens to it

    void looks() {
        if (engine != null) {
            engine.anythingChanged();
            engine.retry();
            hearsFromServer();
        }
    }

    /// The watcher says that something happened in a folder.
    void hears(Path folder) {
        if (engine != null) {
            engine.folderChanged(root.relativize(folder).toString().replace('\\', '/'));
        }
    }

    /// It asks the server whatever it was told, as whenever its socket is opened.
    void asksServer() {
        if (engine != null) {
            engine.serverChanged();
        }
    }

    /// It gets a hint for each namespace that it sees.
    void hearsFromServer() {
        if (engine != null) {
            simulation.server().heads(namespace).forEach(engine::serverChanged);
        }
    }

    void confirmDeletes() {
        if (engine != null) {
            engine.confirmDeletes();
        }
    }

    void backUpDatabase() {
        backups.add(store.backup());
    }

    void restoreDatabase(int which) {
        if (!backups.isEmpty()) {
            engine = null;
            store.restore(backups.get(which % backups.size()));
        }
    }

    void loseDatabase() {
        engine = null;
        store.lose();
    }

    // ---- looking

    /// What a user sees: paths as the server would write them, folders with `/` at the end, and
    /// contents.
    TreeMap<String, String> show() throws IOException {
        var shown = new TreeMap<String, String>();
        show(root, "", shown);
        return shown;
    }

    private void show(Path folder, String path, TreeMap<String, String> shown) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                var name = entry.getFileName().toString();
                if (path.isEmpty() && name.equals(".cairn")) {
                    continue;
                }
                var names = family == Family.WINDOWS ? DiskNames.WINDOWS : DiskNames.POSIX;
                var child = path + names.inTreeOf(name).orElse("?" + name);
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    shown.put(child + "/", "");
                    show(entry, child + "/", shown);
                } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    shown.put(child, Files.readString(entry));
                }
            }
        }
    }

    @Override
    public String toString() {
        return "device " + number;
    }
}
