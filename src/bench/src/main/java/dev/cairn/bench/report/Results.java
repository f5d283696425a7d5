package dev.cairn.bench.report;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The directory in which results are kept: for each row a page, its figures as JSON and its plots,
/// and one page with what was reached of all of them.
public final class Results {

    private static final Jsonb JSON = JsonbBuilder.create(new JsonbConfig().withFormatting(true));
    private static final Pattern NUMBER = Pattern.compile("\\D*(\\d+).*");

    private final Optional<Path> directory;
    private final Path home;
    private final InstantSource clock;

    /// @param directory empty if nothing is to be kept
    /// @param home where the sources are, whose commit is noted
    public Results(Optional<Path> directory, Path home, InstantSource clock) {
        this.directory = directory;
        this.home = home;
        this.clock = clock;
    }

    /// Keeps what came of a row, in place of what came of it before.
    public void keep(String name, String what, Report report) throws IOException {
        if (directory.isEmpty()) {
            return;
        }
        var target = Files.createDirectories(directory.get());
        var record = new Kept(
                name,
                what,
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                Machine.describe(home),
                report.isNoisy(),
                report.verdicts(),
                report.samples().raw());
        Files.writeString(target.resolve(name + ".json"), JSON.toJson(record) + "\n");
        Files.writeString(target.resolve(name + ".md"), page(record, report));
        if (report.plot().isPresent()) {
            Files.writeString(
                    target.resolve(name + ".svg"), PlotDrawing.svg(report.plot().get()));
        }
        Files.writeString(target.resolve("results.md"), overview(target));
    }

    private static String page(Kept kept, Report report) {
        var picture = report.plot().isPresent() ? "\n![" + kept.what + "](" + kept.name + ".svg)\n" : "";
        return "# " + kept.name + ": " + kept.what + "\n\nMeasured " + kept.measured + " on " + kept.machine + ".\n\n"
                + report.markdown() + picture;
    }

    private static String overview(Path directory) throws IOException {
        var text = new StringBuilder("# Results\n\nWhat was to be reached, and what was; [how to read this](README.md)."
                + "\n\n| row | measure | to reach | measured | | when |\n| --- | --- | --- | --- | --- | --- |\n");
        for (var kept : all(directory)) {
            for (var verdict : kept.verdicts) {
                text.append("| [%s](%s.md) | %s | %s | %s | %s%s | %s |%n"
                        .formatted(
                                kept.name,
                                kept.name,
                                verdict.what(),
                                verdict.wanted(),
                                verdict.found(),
                                verdict.reached() ? "reached" : "**missed**",
                                kept.noisy ? ", noisy" : "",
                                kept.measured.substring(0, 10)));
            }
        }
        return text.toString();
    }

    private static List<Kept> all(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory, "*.json")) {
            var all = new ArrayList<Kept>();
            for (var file : files) {
                all.add(JSON.fromJson(Files.readString(file), Kept.class));
            }
            all.sort(Comparator.comparingInt(kept -> number(kept.name)));
            return all;
        }
    }

    private static int number(String name) {
        Matcher digits = NUMBER.matcher(name);
        return digits.matches() ? Integer.parseInt(digits.group(1)) : Integer.MAX_VALUE;
    }

    /// What is kept of a row as JSON. Public because JSON-B looks at nothing else.
    ///
    /// @param samples all that was measured, by contender and quantity, in the order of the runs
    public record Kept(
            String name,
            String what,
            String measured,
            String machine,
            boolean noisy,
            List<Verdict> verdicts,
            Map<String, Map<String, List<Double>>> samples) {}
}
