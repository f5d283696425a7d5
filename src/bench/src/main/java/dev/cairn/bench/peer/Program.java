package dev.cairn.bench.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// A program of this machine.
public final class Program {

    private Program() {}

    /// Where a program is; empty if it is not installed.
    public static Optional<Path> find(String name) {
        var path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin";
        return Stream.of(path.split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
