package dev.cairn.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Several clients who ask the same thing again and again, each waiting for its answer.
public final class Load {

    private Load() {}

    /// Lets the clients ask until the time is over.
    ///
    /// @param clients how many ask at once, each on a thread of its own
    /// @throws Exception what a request has thrown
    public static Answers run(int clients, Duration time, Callable<?> request) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        var asking = new ArrayList<Callable<double[]>>();
        for (int client = 0; client < clients; client++) {
            asking.add(() -> ask(request, end));
        }
        long begin = System.nanoTime();
        try (var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("load-", 0).factory())) {
            var latencies = new ArrayList<double[]>();
            for (var answers : threads.invokeAll(asking)) {
                latencies.add(answers.get());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Answers(seconds, Distribution.of(joined(latencies)));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /// @return how long each answer took, in milliseconds
    private static double[] ask(Callable<?> request, long end) throws Exception {
        var latencies = new double[1024];
        int count = 0;
        for (long now = System.nanoTime(); now < end; ) {
            request.call();
            long answered = System.nanoTime();
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            latencies[count++] = (answered - now) / 1e6;
            now = answered;
        }
        return Arrays.copyOf(latencies, count);
    }

    private static double[] joined(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /// @param seconds from the first request to the last answer
    /// @param millis how long the answers took
    public record Answers(double seconds, Distribution millis) {

        public double perSecond() {
            return millis.count() / seconds;
        }
    }
}
