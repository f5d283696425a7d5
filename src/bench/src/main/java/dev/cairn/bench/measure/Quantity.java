package dev.cairn.bench.measure;

import java.util.Locale;

/// Something that is measured.
///
/// @param unit such as "s"; empty for a plain number
/// @param decimals shown behind the point
public record Quantity(String name, String unit, int decimals) {

    public static final Quantity SECONDS = new Quantity("time", "s", 2);
    public static final Quantity SPEED = new Quantity("speed", "MiB/s", 0);
    public static final Quantity CPU = new Quantity("CPU, all processes", "s", 2);
    public static final Quantity PEAK = new Quantity("peak memory of the client", "MiB", 0);
    public static final Quantity OTHERS = new Quantity("CPU of others", "%", 0);

    /// As the head of a column.
    public String heading() {
        return unit.isEmpty() ? name : name + " (" + unit + ")";
    }

    public String text(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /// Median, and in brackets lowest and highest where there are several.
    public String text(Distribution values) {
        var median = text(values.median());
        return values.count() == 1 ? median : median + " (" + text(values.min()) + "–" + text(values.max()) + ")";
    }
}
