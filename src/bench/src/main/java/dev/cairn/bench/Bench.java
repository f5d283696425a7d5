package dev.cairn.bench;

import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Results;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Plays rows, one after the other, each on a stage of its own.
final class Bench {

    private final Path home;
    private final Options options;
    private final Results results;
    private final PrintStream out;

    Bench(Path home, Options options, Results results, PrintStream out) {
        this.home = home;
        this.options = options;
        this.results = results;
        this.out = out;
    }

    /// Plays rows; what comes of each is printed and kept at once, so that a later failure costs
    /// nothing of it.
    ///
    /// @return whether all could be played
    boolean play(List<Row> rows) {
        boolean allWell = true;
        for (var row : rows) {
            out.println(row.name() + ": " + row.what());
            try {
                var report = play(row);
                out.println(report.markdown());
                results.keep(row.name(), row.what(), report);
            } catch (Exception | Error e) { // whatever a row fails with, the others are played
                out.println("  failed: " + e);
                e.printStackTrace(out);
                allWell = false;
            }
        }
        return allWell;
    }

    private Report play(Row row) throws Exception {
        Files.createDirectories(options.data());
        long free = Files.getFileStore(options.data()).getUsableSpace();
        if (free < row.space()) {
            throw new IOException(
                    "It needs %d MiB of disk, and %d MiB are free".formatted(row.space() >> 20, free >> 20));
        }
        try (var stage = Stage.open(home, options.quick(), options.data())) {
            var end = new Thread(() -> closeQuietly(stage), "end");
            Runtime.getRuntime().addShutdownHook(end);
            try {
                return play(row, stage);
            } finally {
                Runtime.getRuntime().removeShutdownHook(end);
            }
        }
    }

    private Report play(Row row, Stage stage) throws Exception {
        out.println("  preparing …");
        var scene = row.preparation().prepare(stage);
        int runs = scene.runs(options.runs());
        for (int run = 0; run < runs; run++) {
            out.println("  run " + (run + 1) + " of " + runs + " …");
            scene.measure();
        }
        return scene.report();
    }

    /// For when a signal ends the program: nothing is left running.
    private static void closeQuietly(Stage stage) {
        try {
            stage.close();
        } catch (IOException _) {
            // there is nobody left to tell
        }
    }
}
