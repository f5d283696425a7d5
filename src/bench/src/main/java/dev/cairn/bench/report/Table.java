package dev.cairn.bench.report;

import dev.cairn.bench.measure.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A table.
///
/// @param head of each column
/// @param rows as many cells each as there are columns
public record Table(List<String> head, List<List<String>> rows) {

    public Table {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
        for (var row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException("A row has " + row.size() + " cells, not " + head.size());
            }
        }
    }

    /// A line for each contender, a column for each quantity.
    ///
    /// @param corner heading of the contenders' names
    public static Table of(String corner, Samples samples) {
        var head = new ArrayList<String>(List.of(corner));
        samples.quantities().forEach(quantity -> head.add(quantity.heading()));
        var rows = new ArrayList<List<String>>();
        for (var contender : samples.contenders()) {
            var row = new ArrayList<String>(List.of(contender));
            for (var quantity : samples.quantities()) {
                row.add(samples.find(contender, quantity).map(quantity::text).orElse(""));
            }
            rows.add(row);
        }
        return new Table(head, rows);
    }

    static Table of(List<Verdict> verdicts) {
        return new Table(
                List.of("measure", "to reach", "measured", ""),
                verdicts.stream()
                        .map(verdict -> List.of(
                                verdict.what(),
                                verdict.wanted(),
                                verdict.found(),
                                verdict.reached() ? "reached" : "**missed**"))
                        .toList());
    }

    public String markdown() {
        var text = new StringBuilder(line(head)).append(line(Collections.nCopies(head.size(), "---")));
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(Table::escape).toList()) + " |\n";
    }

    private static String escape(String cell) {
        return cell.replace("|", "\\|");
    }
}
