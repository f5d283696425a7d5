package dev.cairn.bench.report;

import java.util.Locale;

/// What was to be reached, and what was.
///
/// @param what such as "of the best bare PUT"
/// @param wanted the figure with its bound, such as "≥ 0.80"
/// @param found the figure that was measured
public record Verdict(String what, String wanted, String found, boolean reached) {

    /// A figure that should not be less than a bound.
    public static Verdict atLeast(String what, double bound, double found, String format) {
        return new Verdict(what, "≥ " + text(format, bound), text(format, found), found >= bound);
    }

    /// A figure that should not be more than a bound.
    public static Verdict atMost(String what, double bound, double found, String format) {
        return new Verdict(what, "≤ " + text(format, bound), text(format, found), found <= bound);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
