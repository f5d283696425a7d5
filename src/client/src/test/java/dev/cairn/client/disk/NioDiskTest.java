package dev.cairn.client.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The system's own disk.
class NioDiskTest implements DiskContract {

    @TempDir
    private Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
    }

    @Override
    public Disk disk() {
        return new NioDisk(root, DiskNames.POSIX);
    }

    @Override
    public Path root() {
        return root;
    }
}
