package dev.cairn.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All that was measured of several contenders, in the order in which it came.
public final class Samples {

    private final Map<String, Map<Quantity, List<Double>>> values = new LinkedHashMap<>();

    public void add(String contender, Quantity quantity, double value) {
        values.computeIfAbsent(contender, _ -> new LinkedHashMap<>())
                .computeIfAbsent(quantity, _ -> new ArrayList<>())
                .add(value);
    }

    public Set<String> contenders() {
        return values.keySet();
    }

    /// Of all contenders.
    public Set<Quantity> quantities() {
        var quantities = new LinkedHashSet<Quantity>();
        values.values().forEach(each -> quantities.addAll(each.keySet()));
        return quantities;
    }

    /// Empty if it was not measured.
    public Optional<Distribution> find(String contender, Quantity quantity) {
        return Optional.ofNullable(values.getOrDefault(contender, Map.of()).get(quantity))
                .map(Distribution::of);
    }

    /// @throws IllegalArgumentException if it was not measured
    public Distribution of(String contender, Quantity quantity) {
        return find(contender, quantity)
                .orElseThrow(() ->
                        new IllegalArgumentException("Nothing was measured: " + quantity.name() + " of " + contender));
    }

    public double median(String contender, Quantity quantity) {
        return of(contender, quantity).median();
    }

    /// As numbers, by contender and heading.
    public Map<String, Map<String, List<Double>>> raw() {
        var raw = new LinkedHashMap<String, Map<String, List<Double>>>();
        values.forEach((contender, each) -> {
            var row = new LinkedHashMap<String, List<Double>>();
            each.forEach((quantity, numbers) -> row.put(quantity.heading(), numbers));
            raw.put(contender, row);
        });
        return raw;
    }
}
