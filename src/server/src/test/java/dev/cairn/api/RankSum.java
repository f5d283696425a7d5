package dev.cairn.api;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Whether two samples could have come from the same source: the test of Mann and Whitney (1947), by
/// its normal approximation, which is good from some 20 values on.
final class RankSum {

    private RankSum() {}

    /// The probability, on both sides, that samples of one source differ as much as these.
    static double probability(long[] one, long[] other) {
        var all = IntStream.range(0, one.length + other.length)
                .boxed()
                .sorted((a, b) -> Long.compare(value(one, other, a), value(one, other, b)))
                .mapToInt(Integer::intValue)
                .toArray();
        double ranks = 0;
        for (int from = 0, to; from < all.length; from = to) {
            to = from + 1;
            while (to < all.length && value(one, other, all[to]) == value(one, other, all[from])) {
                to++;
            }
            double shared = (from + 1 + to) / 2.0; // equal values share their ranks
            ranks += shared
                    * Arrays.stream(all, from, to)
                            .filter(index -> index < one.length)
                            .count();
        }
        double n = one.length;
        double m = other.length;
        double deviation = ranks - n * (n + m + 1) / 2;
        return erfc(Math.abs(deviation) / Math.sqrt(n * m * (n + m + 1) / 12) / Math.sqrt(2));
    }

    private static long value(long[] one, long[] other, int index) {
        return index < one.length ? one[index] : other[index - one.length];
    }

    /// Source: Abramowitz and Stegun, 7.1.26; wrong by 1.5e-7 at most.
    private static double erfc(double x) {
        double t = 1 / (1 + 0.3275911 * x);
        double sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return sum * Math.exp(-x * x);
    }
}
