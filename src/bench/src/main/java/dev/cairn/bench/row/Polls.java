package dev.cairn.bench.row;

import dev.cairn.bench.Row;
import dev.cairn.bench.Row.Scene;
import dev.cairn.bench.Stage;
import dev.cairn.bench.client.Account;
import dev.cairn.bench.client.TreeBuilder;
import dev.cairn.bench.client.http.Incoming;
import dev.cairn.bench.client.http.Request;
import dev.cairn.bench.measure.Load;
import dev.cairn.bench.measure.Meter;
import dev.cairn.bench.measure.Part;
import dev.cairn.bench.measure.Quantity;
import dev.cairn.bench.measure.Samples;
import dev.cairn.bench.report.Report;
import dev.cairn.bench.report.Verdict;
import dev.cairn.core.sync.NodeId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/// B15: what every device asks most of the time.
public final class Polls implements Scene {

    public static final Row ROW = new Row(
            "B15",
            "polls and lists: changes with nothing new, a list of 100 in a folder of 100,000, by 8 clients",
            2L << 30,
            Polls::prepare);

    private static final Quantity RATE = new Quantity("answers", "per s", 0);
    private static final Quantity MEDIAN = new Quantity("median", "ms", 2);
    private static final Quantity P95 = new Quantity("95th", "ms", 2);
    private static final Quantity P99 = new Quantity("99th", "ms", 2);
    private static final Quantity WORST = new Quantity("longest", "ms", 0);
    private static final Quantity SERVER_CPU = new Quantity("CPU of the server, each", "ms", 3);
    private static final Quantity DATABASE_CPU = new Quantity("CPU of the database, each", "ms", 3);

    private static final String NOTHING_NEW = "changes, nothing new";
    private static final String FIRST_PAGE = "list of 100, first page";
    private static final String LAST_PAGE = "list of 100, last page";
    private static final String ANY_PAGE = "list of 100, any page";

    private static final int CLIENTS = 8;
    private static final int LIST = 100;
    private static final int OK = 200;

    private final Samples samples = new Samples();
    private final Map<String, Callable<?>> questions;
    private final List<Part> parts;
    private final Duration time;
    private final int files;

    private Polls(Map<String, Callable<?>> questions, List<Part> parts, Duration time, int files) {
        this.questions = questions;
        this.parts = parts;
        this.time = time;
        this.files = files;
    }

    private static Polls prepare(Stage stage) throws Exception {
        int files = stage.amount(100_000, 5_000);
        var account = stage.account();
        var builder = new TreeBuilder(account, 15);
        var folder = builder.folder("many");
        builder.fill(folder, files, 64);
        var changes = "/changes?cursor=" + account.latestCursor();
        var pages = pages(account, folder);
        var questions = new LinkedHashMap<String, Callable<?>>();
        questions.put(NOTHING_NEW, () -> ask(account, changes));
        questions.put(FIRST_PAGE, () -> ask(account, pages.getFirst()));
        questions.put(LAST_PAGE, () -> ask(account, pages.getLast()));
        questions.put(
                ANY_PAGE,
                () -> ask(account, pages.get(ThreadLocalRandom.current().nextInt(pages.size()))));
        for (var question : questions.values()) {
            Load.run(CLIENTS, stage.amount(Duration.ofSeconds(20), Duration.ofSeconds(8)), question);
        }
        var time = stage.amount(Duration.ofSeconds(10), Duration.ofSeconds(4));
        return new Polls(questions, stage.parts(), time, files);
    }

    /// The paths of all pages of a folder.
    private static List<String> pages(Account account, NodeId folder) throws IOException {
        var path = "/folders/" + folder + "/files?limit=" + LIST;
        var pages = new ArrayList<String>(List.of(path));
        for (var cursor = account.list(folder, LIST, null).nextCursor(); cursor != null; ) {
            pages.add(path + "&nextCursor=" + cursor);
            cursor = account.list(folder, LIST, cursor).nextCursor();
        }
        return pages;
    }

    private static Void ask(Account account, String path) throws IOException {
        Request request = account.getting(path);
        account.http().send(request, Incoming::readAll).expect(OK);
        return null;
    }

    @Override
    public void measure() throws Exception {
        for (var question : questions.entrySet()) {
            var meter = Meter.start(parts);
            var answers = Load.run(CLIENTS, time, question.getValue());
            var usage = meter.stop();
            var name = question.getKey();
            samples.add(name, RATE, answers.perSecond());
            samples.add(name, MEDIAN, answers.millis().median());
            samples.add(name, P95, answers.millis().percentile(95));
            samples.add(name, P99, answers.millis().percentile(99));
            samples.add(name, WORST, answers.millis().max());
            samples.add(name, SERVER_CPU, each(usage, "server", answers));
            samples.add(name, DATABASE_CPU, each(usage, "database", answers));
            samples.add(name, Quantity.OTHERS, usage.others() * 100);
        }
    }

    private static double each(Meter.Usage usage, String part, Load.Answers answers) {
        return usage.cpu(part).toMillis() / (double) answers.millis().count();
    }

    @Override
    public Report report() {
        var report = Report.of("question", samples)
                .noting("The clients run on the same processors as the server, the database and the store. The"
                        + " folder has " + files + " files, so the last page is page " + files / LIST + "."
                        + " Pages are asked for again and again while nothing changes, and go out as they were kept.");
        for (var name : questions.keySet()) {
            report = report.with(
                    Verdict.atLeast(name + ": answers per second", 2000, samples.median(name, RATE), "%.0f"),
                    Verdict.atMost(name + ": 99th percentile in ms", 20, samples.median(name, P99), "%.1f"));
        }
        return report.with(Verdict.atMost(
                "median of the last page, by that of the first",
                1.3,
                samples.median(LAST_PAGE, MEDIAN) / samples.median(FIRST_PAGE, MEDIAN),
                "%.2f"));
    }
}
