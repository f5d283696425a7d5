package dev.cairn.bench;

import dev.cairn.bench.report.Results;
import dev.cairn.bench.row.AtRest;
import dev.cairn.bench.row.BrowserUpload;
import dev.cairn.bench.row.ClientDelta;
import dev.cairn.bench.row.Commits;
import dev.cairn.bench.row.Compressible;
import dev.cairn.bench.row.Core;
import dev.cairn.bench.row.DatabaseSize;
import dev.cairn.bench.row.DeltaUp;
import dev.cairn.bench.row.Duplicate;
import dev.cairn.bench.row.Growth;
import dev.cairn.bench.row.Interrupted;
import dev.cairn.bench.row.LargeDownload;
import dev.cairn.bench.row.LargeUpload;
import dev.cairn.bench.row.NothingToDo;
import dev.cairn.bench.row.Polls;
import dev.cairn.bench.row.Renames;
import dev.cairn.bench.row.RewrittenInPlace;
import dev.cairn.bench.row.SaveToThere;
import dev.cairn.bench.row.ServerCost;
import dev.cairn.bench.row.Sharing;
import dev.cairn.bench.row.SmallFileSync;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/// `cairn bench`: plays the rows that were asked for. A row that fails is told, and the next one
/// is played.
public final class Main {

    private static final int USAGE = 2;
    private static final int ROW_FAILED = 13;

    private static final List<Row> ROWS = List.of(
            SaveToThere.ROW,
            SmallFileSync.ROW,
            LargeUpload.ROW,
            LargeDownload.ROW,
            BrowserUpload.ROW,
            DeltaUp.ROW,
            ClientDelta.ROW,
            Renames.ROW,
            Duplicate.ROW,
            Compressible.ROW,
            ServerCost.ROW,
            Commits.ROW,
            Polls.ROW,
            Growth.ROW,
            DatabaseSize.ROW,
            NothingToDo.ROW,
            AtRest.ROW,
            Interrupted.ROW,
            RewrittenInPlace.ROW,
            Sharing.ROW,
            Core.ROW);

    private Main() {}

    public static void main(String[] arguments) {
        var home = Path.of(System.getProperty("cairn.home"));
        try {
            var options = Options.parse(Arrays.asList(arguments), home.resolve("src/docs/benchmarks"));
            if (options.rows().equals(List.of("list"))) {
                ROWS.forEach(row -> System.out.println(row.name() + "  " + row.what()));
                return;
            }
            var results = new Results(options.out(), home, InstantSource.system());
            boolean allWell = new Bench(home, options, results, System.out).play(chosen(options.rows()));
            System.exit(allWell ? 0 : ROW_FAILED);
        } catch (IllegalArgumentException e) {
            System.err.println("cairn: " + e.getMessage() + "\n" + Options.USAGE);
            System.exit(USAGE);
        }
    }

    private static List<Row> chosen(List<String> names) {
        for (var name : names) {
            if (ROWS.stream().noneMatch(row -> row.name().equals(name))) {
                throw new IllegalArgumentException("There is no row " + name + "; try: cairn bench list");
            }
        }
        return ROWS.stream()
                .filter(row -> names.isEmpty() || names.contains(row.name()))
                .toList();
    }
}
