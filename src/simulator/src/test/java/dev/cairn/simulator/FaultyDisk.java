package dev.cairn.simulator;

import dev.cairn.client.disk.Disk;
import dev.cairn.client.disk.DiskNames;
import dev.cairn.client.disk.Stat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The shipped disk, with misfortunes before each of its effects.
final class FaultyDisk implements Disk {

    private final Disk disk;
    private final Chaos chaos;
    private final Device device;

    FaultyDisk(Disk disk, Chaos chaos, Device device) {
        this.disk = disk;
        this.chaos = chaos;
        this.device = device;
    }

    @Override
    public List<Listed> list(String folder) throws IOException {
        chaos.beforeDisk(device, () -> "list " + folder);
        return disk.list(folder);
    }

    @Override
    public Optional<Stat> stat(String path) throws IOException {
        chaos.beforeDisk(device, () -> "stat " + path);
        return disk.stat(path);
    }

    @Override
    public InputStream read(String path) throws IOException {
        chaos.beforeDisk(device, () -> "read " + path);
        return disk.read(path);
    }

    @Override
    public byte[] read(String path, long offset, int length) throws IOException {
        chaos.beforeDisk(device, () -> "read " + path);
        return disk.read(path, offset, length);
    }

    @Override
    public Draft draft() throws IOException {
        chaos.beforeDisk(device, () -> "draft");
        var draft = disk.draft();
        return new FaultyDraft(draft);
    }

    @Override
    public Stat place(Draft draft, String path, @Nullable Stat expected) throws IOException {
        chaos.beforeDisk(device, () -> "place " + path);
        var placed = disk.place(((FaultyDraft) draft).draft, path, expected);
        chaos.afterDisk(device);
        return placed;
    }

    @Override
    public Stat makeFolder(String path) throws IOException {
        chaos.beforeDisk(device, () -> "mkdir " + path);
        var made = disk.makeFolder(path);
        chaos.afterDisk(device);
        return made;
    }

    @Override
    public Stat move(String from, Stat expected, String to) throws IOException {
        chaos.beforeDisk(device, () -> "move " + from + " to " + to);
        var moved = disk.move(from, expected, to);
        chaos.afterDisk(device);
        return moved;
    }

    @Override
    public Stat setExecutable(String path, Stat expected, boolean executable) throws IOException {
        chaos.beforeDisk(device, () -> "chmod " + path);
        return disk.setExecutable(path, expected, executable);
    }

    @Override
    public void delete(String path, Stat expected) throws IOException {
        chaos.beforeDisk(device, () -> "delete " + path);
        disk.delete(path, expected);
        chaos.afterDisk(device);
    }

    @Override
    public void deleteFolder(String path) throws IOException {
        chaos.beforeDisk(device, () -> "rmdir " + path);
        disk.deleteFolder(path);
        chaos.afterDisk(device);
    }

    @Override
    public void removeDrafts() throws IOException {
        disk.removeDrafts();
    }

    @Override
    public boolean isMarked(String mark) throws IOException {
        return disk.isMarked(mark);
    }

    @Override
    public void mark(String mark) throws IOException {
        disk.mark(mark);
    }

    @Override
    public boolean knowsExecutable() {
        return disk.knowsExecutable();
    }

    @Override
    public DiskNames names() {
        return disk.names();
    }

    private final class FaultyDraft implements Draft {

        private final Draft draft;

        FaultyDraft(Draft draft) {
            this.draft = draft;
        }

        @Override
        public void write(long offset, byte[] bytes) throws IOException {
            chaos.beforeDisk(device, () -> "write");
            draft.write(offset, bytes);
        }

        @Override
        public byte[] read(long offset, int length) throws IOException {
            return draft.read(offset, length);
        }

        @Override
        public void finish(long modified, boolean executable) throws IOException {
            chaos.beforeDisk(device, () -> "finish");
            draft.finish(modified, executable);
        }

        @Override
        public void close() {
            draft.close();
        }
    }
}
