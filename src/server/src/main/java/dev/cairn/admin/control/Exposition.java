package dev.cairn.admin.control;

import dev.cairn.platform.control.Jobs;
import dev.cairn.platform.control.Measures;
import dev.cairn.platform.control.Measures.Series;
import dev.cairn.platform.control.OneObject;
import dev.cairn.push.control.Connections;
import dev.cairn.push.control.Herald;
import dev.cairn.tree.control.NamespaceChanged;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How this server node is doing, in the text form of Prometheus, version 0.0.4.
@OneObject
public class Exposition {

    private static final Series COMMITS = new Series("cairn_commits_total", Map.of());

    private final Measures measures;
    private final Connections connections;
    private final Herald herald;
    private final Jobs jobs;
    private final Totals totals;
    private final Vitals vitals;

    @Inject
    Exposition(Measures measures, Connections connections, Herald herald, Jobs jobs, Totals totals, Vitals vitals) {
        this.measures = measures;
        this.connections = connections;
        this.herald = herald;
        this.jobs = jobs;
        this.totals = totals;
        this.vitals = vitals;
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) NamespaceChanged changed) {
        measures.count(COMMITS);
    }

    /// Asks database and store as well. While the database is away, what it knows is left out.
    public String text() {
        var text = new StringBuilder();
        counters(text);
        histograms(text);
        var gauges = new TreeMap<Series, Double>();
        gauge(gauges, "cairn_connections", connections.count());
        gauge(gauges, "cairn_journal_untold_namespaces", herald.untold());
        gauge(gauges, "cairn_heap_bytes", heapBytes());
        gauge(gauges, "cairn_threads", ManagementFactory.getThreadMXBean().getThreadCount());
        gauge(gauges, "cairn_uptime_seconds", uptime().toSeconds());
        var database = vitals.database();
        pulse(gauges, "database", database);
        pulse(gauges, "store", vitals.store());
        if (database.up()) {
            inDatabase(gauges);
        }
        var named = "";
        for (var gauge : gauges.entrySet()) {
            if (!gauge.getKey().name().equals(named)) {
                named = gauge.getKey().name();
                text.append("# TYPE ").append(named).append(" gauge\n");
            }
            text.append(gauge.getKey()).append(' ').append(gauge.getValue()).append('\n');
        }
        return text.toString();
    }

    private void counters(StringBuilder text) {
        var named = "";
        for (var count : measures.counts().entrySet()) {
            if (!count.getKey().name().equals(named)) {
                named = count.getKey().name();
                text.append("# TYPE ").append(named).append(" counter\n");
            }
            text.append(count.getKey()).append(' ').append(count.getValue()).append('\n');
        }
    }

    private void histograms(StringBuilder text) {
        var named = "";
        for (var time : measures.times().entrySet()) {
            var series = time.getKey();
            if (!series.name().equals(named)) {
                named = series.name();
                text.append("# TYPE ").append(named).append(" histogram\n");
            }
            var times = time.getValue();
            times.atMost().forEach((atMost, count) -> bucket(text, series, Double.toString(seconds(atMost)), count));
            bucket(text, series, "+Inf", times.count());
            text.append(new Series(series.name() + "_sum", series.labels()))
                    .append(' ')
                    .append(seconds(times.total()))
                    .append('\n');
            text.append(new Series(series.name() + "_count", series.labels()))
                    .append(' ')
                    .append(times.count())
                    .append('\n');
        }
    }

    private static void bucket(StringBuilder text, Series series, String atMost, long count) {
        text.append(series.name()).append("_bucket{").append(series.labelText());
        text.append(series.labels().isEmpty() ? "" : ",")
                .append("le=\"")
                .append(atMost)
                .append("\"} ");
        text.append(count).append('\n');
    }

    private void inDatabase(Map<Series, Double> gauges) {
        for (var job : jobs.all()) {
            var labels = Map.of("job", job.name());
            gauges.put(new Series("cairn_job_running", labels), job.running() ? 1.0 : 0.0);
            gauges.put(new Series("cairn_job_failed", labels), job.failed() ? 1.0 : 0.0);
            Optional.ofNullable(job.finishedAt())
                    .map(Instant::getEpochSecond)
                    .ifPresent(end ->
                            gauges.put(new Series("cairn_job_ended_timestamp_seconds", labels), end.doubleValue()));
        }
        gauge(gauges, "cairn_mails_waiting", vitals.mail().waiting());
        var now = totals.count();
        gauge(gauges, "cairn_files", now.files());
        gauge(gauges, "cairn_file_bytes", now.fileBytes());
        gauge(gauges, "cairn_packs", now.packs());
        gauge(gauges, "cairn_pack_bytes", now.packBytes());
    }

    private static void pulse(Map<Series, Double> gauges, String what, Vitals.Pulse pulse) {
        gauge(gauges, "cairn_" + what + "_up", pulse.up() ? 1 : 0);
        gauge(gauges, "cairn_" + what + "_seconds", seconds(pulse.took()));
    }

    private static void gauge(Map<Series, Double> gauges, String name, double value) {
        gauges.put(new Series(name, Map.of()), value);
    }

    private static long heapBytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Duration uptime() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
