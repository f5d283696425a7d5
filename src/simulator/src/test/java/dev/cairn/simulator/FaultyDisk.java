package dev.cairn.simulator;

import dev.cairn.client.disk.Disk;
import dev.cairn.client.disk.DiskNames;
import dev.cairn.client.disk.Stat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The shipped disk, with misfortunes before each of its effects.
final class FaultyDisk implements Disk {

    private final Disk disk;
    private final Misfortunes misfortunes;

    FaultyDisk(Disk disk, Misfortunes misfortunes) {
        this.disk = disk;
        this.misfortunes = misfortunes;
    }

    /// What happens around the disk's effects.
    interface Misfortunes {

        /// @param what is about to be done
        void before(Supplier<String> what) throws IOException;

        void after();
    }

    @Override
    public List<Listed> list(String folder) throws IOException {
        misfortunes.before(() -> "list " + folder);
        return disk.list(folder);
    }

    @Override
    public Optional<Stat> stat(String path) throws IOException {
        misfortunes.before(() -> "stat " + path);
        return disk.stat(path);
    }

    @Override
    public InputStream read(String path) throws IOException {
        misfortunes.before(() -> "read " + path);
        return disk.read(path);
    }

    @Override
    public byte[] read(String path, long offset, int length) throws IOException {
        misfortunes.before(() -> "read " + path);
        return disk.read(path, offset, length);
    }

    @Override
    public Draft draft() throws IOException {
        misfortunes.before(() -> "draft");
        var draft = disk.draft();
        return new FaultyDraft(draft);
    }

    @Override
    public Stat place(Draft draft, String path, @Nullable Stat expected) throws IOException {
        misfortunes.before(() -> "place " + path);
        var placed = disk.place(((FaultyDraft) draft).draft, path, expected);
        misfortunes.after();
        return placed;
    }

    @Override
    public Stat makeFolder(String path) throws IOException {
        misfortunes.before(() -> "mkdir " + path);
        var made = disk.makeFolder(path);
        misfortunes.after();
        return made;
    }

    @Override
    public Stat move(String from, Stat expected, String to) throws IOException {
        misfortunes.before(() -> "move " + from + " to " + to);
        var moved = disk.move(from, expected, to);
        misfortunes.after();
        return moved;
    }

    @Override
    public Stat setExecutable(String path, Stat expected, boolean executable) throws IOException {
        misfortunes.before(() -> "chmod " + path);
        return disk.setExecutable(path, expected, executable);
    }

    @Override
    public void delete(String path, Stat expected) throws IOException {
        misfortunes.before(() -> "delete " + path);
        disk.delete(path, expected);
        misfortunes.after();
    }

    @Override
    public void deleteFolder(String path) throws IOException {
        misfortunes.before(() -> "rmdir " + path);
        disk.deleteFolder(path);
        misfortunes.after();
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
            misfortunes.before(() -> "write");
            draft.write(offset, bytes);
        }

        @Override
        public byte[] read(long offset, int length) throws IOException {
            return draft.read(offset, length);
        }

        @Override
        public void finish(long modified, boolean executable) throws IOException {
            misfortunes.before(() -> "finish");
            draft.finish(modified, executable);
        }

        @Override
        public void close() {
            draft.close();
        }
    }
}
