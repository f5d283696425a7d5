package dev.cairn.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Processes that a killed launcher left running on a data directory.
///
/// They are known by what they were started with: the program's name and an argument that names the
/// data directory. No process number is remembered, so none can have passed to another program.
final class Leftovers {

    /// A database ends in order, writing out what it holds; a server has nothing to lose.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Path PROCESSES = Path.of("/proc");

    private Leftovers() {}

    /// The argument by which a server is known to belong to a data directory.
    static String serverMark(Path data) {
        return "-Dcairn.data=" + data;
    }

    /// The argument by which a database is known, in its data directory's `database` folder.
    static String databaseMark(Path files) {
        return "--datadir=" + files;
    }

    /// The argument by which a cluster's balancer is known: where it notes its number, which nobody reads.
    static String balancerMark(Path data) {
        return data.resolve("balancer.pid").toString();
    }

    /// Ends what is left, servers before databases. Nothing left is no error.
    ///
    /// @param data the data directory; its lock must be held, so that whatever runs on it is left
    /// @return how many processes there were
    static int end(DataDirectory data) throws InterruptedException {
        String server = serverMark(data.path());
        String database = databaseMark(data.database()) + "/";
        int ended = end("java", server::equals) + end("haproxy", balancerMark(data.path())::equals);
        return ended + end("mariadbd", argument -> argument.startsWith(database));
    }

    private static int end(String program, Predicate<String> mark) throws InterruptedException {
        var found = find(program, mark);
        for (var process : found) {
            process.destroy();
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (var process : found) {
            while (process.isAlive() && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            while (process.isAlive()) {
                process.destroyForcibly();
                Thread.sleep(50);
            }
        }
        return found.size();
    }

    private static List<ProcessHandle> find(String program, Predicate<String> mark) {
        var found = new ArrayList<ProcessHandle>();
        try (var entries = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path entry : entries) {
                var arguments = arguments(entry);
                if (!arguments.isEmpty()
                        && Path.of(arguments.getFirst()).endsWith(program)
                        && arguments.stream().anyMatch(mark)) {
                    handle(entry).ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new LaunchException(ExitCode.INTERNAL, "Cannot list the running processes: " + e.getMessage(), e);
        }
        return found;
    }

    private static Optional<ProcessHandle> handle(Path entry) {
        return ProcessHandle.of(Long.parseLong(entry.getFileName().toString()));
    }

    /// Empty for what has ended meanwhile, for kernel threads and for other people's processes.
    private static List<String> arguments(Path entry) {
        try {
            var line = new String(Files.readAllBytes(entry.resolve("cmdline")), StandardCharsets.UTF_8);
            return line.isEmpty() || line.startsWith("\0") ? List.of() : Arrays.asList(line.split("\0"));
        } catch (IOException _) {
            return List.of();
        }
    }
}
