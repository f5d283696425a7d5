package dev.cairn.bench.report;

import dev.cairn.bench.measure.Distribution;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What came of a row.
///
/// @param verdicts may be empty, where a row only gives others something to compare with
/// @param notes what a reader must know to judge the figures
public record Report(
        Samples samples, List<Verdict> verdicts, List<Table> tables, Optional<Plot> plot, List<String> notes) {

    /// Percent of the processors.
    private static final double MOST_OTHERS = 25;

    public Report {
        verdicts = List.copyOf(verdicts);
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
    }

    /// A report that shows all samples in one table.
    public static Report of(String corner, Samples samples) {
        return new Report(samples, List.of(), List.of(Table.of(corner, samples)), Optional.empty(), List.of());
    }

    public Report with(Verdict... more) {
        return new Report(samples, joined(verdicts, List.of(more)), tables, plot, notes);
    }

    public Report with(Plot picture) {
        return new Report(samples, verdicts, tables, Optional.of(picture), notes);
    }

    public Report with(Table another) {
        return new Report(samples, verdicts, joined(tables, List.of(another)), plot, notes);
    }

    public Report noting(String note) {
        return new Report(samples, verdicts, tables, plot, joined(notes, List.of(note)));
    }

    /// Whether other programs had so much of the machine that the figures should be taken again.
    public boolean isNoisy() {
        return othersAtMost() > MOST_OTHERS;
    }

    /// What other programs had of the machine while a contender was measured: the highest of the
    /// medians, in percent; 0 where it was not measured.
    private double othersAtMost() {
        return samples.contenders().stream()
                .flatMap(contender -> samples.find(contender, Quantity.OTHERS).stream())
                .mapToDouble(Distribution::median)
                .max()
                .orElse(0);
    }

    /// Verdicts, tables and notes; the plot is left to whoever keeps it as a file.
    public String markdown() {
        var text = new StringBuilder();
        if (isNoisy()) {
            text.append("**Noisy**: other programs had up to %.0f %% of the processors; take these figures again.%n%n"
                    .formatted(othersAtMost()));
        }
        if (!verdicts.isEmpty()) {
            text.append(Table.of(verdicts).markdown()).append('\n');
        }
        tables.forEach(table -> text.append(table.markdown()).append('\n'));
        notes.forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString();
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
