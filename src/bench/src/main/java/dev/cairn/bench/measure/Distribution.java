package dev.cairn.bench.measure;

import java.util.Arrays;
import java.util.Collection;

/// Numbers in ascending order, and what they have in common.
public final class Distribution {

    private final double[] sorted;

    private Distribution(double[] sorted) {
        this.sorted = sorted;
    }

    /// @throws IllegalArgumentException for none
    public static Distribution of(Collection<? extends Number> numbers) {
        return of(numbers.stream().mapToDouble(Number::doubleValue).toArray());
    }

    /// @throws IllegalArgumentException for none
    public static Distribution of(double... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        var sorted = numbers.clone();
        Arrays.sort(sorted);
        return new Distribution(sorted);
    }

    public int count() {
        return sorted.length;
    }

    public double min() {
        return sorted[0];
    }

    public double max() {
        return sorted[sorted.length - 1];
    }

    /// The number in the middle; the mean of the two there if their count is even.
    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// The smallest number that so many percent of all numbers do not exceed (nearest rank).
    ///
    /// @param percent more than 0, at most 100
    public double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }
}
