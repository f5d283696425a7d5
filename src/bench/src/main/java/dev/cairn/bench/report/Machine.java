package dev.cairn.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The machine that is measured on, and the state of the sources, in a line.
final class Machine {

    private Machine() {}

    static String describe(Path home) throws IOException {
        var processor = Files.readString(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        long memory = Files.readString(Path.of("/proc/meminfo"))
                .lines()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        return "%d cores of %s, %d GiB, Linux %s, Java %s, at %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        memory >> 20,
                        System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        commit(home));
    }

    private static String commit(Path home) throws IOException {
        var git = new ProcessBuilder("git", "-C", home.toString(), "describe", "--always", "--dirty", "--abbrev=10")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(git.getInputStream().readAllBytes()).strip();
        return said.isEmpty() ? "an unknown commit" : "commit " + said;
    }
}
