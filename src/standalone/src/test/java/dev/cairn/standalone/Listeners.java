package dev.cairn.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// Who listens on this machine, as the kernel tells.
final class Listeners {

    private static final String LISTENING = "0A";

    private static final Set<String> LOOPBACK = Set.of(
            "0100007F", // 127.0.0.1
            "0000000000000000FFFF00000100007F", // ::ffff:127.0.0.1
            "00000000000000000000000001000000"); // ::1

    private Listeners() {}

    /// Whether somebody listens on a port, and on loopback addresses alone.
    static boolean onLoopbackAlone(int port) throws IOException {
        var addresses = new HashSet<String>();
        try (var four = Files.lines(Path.of("/proc/net/tcp"));
                var six = Files.lines(Path.of("/proc/net/tcp6"))) {
            Stream.concat(four, six)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns[3].equals(LISTENING))
                    .map(columns -> columns[1].split(":"))
                    .filter(local -> Integer.parseInt(local[1], 16) == port)
                    .forEach(local -> addresses.add(local[0]));
        }
        return !addresses.isEmpty() && LOOPBACK.containsAll(addresses);
    }

    /// The ports on which a process listens.
    static Set<Integer> portsOf(long pid) throws IOException {
        var inodes = new HashSet<String>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                inodes.add(target(descriptor));
            }
        }
        var ports = new HashSet<Integer>();
        try (var four = Files.lines(Path.of("/proc/net/tcp"));
                var six = Files.lines(Path.of("/proc/net/tcp6"))) {
            Stream.concat(four, six)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns[3].equals(LISTENING) && inodes.contains("socket:[" + columns[9] + "]"))
                    .forEach(columns -> ports.add(Integer.parseInt(columns[1].split(":")[1], 16)));
        }
        return ports;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return ""; // closed meanwhile
        }
    }
}
