package dev.cairn.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Unison between two folders of this machine.
public final class Unison {

    private final Path program;
    private final Path home;

    private Unison(Path program, Path home) {
        this.program = program;
        this.home = home;
    }

    /// Empty if it is not installed.
    ///
    /// @param home where it keeps what it remembers
    public static Optional<Unison> find(Path home) {
        return Program.find("unison").map(program -> new Unison(program, home));
    }

    /// Makes both equal.
    public void sync(Path one, Path other) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        program.toString(), one.toString(), other.toString(), "-batch", "-auto", "-silent", "-times")
                .redirectErrorStream(true);
        builder.environment().put("UNISON", home.toString());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("Unison failed: " + output);
        }
    }
}
