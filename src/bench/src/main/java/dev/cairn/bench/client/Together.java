package dev.cairn.bench.client;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Tasks that run side by side, each on a virtual thread, and succeed or fail together: the first
/// failure interrupts the others.
public final class Together implements AutoCloseable {

    private final ExecutorService threads;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /// @param name that the threads' names begin with
    public Together(String name) {
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /// Starts a task. After a failure of another one nothing is started.
    public void start(Callable<?> task) throws IOException, InterruptedException {
        throwFailure();
        threads.execute(() -> run(task));
    }

    private void run(Callable<?> task) {
        try {
            task.call();
        } catch (Exception | Error e) { // kept for whoever joins
            if (failure.compareAndSet(null, e)) {
                threads.shutdownNow();
            }
        }
    }

    /// Waits until all tasks have ended; nothing can be started any more.
    ///
    /// @throws IOException what the first that failed has thrown
    public void join() throws IOException, InterruptedException {
        threads.shutdown();
        threads.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS);
        throwFailure();
    }

    private void throwFailure() throws IOException, InterruptedException {
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw new IOException(e.getMessage(), e);
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /// Interrupts what still runs, and waits for it.
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
