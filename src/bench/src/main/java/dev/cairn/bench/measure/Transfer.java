package dev.cairn.bench.measure;

import java.util.List;

/// One transfer, from its start to its stop: notes speed, processor time and memory.
public final class Transfer {

    private static final double MIB = 1024 * 1024;

    private static final Quantity CLIENT_CPU = new Quantity("CPU of the client", "s", 2);

    private final Samples samples;
    private final String contender;
    private final Meter meter;

    private Transfer(Samples samples, String contender, Meter meter) {
        this.samples = samples;
        this.contender = contender;
        this.meter = meter;
    }

    /// @param parts all that takes part, one of them named `client`
    public static Transfer start(Samples samples, String contender, List<Part> parts) {
        return new Transfer(samples, contender, Meter.start(parts));
    }

    /// @param bytes that were moved
    public void stop(long bytes) {
        var usage = meter.stop();
        samples.add(contender, Quantity.SPEED, bytes / MIB / usage.seconds());
        samples.add(contender, Quantity.SECONDS, usage.seconds());
        samples.add(contender, Quantity.CPU, usage.allCpu().toMillis() / 1e3);
        samples.add(contender, CLIENT_CPU, usage.cpu("client").toMillis() / 1e3);
        samples.add(contender, Quantity.PEAK, usage.peaks().get("client") / MIB);
        samples.add(contender, Quantity.OTHERS, usage.others() * 100);
    }
}
