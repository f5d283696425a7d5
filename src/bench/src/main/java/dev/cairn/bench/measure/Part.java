package dev.cairn.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Some processes that are counted together, such as a database.
///
/// @param pids those that there are now
public record Part(String name, Supplier<List<Long>> pids) {

    /// This very process.
    public static Part self(String name) {
        return new Part(name, () -> List.of(ProcessHandle.current().pid()));
    }

    /// A process and all that descend from it.
    public static Part tree(String name, ProcessHandle root) {
        return new Part(
                name,
                () -> Stream.concat(Stream.of(root), root.descendants())
                        .map(ProcessHandle::pid)
                        .toList());
    }

    /// A process without those that descend from it.
    public static Part process(String name, ProcessHandle process) {
        return new Part(name, () -> List.of(process.pid()));
    }

    /// Processor time so far; a child that has ended counts for its parent.
    public Duration cpuTime() {
        return pids.get().stream()
                .flatMap(pid -> ProcFile.read(pid, "stat").stream())
                .map(ProcFile::cpuTime)
                .map(time -> this.isSelf() ? time.own() : time.all())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// What this process waits for is not its own work.
    private boolean isSelf() {
        return pids.get().equals(List.of(ProcessHandle.current().pid()));
    }

    /// Resident memory at its highest since [#forgetPeak], in bytes, one process added to the other.
    public long peakBytes() {
        return sum("status", "VmHWM");
    }

    /// Memory now, in bytes: what several processes share counts for each in part.
    public long shareBytes() {
        return sum("smaps_rollup", "Pss");
    }

    private long sum(String file, String field) {
        return pids.get().stream()
                .flatMap(pid -> ProcFile.read(pid, file).stream())
                .mapToLong(text -> ProcFile.bytes(text, field))
                .sum();
    }

    /// Lets [#peakBytes] begin anew.
    public void forgetPeak() {
        for (long pid : pids.get()) {
            try {
                Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
            } catch (IOException _) {
                // it has ended, or is not ours: then the peak is that of its life
            }
        }
    }

    /// Bytes that went through the calls `read` and `write` so far, by sockets and files alike.
    public Moved moved() {
        return pids.get().stream()
                .flatMap(pid -> ProcFile.read(pid, "io").stream())
                .map(ProcFile::counters)
                .map(io -> new Moved(io.getOrDefault("rchar", 0L), io.getOrDefault("wchar", 0L)))
                .reduce(new Moved(0, 0), Moved::plus);
    }

    /// The arguments of a process; empty if it has ended.
    public static List<String> arguments(ProcessHandle process) {
        return ProcFile.read(process.pid(), "cmdline")
                .map(line -> Arrays.asList(line.split("\0")))
                .orElse(List.of());
    }

    /// @param in bytes read
    /// @param out bytes written
    public record Moved(long in, long out) {

        Moved plus(Moved other) {
            return new Moved(in + other.in, out + other.out);
        }

        public Moved minus(Moved other) {
            return new Moved(in - other.in, out - other.out);
        }
    }

    /// Several parts as one.
    public static Part of(String name, List<Part> parts) {
        return new Part(
                name,
                () -> parts.stream().flatMap(part -> part.pids.get().stream()).toList());
    }

    static Map<String, Duration> cpuTimes(List<Part> parts) {
        return parts.stream().collect(Collectors.toMap(Part::name, Part::cpuTime));
    }
}
