package dev.cairn.client.disk;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A disk by `java.nio.file`: the system's own, or one in memory.
///
/// Between looking at a file and replacing it lies a moment in which somebody else could still
/// write; it is as short as the two calls.
public final class NioDisk implements Disk {

    private static final String DRAFTS = OWN + "/drafts";
    private static final String MARK = OWN + "/folder";

    /// Just this: the names of owner and group would take longer than all the rest.
    private static final String ATTRIBUTES =
            "unix:isRegularFile,isDirectory,size,lastModifiedTime,ctime,ino,permissions";

    private final Path root;
    private final DiskNames names;
    private final boolean posix;
    private final AtomicLong drafts = new AtomicLong();

    /// @param root the folder, which must be there
    public NioDisk(Path root, DiskNames names) {
        this.root = root;
        this.names = names;
        this.posix = root.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    @Override
    public DiskNames names() {
        return names;
    }

    @Override
    public boolean knowsExecutable() {
        return posix;
    }

    @Override
    public List<Listed> list(String folder) throws IOException {
        var path = resolve(folder);
        if (!Files.isDirectory(path, NOFOLLOW_LINKS)) {
            throw Files.exists(path, NOFOLLOW_LINKS)
                    ? new NotDirectoryException(folder)
                    : new NoSuchFileException(folder);
        }
        var listed = new ArrayList<Listed>();
        try (var entries = Files.newDirectoryStream(path)) {
            for (var entry : entries) {
                var name = entry.getFileName().toString();
                if (!folder.isEmpty() || !name.equals(OWN)) {
                    statOf(entry).ifPresent(stat -> listed.add(new Listed(name, stat)));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return listed;
    }

    @Override
    public Optional<Stat> stat(String path) throws IOException {
        try {
            return statOf(resolve(path));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream read(String path) throws IOException {
        return Channels.newInputStream(open(path));
    }

    @Override
    public byte[] read(String path, long offset, int length) throws IOException {
        try (var channel = open(path)) {
            return readFully(channel, offset, length, path);
        }
    }

    private SeekableByteChannel open(String path) throws IOException {
        return Files.newByteChannel(resolve(path), Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
    }

    private static byte[] readFully(SeekableByteChannel channel, long offset, int length, String path)
            throws IOException {
        var buffer = ByteBuffer.allocate(length);
        channel.position(offset);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException(path);
            }
        }
        return buffer.array();
    }

    @Override
    public Draft draft() throws IOException {
        var folder = root.resolve(DRAFTS);
        Files.createDirectories(folder);
        var path = folder.resolve(Long.toString(drafts.incrementAndGet()));
        return new NioDraft(
                path,
                Files.newByteChannel(
                        path,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE)));
    }

    @Override
    public Stat place(Draft draft, String path, @Nullable Stat expected) throws IOException {
        var made = (NioDraft) draft;
        made.channel.close();
        var target = resolve(path);
        var finished = requireStat(made.path, path);
        if (!Optional.ofNullable(expected).equals(statOf(target))) {
            throw new DiskChangedException(path);
        }
        move(made.path, target, expected != null);
        made.placed = true;
        var placed = requireStat(target, path);
        return placed.isSameFile(finished) ? placed : finished;
    }

    @Override
    public Stat makeFolder(String path) throws IOException {
        var folder = resolve(path);
        Files.createDirectory(folder);
        return requireStat(folder, path);
    }

    @Override
    public Stat move(String from, Stat expected, String to) throws IOException {
        var source = resolve(from);
        var target = resolve(to);
        if (to.startsWith(PARKING)) {
            Files.createDirectories(target.getParent());
        }
        requireUnchanged(source, expected, from);
        if (statOf(target).isPresent()) {
            throw new DiskChangedException(to);
        }
        move(source, target, false);
        return requireStat(target, to);
    }

    @Override
    public Stat setExecutable(String path, Stat expected, boolean executable) throws IOException {
        var file = resolve(path);
        requireUnchanged(file, expected, path);
        setExecutable(file, executable);
        return requireStat(file, path);
    }

    private void setExecutable(Path file, boolean executable) throws IOException {
        if (!posix) {
            return;
        }
        var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file, NOFOLLOW_LINKS));
        if (executable) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            if (permissions.contains(PosixFilePermission.GROUP_READ)) {
                permissions.add(PosixFilePermission.GROUP_EXECUTE);
            }
            if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
                permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            }
        } else {
            permissions.removeAll(Set.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
        }
        Files.setPosixFilePermissions(file, permissions);
    }

    @Override
    public void delete(String path, Stat expected) throws IOException {
        var file = resolve(path);
        requireUnchanged(file, expected, path);
        Files.delete(file);
    }

    @Override
    public void deleteFolder(String path) throws IOException {
        var folder = resolve(path);
        if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            throw new DiskChangedException(path);
        }
        Files.delete(folder);
    }

