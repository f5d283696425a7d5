package dev.cairn.standalone.s3;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// The packs of one bucket as files below one directory. One process at a time may own the directory.
///
/// A pack is written once: it appears whole, under its name and durably, or not at all, and nothing
/// replaces it. What a crash leaves half-written is cleared away at the next start.
final class PackFiles implements AutoCloseable {

    /// What a pack may be called: letters, digits, `-` and `_` between slashes, at most 200 characters.
    /// No dots, so no name can leave the directory or look like the file of another.
    private static final Pattern NAME = Pattern.compile("(?=.{1,200}$)[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*");

    private static final String SUFFIX = ".pack";

    /// A write that fails with less than this free, in bytes, has failed for lack of room.
    private static final long EXHAUSTED = 1024 * 1024;

    private final Path root;
    private final Path packs;
    private final Path incoming;
    private final SecretKey master;
    private final long reserve;
    private final FileStore disk;
    private final Map<Path, DirectorySync> syncs = new ConcurrentHashMap<>();

    /// Directories that would survive a power cut.
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /// Packs whose names need not be on the disk yet.
    private final Set<Path> fresh = ConcurrentHashMap.newKeySet();

    /// Threads of the platform: a virtual one would hold its carrier while the disk works.
    private final ExecutorService writeBacks = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("s3-write-back-", 0).factory());

    /// @param root made if it is not there
    /// @param reserve how much no pack may take of the disk, in bytes
    /// @throws ForeignDirectoryException if `root` is not a store's, or another master key's
    PackFiles(Path root, SecretKey master, long reserve) throws IOException {
        this.root = root;
        this.packs = root.resolve("packs");
        this.incoming = root.resolve("incoming");
        this.master = master;
        this.reserve = reserve;
        Files.createDirectories(root, OwnerOnly.DIRECTORY);
        this.disk = Files.getFileStore(root);
        var format = new StoreFormat(root, master);
        boolean isNew = !format.isThere();
        makeDirectories(incoming);
        clearIncoming();
        if (isNew) {
            format.write(newTemporary());
        }
        makeDirectories(packs);
    }

    private void clearIncoming() throws IOException {
        try (var leftovers = Files.newDirectoryStream(incoming)) {
            for (var leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    boolean exists(String name) throws IOException {
        return Files.exists(settled(name));
    }

    /// Whether a pack of this size in bytes would leave the reserve alone.
    boolean hasRoomFor(long size) throws IOException {
        return disk.getUsableSpace() - size >= reserve;
    }

    /// Stores a pack under a name that is not taken yet; when this returns, it would survive a power cut.
    ///
    /// @throws FileAlreadyExistsException if the name is taken
    /// @throws StoreFullException if the disk is full
    PackHeader store(String name, ProvenBody body) throws IOException {
        var target = fileOf(name);
        var temporary = newTemporary();
        try {
            var header = write(temporary, name, body);
            publish(temporary, target);
            return header;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw disk.getUsableSpace() < EXHAUSTED ? new StoreFullException(e) : e;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private PackHeader write(Path temporary, String name, ProvenBody body) throws IOException {
        var salt = PackCipher.newSalt();
        var cipher = new PackCipher(master, salt, name);
        try (var file = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.FILE)) {
            var writeBack = new WriteBack(file, writeBacks);
            var writer = new PackWriter(file, cipher, writeBack);
            long size = writer.copy(body.bytes());
            var header = new PackHeader(size, body.checksum().get());
            writer.writeHeader(header.seal(salt, cipher));
            writeBack.finish();
            return header;
        }
    }

    private void publish(Path temporary, Path target) throws IOException {
        makeDirectories(target.getParent());
        fresh.add(target);
        boolean isTaken = false;
        try {
            Files.createLink(target, temporary); // unlike a move, a link never replaces
        } catch (FileAlreadyExistsException _) {
            isTaken = true; // also heard only when it is certain to stay so
        }
        sync(target.getParent());
        fresh.remove(target);
        if (isTaken) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    /// A pack's file, whose name would survive a power cut if it is there: nobody learns of a pack earlier.
    private Path settled(String name) throws IOException {
        var file = fileOf(name);
        if (fresh.contains(file)) {
            sync(file.getParent());
        }
        return file;
    }

    private Path newTemporary() {
        return incoming.resolve(UUID.randomUUID().toString());
    }

    /// @throws NoSuchFileException if there is none
    PackHeader header(String name) throws IOException {
        try (var file = FileChannel.open(settled(name), StandardOpenOption.READ)) {
            return PackHeader.read(file, master, name).header();
        }
    }

    /// A pack that is being read.
    ///
    /// @param content the bytes asked for; whoever has them closes them
    record Reading(PackHeader header, ByteRange range, PackInput content) {}

    /// Opens a pack for reading.
    ///
    /// @param wanted null for the whole pack
    /// @return empty if the pack has no such bytes
    /// @throws NoSuchFileException if there is none
    Optional<Reading> open(String name, @Nullable RangeSpec wanted) throws IOException {
        var file = FileChannel.open(settled(name), StandardOpenOption.READ);
        boolean handedOver = false;
        try {
            var opened = PackHeader.read(file, master, name);
            var header = opened.header();
            var range = wanted == null ? Optional.of(new ByteRange(0, header.size())) : wanted.within(header.size());
            var reading = range.map(bytes -> new Reading(header, bytes, new PackInput(file, opened.cipher(), bytes)));
            handedOver = reading.isPresent();
            return reading;
        } finally {
            if (!handedOver) {
                file.close();
            }
        }
    }

    /// Deletes a pack durably. Does nothing if there is none.
    void delete(String name) throws IOException {
        var file = fileOf(name);
        if (Files.deleteIfExists(file)) {
            sync(file.getParent());
        }
    }

    /// @throws NoSuchFileException if there is none
    Instant storedAt(String name) throws IOException {
        return Files.getLastModifiedTime(fileOf(name)).toInstant();
    }

    /// One line of a list.
    ///
    /// @param size plain bytes, as the length of the file tells
    record Listed(String name, long size, Instant storedAt) {}

    /// The first packs whose name starts with `prefix` and comes after `after`, by name, at most `limit`.
    ///
    /// Looks at all packs of the folders that can hold some. Those that come or go meanwhile may be in it or not.
    List<Listed> list(String prefix, String after, int limit) throws IOException {
        var found = new TreeMap<String, Listed>();
        Files.walkFileTree(packs, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                var begin = directory.equals(packs) ? "" : packs.relativize(directory) + "/";
                return begin.startsWith(prefix) || prefix.startsWith(begin)
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                var name = nameOf(file);
                if (name.startsWith(prefix) && name.compareTo(after) > 0) {
                    long size = Math.max(0, PackLayout.plainSize(attributes.size()));
                    found.put(
                            name,
                            new Listed(name, size, attributes.lastModifiedTime().toInstant()));
                    if (found.size() > limit) {
                        found.pollLastEntry();
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // deleted meanwhile
                }
                throw problem;
            }
        });
        return List.copyOf(found.values());
    }

    private String nameOf(Path file) {
        var path = packs.relativize(file).toString();
        return path.substring(0, path.length() - SUFFIX.length());
    }

    private Path fileOf(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("Not the name of a pack");
        }
        return packs.resolve(name + SUFFIX);
    }

    /// Makes a directory and those above it. It asks nobody whether they are there: what another
    /// thread has just made need not be on the disk yet.
    private void makeDirectories(Path directory) throws IOException {
        if (durable.contains(directory)) {
            return;
        }
        if (!directory.equals(root)) {
            makeDirectories(directory.getParent());
            Files.createDirectories(directory, OwnerOnly.DIRECTORY);
            sync(directory.getParent());
        }
        durable.add(directory);
    }

    private void sync(Path directory) throws IOException {
        syncs.computeIfAbsent(directory, DirectorySync::new).sync();
    }

    /// Ends the threads; nobody may store anything any more.
    @Override
    public void close() {
        writeBacks.close();
    }
}
