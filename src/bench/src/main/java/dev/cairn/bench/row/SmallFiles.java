package dev.cairn.bench.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

    /// Whether a folder has all the files. Asked often while they come: so only names are read, and
    /// no more than up to the first folder that lacks one.
    boolean areIn(Path folder) throws IOException {
        for (int first = 0; first < count; first += IN_FOLDER) {
            var inner = folder.resolve("folder-" + first / IN_FOLDER);
            if (files(inner) < Math.min(IN_FOLDER, count - first)) {
                return false;
            }
        }
        return true;
    }

    /// How many files a folder has, but for those on their way to their names.
    private static int files(Path folder) throws IOException {
        int files = 0;
        try (var names = Files.newDirectoryStream(
                folder, name -> !name.getFileName().toString().startsWith("."))) {
            for (var _ : names) {
                files++;
            }
        } catch (NoSuchFileException _) {
            // it has not come yet
        }
        return files;
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
