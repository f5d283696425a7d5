package dev.cairn.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody who works in a device's folder, with the habits of people and of their editors.
final class User {

    private static final List<String> NAMES = List.of(
            "a",
            "A",
            "b",
            "c.txt",
            "á",
            "a\u0301",
            "ß",
            "SS",
            "report.doc",
            "~x.tmp",
            "-x",
            "CON",
            "aux.c",
            "e.",
            "x:y",
            "I",
            "ı",
            "\u212A",
            "k",
            "🗿");

    private final Random random;
    private final Simulation simulation;

    /// Every content that was ever written.
    private final Set<String> written = new HashSet<>();

    /// Contents that somebody has overwritten or deleted with their own hands, somewhere.
    private final Set<String> removed = new HashSet<>();

    private int last;

    User(Random random, Simulation simulation) {
        this.random = random;
        this.simulation = simulation;
    }

    Set<String> written() {
        return written;
    }

    Set<String> removed() {
        return removed;
    }

    /// Does something to the folder of a device.
    void act(Device device) {
        simulation.clock().advance(Duration.ofMillis(1 + random.nextInt(2000)));
        try {
            switch (random.nextInt(24)) {
                case 0, 1, 2, 3 -> write(device);
                case 4, 5, 6 -> overwrite(device);
                case 7 -> replace(device);
                case 8 -> replaceByWayOfBackup(device);
                case 9 -> deleteAndRename(device);
                case 10, 11 -> deleteFile(device);
                case 12, 13 -> move(device, false);
                case 15 -> move(device, true);
                case 14, 16 -> swap(device);
                case 17, 18 -> makeFolder(device);
                case 19 -> deleteFolder(device);
                case 20 -> turnIntoOther(device);
                case 21 -> makeExecutable(device);
                case 22 -> touch(device);
                default -> copy(device);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Does something to the same file on two devices, before either can hear of the other.
    void actOnSame(Device one, Device other) {
        try {
            var file = any(one, false);
            if (file == null || one == other || one.family() != other.family()) {
                return;
            }
            var there = other.root().resolve(one.root().relativize(file).toString());
            if (Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)) {
                actOn(one, file);
                actOn(other, there);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void actOn(Device device, Path file) throws IOException {
        simulation.clock().advance(Duration.ofMillis(1 + random.nextInt(2000)));
        switch (random.nextInt(5)) {
            case 0 -> {
                simulation.trace(() -> device + " user deletes " + file);
                forget(file);
                Files.delete(file);
                tell(device, file);
            }
            case 1 -> {
                var to = free(device);
                if (to != null) {
                    simulation.trace(() -> device + " user moves " + file + " to " + to);
                    Files.move(file, to);
                    tell(device, file);
                    tell(device, to);
                }
            }
            default -> {
                forget(file);
                put(device, file, text());
            }
        }
    }

    private void write(Device device) throws IOException {
        var path = free(device);
        if (path != null) {
            put(device, path, text());
        }
    }

    private void overwrite(Device device) throws IOException {
        var file = any(device, false);
        if (file != null) {
            forget(file);
            put(device, file, text());
        }
    }

    private void put(Device device, Path path, String text) throws IOException {
        simulation.trace(() -> device + " user writes " + path + ": " + text);
        Files.writeString(path, text);
        written.add(text);
        tell(device, path);
    }

    /// As most editors save: a new file moved over the old one.
    private void replace(Device device) throws IOException {
        var file = any(device, false);
        var fresh = free(device);
        if (file != null && fresh != null) {
            var text = text();
            put(device, fresh, text);
            if (random.nextInt(3) == 0) {
                simulation.meanwhile();
            }
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.isRegularFile(fresh, LinkOption.NOFOLLOW_LINKS)
                    && !file.equals(fresh)) {
                forget(file);
                simulation.trace(() -> device + " user moves " + fresh + " over " + file);
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
                tell(device, file);
                tell(device, fresh);
            }
        }
    }

    private void replaceByWayOfBackup(Device device) throws IOException {
        var file = any(device, false);
        if (file != null) {
            var backup = file.resolveSibling("old.bak");
            if (!Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(file, backup);
                put(device, file, text());
                forget(backup);
                Files.delete(backup);
                tell(device, file);
            }
        }
    }

    private void deleteAndRename(Device device) throws IOException {
        var file = any(device, false);
        var fresh = free(device);
        if (file != null && fresh != null) {
            put(device, fresh, text());
            forget(file);
            Files.delete(file);
            Files.move(fresh, file);
            tell(device, file);
            tell(device, fresh);
        }
    }

    private void deleteFile(Device device) throws IOException {
        var file = any(device, false);
        if (file != null) {
            simulation.trace(() -> device + " user deletes " + file);
            forget(file);
            Files.delete(file);
            tell(device, file);
        }
    }

    private void move(Device device, boolean folder) throws IOException {
        var from = any(device, folder);
        var to = free(device);
        if (from != null && to != null && !to.startsWith(from)) {
            simulation.trace(() -> device + " user moves " + from + " to " + to);
            Files.move(from, to);
            tell(device, from);
            tell(device, to);
        }
    }

    private void swap(Device device) throws IOException {
        var one = any(device, false);
        var other = any(device, false);
        var third = free(device);
        if (one != null && other != null && third != null && !one.equals(other)) {
            simulation.trace(() -> device + " user swaps " + one + " and " + other);
            Files.move(one, third);
            Files.move(other, one);
            Files.move(third, other);
            tell(device, one);
            tell(device, other);
            tell(device, third);
        }
    }

    private void makeFolder(Device device) throws IOException {
        var path = free(device);
        if (path != null) {
            simulation.trace(() -> device + " user makes " + path);
            Files.createDirectory(path);
            tell(device, path);
        }
    }

    private void deleteFolder(Device device) throws IOException {
        var folder = any(device, true);
        if (folder != null) {
            simulation.trace(() -> device + " user deletes " + folder);
            deleteAll(folder);
            tell(device, folder);
        }
    }

    private void deleteAll(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (var entries = Files.newDirectoryStream(path)) {
                for (var entry : entries) {
                    deleteAll(entry);
                }
            }
        } else {
            forget(path);
        }
        Files.delete(path);
    }

    /// A file becomes a folder, or a folder a file.
    private void turnIntoOther(Device device) throws IOException {
        var path = any(device, random.nextBoolean());
        if (path != null) {
            boolean wasFolder = Files.isDirectory(path);
            deleteAll(path);
            if (wasFolder) {
                put(device, path, text());
            } else {
                Files.createDirectory(path);
                tell(device, path);
            }
        }
    }

    private void makeExecutable(Device device) throws IOException {
        var file = any(device, false);
        if (file != null && device.family() != Device.Family.WINDOWS) {
            simulation.trace(() -> device + " user makes executable " + file);
            var permissions = new HashSet<>(Files.getPosixFilePermissions(file));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
            tell(device, file);
        }
    }

    private void touch(Device device) throws IOException {
        var file = any(device, false);
        if (file != null) {
            Files.setLastModifiedTime(file, FileTime.from(simulation.clock().instant()));
            tell(device, file);
        }
    }

    private void copy(Device device) throws IOException {
        var file = any(device, false);
        var to = free(device);
        if (file != null && to != null) {
            Files.copy(file, to);
            tell(device, to);
        }
    }

    // ---- choosing

    private @Nullable Path any(Device device, boolean folder) throws IOException {
        var all = new ArrayList<Path>();
        collect(device, device.root(), folder, all);
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private static void collect(Device device, Path folder, boolean folders, List<Path> all) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                if (folder.equals(device.root())
                        && entry.getFileName().toString().equals(".cairn")) {
                    continue;
                }
                boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                if (isFolder == folders) {
                    all.add(entry);
                }
                if (isFolder) {
                    collect(device, entry, folders, all);
                }
            }
        }
    }

    private @Nullable Path free(Device device) throws IOException {
        var folder = random.nextBoolean() ? any(device, true) : device.root();
        var parent = folder == null ? device.root() : folder;
        var name = NAMES.get(random.nextInt(NAMES.size()));
        if (device.family() == Device.Family.WINDOWS && name.matches("CON|aux.c|e\\.|x:y")) {
            return null;
        }
        var path = parent.resolve(name);
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) || parent.getNameCount() > 6 ? null : path;
    }

    /// Mostly new, so that each byte can be traced to one write; sometimes one of three.
    private String text() {
        return random.nextInt(8) == 0
                ? "one of three: " + random.nextInt(3)
                : "text " + ++last + " " + "x".repeat(random.nextInt(20));
    }

    private void forget(Path file) throws IOException {
        removed.add(Files.readString(file));
    }

    /// The watcher hears of most of it.
    private void tell(Device device, Path path) {
        if (random.nextInt(10) > 0) {
            device.hears(path.getParent());
        }
    }
}