    @Override
    public void removeDrafts() throws IOException {
        var folder = root.resolve(DRAFTS);
        if (Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            try (var left = Files.newDirectoryStream(folder)) {
                for (var draft : left) {
                    Files.delete(draft);
                }
            }
        }
    }

    @Override
    public boolean isMarked(String mark) throws IOException {
        var file = root.resolve(MARK);
        return Files.isRegularFile(file, NOFOLLOW_LINKS)
                && Files.readString(file).strip().equals(mark);
    }

    @Override
    public void mark(String mark) throws IOException {
        Files.createDirectories(root.resolve(OWN));
        Files.write(root.resolve(MARK), (mark + "\n").getBytes(StandardCharsets.UTF_8));
    }

    // ---- looking

    /// The path on the file system. No part of it but the last may be a symbolic link, or it could
    /// lead out of the folder.
    private Path resolve(String path) throws IOException {
        var at = root;
        if (path.isEmpty()) {
            return at;
        }
        var names = path.split("/");
        for (int i = 0; i < names.length; i++) {
            if (names[i].isEmpty() || names[i].equals(".") || names[i].equals("..")) {
                throw new NoSuchFileException(path);
            }
            if (i > 0 && Files.isSymbolicLink(at)) {
                throw new NotDirectoryException(path);
            }
            at = at.resolve(names[i]);
        }
        return at;
    }

    private void requireUnchanged(Path file, Stat expected, String path) throws IOException {
        if (!statOf(file).equals(Optional.of(expected))
                && !(expected.isFolder()
                        && statOf(file).filter(expected::isSameFile).isPresent())) {
            throw new DiskChangedException(path);
        }
    }

    private Stat requireStat(Path file, String path) throws IOException {
        return statOf(file).orElseThrow(() -> new DiskChangedException(path));
    }

    private Optional<Stat> statOf(Path file) throws IOException {
        try {
            return Optional.of(posix ? unixStat(file) : basicStat(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Stat unixStat(Path file) throws IOException {
        var read = Files.readAttributes(file, ATTRIBUTES, NOFOLLOW_LINKS);
        var kind = kind((Boolean) read.get("isRegularFile"), (Boolean) read.get("isDirectory"));
        return new Stat(
                kind,
                kind == Stat.Kind.FILE ? (Long) read.get("size") : 0,
                nanos(read.get("lastModifiedTime")),
                nanos(read.get("ctime")),
                ((Number) read.get("ino")).longValue(),
                kind == Stat.Kind.FILE && isExecutable(read));
    }

    private static boolean isExecutable(Map<String, Object> read) {
        return read.get("permissions") instanceof Set<?> permissions
                && permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    }

    private static Stat basicStat(Path file) throws IOException {
        var read = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
        var kind = kind(read.isRegularFile(), read.isDirectory());
        return new Stat(kind, kind == Stat.Kind.FILE ? read.size() : 0, nanos(read.lastModifiedTime()), 0, 0, false);
    }

    private static Stat.Kind kind(boolean file, boolean folder) {
        if (file) {
            return Stat.Kind.FILE;
        }
        return folder ? Stat.Kind.FOLDER : Stat.Kind.OTHER;
    }

    private static long nanos(@Nullable Object time) {
        return time instanceof FileTime known ? known.to(TimeUnit.NANOSECONDS) : 0;
    }

    private static void move(Path from, Path to, boolean replace) throws IOException {
        var options = replace
                ? new CopyOption[] {StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING}
                : new CopyOption[] {StandardCopyOption.ATOMIC_MOVE};
        if (!replace && Files.exists(to, NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.move(from, to, options);
    }

    private final class NioDraft implements Draft {

        private final Path path;
        private final SeekableByteChannel channel;
        private boolean placed;

        NioDraft(Path path, SeekableByteChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        @Override
        public synchronized void write(long offset, byte[] bytes) throws IOException {
            channel.position(offset);
            for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
                channel.write(left);
            }
        }

        @Override
        public synchronized byte[] read(long offset, int length) throws IOException {
            return readFully(channel, offset, length, path.toString());
        }

        @Override
        public synchronized void finish(long modified, boolean executable) throws IOException {
            if (executable) {
                setExecutable(path, true);
            }
            Files.setLastModifiedTime(path, FileTime.from(modified, TimeUnit.NANOSECONDS));
            if (channel instanceof FileChannel file) {
                file.force(true);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
                if (!placed) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                // it stays among the drafts, and the next start removes it
            }
        }
    }
}
