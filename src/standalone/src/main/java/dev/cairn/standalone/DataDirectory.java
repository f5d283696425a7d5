package dev.cairn.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The directory that holds all that a Cairn is: database, packs, secrets, logs.
///
/// Open means locked: one process has it, and loses it when it dies. Only the owner may enter it.
final class DataDirectory implements AutoCloseable {

    /// What a first start needs, in bytes: MariaDB's program and empty files, Payara's libraries.
    static final long FIRST_START_BYTES = 1L << 30;

    /// What any start needs, in bytes.
    static final long RESERVE_BYTES = 256L << 20;

    /// Below this many bytes, a part that failed is taken to have failed for lack of space.
    private static final long EXHAUSTED_BYTES = 16L << 20;

    /// What nobody but the owner may read.
    static final Set<PosixFilePermission> OWNERS_FILE = PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private static final String LOCK = "cairn.lock";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /// Makes the directory if it is not there, and locks it.
    ///
    /// @throws LaunchException `DATA_UNUSABLE`, `DATA_IN_USE`
    static DataDirectory open(Path directory) {
        try {
            Path path = ownedBy(directory);
            var channel = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                String holder = holder(channel);
                channel.close();
                throw new LaunchException(
                        ExitCode.DATA_IN_USE, "Another Cairn " + holder + "is running on the data directory " + path);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataDirectory(path, channel, lock);
        } catch (IOException | UnsupportedOperationException e) {
            throw new LaunchException(
                    ExitCode.DATA_UNUSABLE, "The data directory " + directory + " cannot be used: " + wording(e), e);
        }
    }

    private static Path ownedBy(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IOException("it is a file");
        }
        if (!Files.exists(directory)) {
            forOwner(directory);
        } else if (!Files.exists(directory.resolve(LOCK)) && !isEmpty(directory)) {
            throw new IOException("it holds other files; name a new or an empty directory");
        }
        Files.setPosixFilePermissions(directory, OWNER_ONLY);
        return directory.toRealPath();
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.allMatch(entry -> entry.endsWith("lost+found")); // a file system's root has one
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held in this very process
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
        return text.isEmpty() ? "" : "(process " + text + ") ";
    }

    private static String wording(Exception e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "no permission for " + denied.getFile();
            case java.nio.file.FileSystemException problem
            when problem.getReason() != null -> problem.getReason() + " (" + problem.getFile() + ")";
            case UnsupportedOperationException _ -> "its file system knows no permissions";
            default -> String.valueOf(e.getMessage());
        };
    }

    /// Fails when the disk has too little room to start on.
    ///
    /// @param bytes how much must be free, in bytes
    /// @throws LaunchException `DISK_FULL`
    void requireFree(long bytes) {
        long free = free();
        if (free < bytes) {
            throw new LaunchException(
                    ExitCode.DISK_FULL,
                    "The disk of %s is full: %d MiB are free, %d MiB are needed"
                            .formatted(path, free >> 20, bytes >> 20));
        }
    }

    /// Fails when so little room is left that whatever just failed is best explained by it.
    ///
    /// @throws LaunchException `DISK_FULL`
    void requireNotExhausted() {
        requireFree(EXHAUSTED_BYTES);
    }

    private long free() {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.DATA_UNUSABLE, "The data directory " + path + " cannot be used: " + wording(e), e);
        }
    }

    /// Fails where a cluster has its data: which of its two databases counts is for the cluster to say.
    ///
    /// @throws LaunchException `DATA_UNUSABLE`
    void requireNoCluster() {
        if (Files.exists(cluster())) {
            throw new LaunchException(
                    ExitCode.DATA_UNUSABLE, path + " holds the data of a cluster; start it with ./cairn cluster");
        }
    }

    /// Fails where `cairn up` has its data.
    ///
    /// @throws LaunchException `DATA_UNUSABLE`
    void requireCluster() {
        if (!isNew() && !Files.exists(cluster())) {
            throw new LaunchException(
                    ExitCode.DATA_UNUSABLE,
                    path + " holds the data of a Cairn that is no cluster; start it with ./cairn up");
        }
    }

    /// Whether Cairn has never come as far as to have a database here.
    boolean isNew() {
        return !Files.exists(database()) && !Files.exists(store());
    }

    /// Makes a directory, if it is not there, that only the owner may enter.
    static void forOwner(Path directory) throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    /// A directory of which nothing is kept from one start to the next.
    static Path emptied(Path directory) throws IOException {
        deleteRecursively(directory);
        return Files.createDirectories(directory);
    }

    /// Deletes a directory and all in it, following no links. What is not there is no error.
    static void deleteRecursively(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    Path path() {
        return path;
    }

    Path secrets() {
        return path.resolve("secrets.properties");
    }

    /// There once the administrator token has been shown.
    Path tokenShown() {
        return path.resolve("administrator-token-shown");
    }

    /// Certificates for HTTPS.
    Path tls() {
        return path.resolve("tls");
    }

    Path programs() {
        return path.resolve("programs");
    }

    Path database() {
        return path.resolve("database");
    }

    /// In a cluster: which of its databases counts.
    Path cluster() {
        return path.resolve("cluster.properties");
    }

    Path store() {
        return path.resolve("store");
    }

    /// Payara's root: made anew at each start.
    Path server() {
        return path.resolve("server");
    }

    /// Made anew at each start.
    Path temporary() {
        return path.resolve("tmp");
    }

    /// Mails, which have nowhere else to go.
    Path mail() {
        return path.resolve("mail");
    }

    Path logs() {
        return path.resolve("logs");
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException _) {
            // the lock ends with the process at the latest
        }
    }
}
