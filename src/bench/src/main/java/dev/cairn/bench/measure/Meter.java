package dev.cairn.bench.measure;

import dev.cairn.bench.measure.ProcFile.MachineTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Measures time, processor time and memory from its start to its stop.
public final class Meter {

    private final List<Part> parts;
    private final Map<String, Duration> cpuBefore;
    private final Duration childrenBefore;
    private final MachineTime machineBefore;
    private final long begin;

    private Meter(List<Part> parts) {
        this.parts = parts;
        parts.forEach(Part::forgetPeak);
        this.cpuBefore = Part.cpuTimes(parts);
        this.childrenBefore = endedChildren();
        this.machineBefore = MachineTime.now();
        this.begin = System.nanoTime();
    }

    /// @param parts all that takes part, this process too; what is not among them counts as somebody
    ///     else's, but for programs that this process starts and that end before the stop
    public static Meter start(List<Part> parts) {
        return new Meter(List.copyOf(parts));
    }

    public Usage stop() {
        var wall = Duration.ofNanos(System.nanoTime() - begin);
        var machine = MachineTime.now().since(machineBefore);
        var cpu = new LinkedHashMap<String, Duration>();
        var peaks = new LinkedHashMap<String, Long>();
        for (var part : parts) {
            cpu.put(part.name(), part.cpuTime().minus(cpuBefore.get(part.name())));
            peaks.put(part.name(), part.peakBytes());
        }
        var children = endedChildren().minus(childrenBefore);
        var ours = cpu.values().stream().reduce(children, Duration::plus);
        var others = machine.programs().plus(machine.stolen()).minus(ours);
        double share = machine.all().isZero()
                ? 0
                : (double) others.toMillis() / machine.all().toMillis();
        return new Usage(wall, cpu, children, peaks, Math.max(0, share));
    }

    /// Processor time of programs that this process has started and that have ended.
    private static Duration endedChildren() {
        return ProcFile.read(ProcessHandle.current().pid(), "stat")
                .map(ProcFile::cpuTime)
                .map(ProcFile.CpuTime::reaped)
                .orElse(Duration.ZERO);
    }

    /// What was used.
    ///
    /// @param cpu by part
    /// @param children programs that this process started and that have ended
    /// @param peaks resident bytes at their highest, by part
    /// @param others how much of all processors other programs, or the machine's host, had meanwhile
    public record Usage(
            Duration wall, Map<String, Duration> cpu, Duration children, Map<String, Long> peaks, double others) {

        /// Of all parts, and of the programs that were started.
        public Duration allCpu() {
            return cpu.values().stream().reduce(children, Duration::plus);
        }

        /// Of one part.
        public Duration cpu(String part) {
            return Objects.requireNonNull(cpu.get(part), part);
        }

        public double seconds() {
            return wall.toNanos() / 1e9;
        }
    }
}
