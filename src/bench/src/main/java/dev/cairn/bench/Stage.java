package dev.cairn.bench;

import dev.cairn.bench.cairn.RunningCairn;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.client.Api;
import dev.cairn.bench.client.http.Http;
import dev.cairn.bench.measure.Part;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a row is played on: a directory, and a Cairn in it, both the row's alone and gone after it.
public final class Stage implements AutoCloseable {

    private final Path home;
    private final boolean quick;
    private final Path directory;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable RunningCairn cairn;
    private int cairns;

    private Stage(Path home, boolean quick, Path directory) {
        this.home = home;
        this.quick = quick;
        this.directory = directory;
    }

    /// @param home where the script `cairn` is
    /// @param data where the stage's directory is made
    static Stage open(Path home, boolean quick, Path data) throws IOException {
        Files.createDirectories(data);
        return new Stage(home, quick, Files.createTempDirectory(data, "cairn-bench-"));
    }

    /// Where the script `cairn` is.
    public Path home() {
        return home;
    }

    /// For files of the row's own.
    public Path directory() {
        return directory;
    }

    /// An amount, or a smaller one where the row is only tried.
    public <T> T amount(T full, T tried) {
        return quick ? tried : full;
    }

    /// The Cairn that runs; started, on a new data directory, if there is none.
    public RunningCairn cairn() throws IOException {
        return cairn(Map.of());
    }

    /// @param settings environment variables, for one that is to be started
    public RunningCairn cairn(Map<String, String> settings) throws IOException {
        if (cairn == null) {
            cairn = RunningCairn.start(home, directory.resolve("cairn-" + cairns++), settings);
        }
        return cairn;
    }

    /// Ends the Cairn that runs, if any, and deletes all its data.
    public void endCairn() throws IOException {
        if (cairn != null) {
            cairn.stop();
            delete(cairn.data());
            cairn = null;
        }
    }

    /// All that takes part: the Cairn's processes, and this one as `client`.
    public List<Part> parts() throws IOException {
        var parts = new ArrayList<>(cairn().parts());
        parts.add(Part.self("client"));
        return parts;
    }

    /// A new person in the Cairn that runs.
    public Account account() throws IOException {
        return account(Map.of());
    }

    /// A new person whose calls take detours.
    public Account account(Map<String, ? extends SocketAddress> detours) throws IOException {
        var http = opened(new Http(detours));
        return Account.signUp(new Api(cairn().base(), http), InstantSource.system());
    }

    /// Lets something be closed with the stage, the latest first.
    public <T extends AutoCloseable> T opened(T thing) {
        opened.push(thing);
        return thing;
    }

    /// Deletes a file, or a directory and all that is in it. What is not there is no error.
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            while (!opened.isEmpty()) {
                close(opened.pop());
            }
        } finally {
            endCairn();
            delete(directory);
        }
    }

    private static void close(AutoCloseable thing) throws IOException {
        try {
            thing.close();
        } catch (Exception e) { // what AutoCloseable declares
            throw new IOException("Something did not end: " + e.getMessage(), e);
        }
    }
}
