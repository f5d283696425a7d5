package dev.cairn.client.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Does several things side by side, but never more than so many.
public final class Lanes {

    private final ExecutorService executor;
    private final Semaphore free;

    /// @param executor one virtual thread for each task, or, where everything must come in the same
    ///     order each time, the caller's own thread
    /// @param most as many tasks as run at once; it bounds the memory they take
    public Lanes(ExecutorService executor, int most) {
        this.executor = executor;
        this.free = new Semaphore(most);
    }

    /// Runs all tasks and waits for all.
    ///
    /// @return what they returned, in their order
    /// @throws IOException the first failure, when all have ended
    public <T> List<T> all(Collection<? extends Callable<T>> tasks) throws IOException {
        var group = this.<T>group();
        tasks.forEach(group::start);
        return group.await();
    }

    /// Tasks that are started one by one, and waited for together.
    <T> Group<T> group() {
        return new Group<>();
    }

    /// For any number of threads.
    final class Group<T> {

        private final List<Future<T>> started = Collections.synchronizedList(new ArrayList<>());

        private Group() {}

        /// Starts a task; waits first until there is a lane for it. A task must not start another one
        /// in the same lanes.
        void start(Callable<T> task) {
            free.acquireUninterruptibly();
            started.add(executor.submit(() -> {
                try {
                    return task.call();
                } finally {
                    free.release();
                }
            }));
        }

        /// @return what the tasks returned, in the order in which they were started
        /// @throws IOException the first failure, when all have ended
        List<T> await() throws IOException {
            var results = new ArrayList<T>(started.size());
            Throwable failure = null;
            for (var future : started) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    failure = failure == null ? e.getCause() : failure;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("Interrupted", e);
                }
            }
            if (failure != null) {
                throw rethrown(failure);
            }
            return results;
        }
    }

    private static IOException rethrown(Throwable failure) {
        return switch (failure) {
            case IOException io -> io;
            case UncheckedIOException io -> io.getCause();
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IOException(failure);
        };
    }
}
