package dev.cairn.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Files below `/proc`. Source: proc(5).
public final class ProcFile {

    /// The kernel's clock ticks, as it tells them to programs: 100 a second on every Linux machine
    /// that Cairn runs on.
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int KIB = 1024;

    private ProcFile() {}

    /// The text of a file of a process; empty if the process has ended.
    static Optional<String> read(long pid, String name) {
        try {
            return Optional.of(Files.readString(Path.of("/proc", Long.toString(pid), name)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Processor time of a process and of its children that have ended, from `/proc/PID/stat`.
    static CpuTime cpuTime(String stat) {
        // the name, in brackets, may hold anything
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new CpuTime(
                ticks(fields[11]).plus(ticks(fields[12])), ticks(fields[13]).plus(ticks(fields[14].strip())));
    }

    /// A number of KiB by its name, from `status` or `smaps_rollup`, in bytes; 0 if it is not there.
    static long bytes(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().split(" ")[0])
                .mapToLong(number -> Long.parseLong(number) * KIB)
                .findFirst()
                .orElse(0);
    }

    /// The counters of `/proc/PID/io`, by their names.
    static Map<String, Long> counters(String io) {
        return io.lines()
                .map(line -> line.split(": "))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.valueOf(pair[1])));
    }

    /// What all processors did since the machine started, from `/proc/stat`.
    static MachineTime machineTime(String stat) {
        var line = stat.lines().findFirst().orElseThrow();
        var fields = line.strip().split(" +");
        var user = ticks(fields[1]).plus(ticks(fields[2]));
        var system = ticks(fields[3]);
        var idle = ticks(fields[4]).plus(ticks(fields[5]));
        var interrupts = ticks(fields[6]).plus(ticks(fields[7]));
        var stolen = ticks(fields[8]);
        return new MachineTime(user.plus(system), interrupts, stolen, idle);
    }

    private static Duration ticks(String number) {
        return Duration.ofNanos(Long.parseLong(number) * NANOS_PER_TICK);
    }

    /// @param own of the process itself, all threads
    /// @param reaped of its children that have ended
    public record CpuTime(Duration own, Duration reaped) {

        public Duration all() {
            return own.plus(reaped);
        }
    }

    /// @param programs user and system time of all programs
    /// @param interrupts time that the kernel gave to no program
    /// @param stolen time that the machine's host took away
    public record MachineTime(Duration programs, Duration interrupts, Duration stolen, Duration idle) {

        static MachineTime now() {
            try {
                return machineTime(Files.readString(Path.of("/proc/stat")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        MachineTime since(MachineTime earlier) {
            return new MachineTime(
                    programs.minus(earlier.programs),
                    interrupts.minus(earlier.interrupts),
                    stolen.minus(earlier.stolen),
                    idle.minus(earlier.idle));
        }

        Duration all() {
            return programs.plus(interrupts).plus(stolen).plus(idle);
        }
    }
}
