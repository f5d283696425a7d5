package dev.cairn.standalone.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// The file `format` in a store's directory: two lines that say what the directory is and with which
/// master key. So a store never writes among strange files, nor under a second key.
final class StoreFormat {

    private static final String FIRST_LINE = "cairn store 1\n";

    /// What may be there before the format is: a first start may have been killed early, and a file
    /// system's root has a directory of its own.
    private static final Set<String> NOTHING_OF_IMPORT = Set.of("incoming", "lost+found");

    private final Path root;
    private final byte[] content;

    StoreFormat(Path root, SecretKey master) {
        this.root = root;
        this.content = (FIRST_LINE + "key " + checkValue(master) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// Tells nothing of the master key, for it cannot be turned back.
    private static String checkValue(SecretKey master) {
        try {
            var info = "cairn store 1 check".getBytes(StandardCharsets.US_ASCII);
            var parameters = HKDFParameterSpec.ofExtract().addIKM(master).thenExpand(info, 16);
            return HexFormat.of().formatHex(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK 25 has HKDF-SHA256", e);
        }
    }

    /// Whether the directory is a store's already; if not, it is an empty one. Changes nothing.
    ///
    /// @throws ForeignDirectoryException if it is something else, or has another master key
    boolean isThere() throws IOException {
        if (!Files.exists(file())) {
            requireEmpty();
            return false;
        }
        var found = Files.readAllBytes(file());
        if (MessageDigest.isEqual(found, content)) {
            return true;
        }
        throw new ForeignDirectoryException(
                new String(found, StandardCharsets.ISO_8859_1).startsWith(FIRST_LINE)
                        ? root + " was written with another master key; bring back the secrets that belong to it"
                        : root + " was written by another version of Cairn, which alone can read it");
    }

    private Path file() {
        return root.resolve("format");
    }

    private void requireEmpty() throws IOException {
        try (var entries = Files.list(root)) {
            var strange = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !NOTHING_OF_IMPORT.contains(name))
                    .findAny();
            if (strange.isPresent()) {
                throw new ForeignDirectoryException(root + " holds " + strange.get()
                        + ", which this object store has not written (an early Cairn wrote its objects in another"
                        + " form); name a new data directory");
            }
        }
    }

    /// Makes the directory a store's. By way of a link, like packs: a file system without links is found
    /// out on the first start.
    ///
    /// @param temporary where to write the file first, on the same file system
    void write(Path temporary) throws IOException {
        try (var channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.FILE)) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.createLink(file(), temporary);
        new DirectorySync(root).sync();
        Files.delete(temporary);
    }
}
