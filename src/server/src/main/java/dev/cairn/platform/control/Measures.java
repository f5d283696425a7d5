package dev.cairn.platform.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// What has happened on this server node since its start: how often, and how long it took.
@OneObject
public class Measures {

    /// Upper ends of the classes that times are counted in, in milliseconds; what takes longer is in a
    /// class of its own.
    static final List<Integer> CLASSES = List.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000);

    private final Map<Series, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<Series, Classes> times = new ConcurrentHashMap<>();

    /// Something has happened once more.
    public void count(Series what) {
        count(what, 1);
    }

    /// Something has happened so many times more.
    public void count(Series what, long times) {
        counts.computeIfAbsent(what, _ -> new LongAdder()).add(times);
    }

    /// How often one thing has happened.
    public long countOf(Series what) {
        return Optional.ofNullable(counts.get(what)).map(LongAdder::sum).orElse(0L);
    }

    /// Something has happened once more, and has taken so long.
    public void time(Series what, Duration took) {
        times.computeIfAbsent(what, _ -> new Classes()).add(took);
    }

    /// How often each thing has happened.
    public Map<Series, Long> counts() {
        var all = new TreeMap<Series, Long>();
        counts.forEach((what, count) -> all.put(what, count.sum()));
        return all;
    }

    /// How long each thing took.
    public Map<Series, Times> times() {
        var all = new TreeMap<Series, Times>();
        times.forEach((what, classes) -> all.put(what, classes.read()));
        return all;
    }

    /// One thing that is counted.
    ///
    /// @param name as in `cairn_requests_total`
    /// @param labels what tells it from others of that name; few values each, since every one is kept
    public record Series(String name, Map<String, String> labels) implements Comparable<Series> {

        public Series {
            labels = Map.copyOf(labels);
        }

        @Override
        public int compareTo(Series other) {
            return toString().compareTo(other.toString());
        }

        /// The form of Prometheus: `name{label="value"}`, the labels in the order of their names.
        @Override
        public String toString() {
            return labels.isEmpty() ? name : name + "{" + labelText() + "}";
        }

        /// `label="value",…`; empty where there is none.
        public String labelText() {
            var parts = new TreeMap<>(labels)
                    .entrySet().stream()
                            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                            .toList();
            return String.join(",", parts);
        }

        private static String escaped(String value) {
            return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        }
    }

    /// @param atMost how many took at most as long as each of the classes, with all that took less
    /// @param count how many there were in all
    /// @param total how long they took together
    public record Times(Map<Duration, Long> atMost, long count, Duration total) {}

    private static final class Classes {

        private final List<LongAdder> counts =
                Stream.generate(LongAdder::new).limit(CLASSES.size() + 1L).toList();
        private final LongAdder nanos = new LongAdder();

        void add(Duration took) {
            int i = 0;
            while (i < CLASSES.size() && took.compareTo(Duration.ofMillis(CLASSES.get(i))) > 0) {
                i++;
            }
            counts.get(i).increment();
            nanos.add(took.toNanos());
        }

        Times read() {
            var atMost = new TreeMap<Duration, Long>();
            long sum = 0;
            for (int i = 0; i < CLASSES.size(); i++) {
                sum += counts.get(i).sum();
                atMost.put(Duration.ofMillis(CLASSES.get(i)), sum);
            }
            return new Times(atMost, sum + counts.getLast().sum(), Duration.ofNanos(nanos.sum()));
        }
    }
}
