package dev.cairn.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;

/// Which of a cluster's two databases counts, and whether the other has all that was answered.
///
/// @param primary 1 or 2
/// @param inStep whether commits wait for the other one: only then may it be promoted, or be followed up with at
///     the next start
record ClusterRoles(int primary, boolean inStep) {

    private static final String PRIMARY = "primary";
    private static final String IN_STEP = "replica-in-step";

    /// A new cluster's.
    static final ClusterRoles FIRST = new ClusterRoles(1, false);

    ClusterRoles {
        if (primary != 1 && primary != 2) {
            throw new IllegalArgumentException("There are databases 1 and 2");
        }
    }

    int replica() {
        return 3 - primary;
    }

    /// The other one, alone.
    ClusterRoles exchanged() {
        return new ClusterRoles(replica(), false);
    }

    /// @throws LaunchException `DATA_UNUSABLE` if they cannot be read; empty files are never taken for new ones
    static ClusterRoles read(Path file) {
        try {
            var properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            return new ClusterRoles(
                    Integer.parseInt(properties.getProperty(PRIMARY, "")),
                    Boolean.parseBoolean(properties.getProperty(IN_STEP)));
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException(
                    ExitCode.DATA_UNUSABLE, file + " does not say which database counts: " + e.getMessage(), e);
        }
    }

    /// Notes them; on the disk before this returns.
    void write(Path file) {
        var properties = new Properties();
        properties.setProperty(PRIMARY, Integer.toString(primary));
        properties.setProperty(IN_STEP, Boolean.toString(inStep));
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            var text = new ByteArrayOutputStream();
            properties.store(text, "Which of the cluster's databases counts; written by it alone");
            try (var channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.toByteArray()));
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new LaunchException(ExitCode.DATA_UNUSABLE, "Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
