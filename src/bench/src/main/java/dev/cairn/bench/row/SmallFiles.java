package dev.cairn.bench.row;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SplittableRandom;

/// Many small files of noise, a hundred in each folder.
///
/// @param count how many
/// @param size of each, in bytes
record SmallFiles(int count, int size) {

    private static final int IN_FOLDER = 100;

    /// Makes a folder with them.
    ///
    /// @param seed the same one makes the same bytes
    Path make(Path folder, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var bytes = new byte[size];
        for (int index = 0; index < count; index++) {
            var inner = folder.resolve("folder-" + index / IN_FOLDER);
            if (index % IN_FOLDER == 0) {
                Files.createDirectories(inner);
            }
            random.nextBytes(bytes);
            Files.write(inner.resolve("file-" + index % IN_FOLDER), bytes);
        }
        return folder;
    }

    /// Files and folders, the one that they are all in with them.
    int entries() {
        return count + (count + IN_FOLDER - 1) / IN_FOLDER + 1;
    }

    /// Whether a folder has as many files.
    boolean areIn(Path folder) throws IOException {
        return Files.isDirectory(folder) && files(folder) >= count;
    }

    private static int files(Path folder) throws IOException {
        var counter = new SimpleFileVisitor<Path>() {
            private int files;

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!file.getFileName().toString().startsWith(".")) {
                    files++;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
                return FileVisitResult.CONTINUE; // it was renamed just now
            }
        };
        Files.walkFileTree(folder, counter);
        return counter.files;
    }

    /// Compares two files, or two folders, byte by byte.
    static void requireEqual(Path one, Path other) throws IOException {
        try (var paths = Files.walk(one)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                if (Files.mismatch(path, path.equals(one) ? other : other.resolve(one.relativize(path))) >= 0) {
                    throw new IOException("What came out is not what was put in: " + path);
                }
            }
        }
    }
}
