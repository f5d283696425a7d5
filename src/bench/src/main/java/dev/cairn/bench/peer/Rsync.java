package dev.cairn.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// rsync between two files of this machine, with its delta algorithm, as if they were on two.
public final class Rsync {

    private static final Pattern SENT = Pattern.compile("Total bytes sent: ([0-9,]+)");
    private static final Pattern RECEIVED = Pattern.compile("Total bytes received: ([0-9,]+)");

    private final Path program;

    private Rsync(Path program) {
        this.program = program;
    }

    /// Empty if it is not installed.
    public static Optional<Rsync> find() {
        return Program.find("rsync").map(Rsync::new);
    }

    /// Makes a folder equal to another, with all that is in it.
    public void sync(Path source, Path target) throws IOException, InterruptedException {
        var process = new ProcessBuilder(program.toString(), "--archive", "--delete", source + "/", target + "/")
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("rsync failed: " + output);
        }
    }

    /// Makes the target equal to the source.
    public Wire copy(Path source, Path target) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        program.toString(),
                        "--no-whole-file",
                        "--ignore-times",
                        "--stats",
                        source.toString(),
                        target.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("rsync failed: " + output);
        }
        return new Wire(number(SENT, output), number(RECEIVED, output));
    }

    private static long number(Pattern pattern, String output) throws IOException {
        var found = pattern.matcher(output);
        if (!found.find()) {
            throw new IOException("rsync does not say what it sent: " + output);
        }
        return Long.parseLong(found.group(1).replace(",", ""));
    }

    /// What rsync itself counts between its two processes, in bytes.
    public record Wire(long up, long down) {}
}
