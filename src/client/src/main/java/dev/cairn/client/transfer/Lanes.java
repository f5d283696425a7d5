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

    /// Who holds chunks that may be longer than this takes all lanes: 2 MiB. So four lanes do with a
    /// quarter of what the longest chunks would need.
    private static final int LONG_CHUNK = 2 * 1024 * 1024;

    private final ExecutorService executor;
    private final Semaphore free;
    private final int most;

    /// @param executor one virtual thread for each task, or, where everything must come in the same
    ///     order each time, the caller's own thread
    /// @param most as many tasks as run at once; it bounds the memory they take
    public Lanes(ExecutorService executor, int most) {
        this.executor = executor;
        this.free = new Semaphore(most);
        this.most = most;
    }

    /// Runs all tasks and waits for all.
    ///
    /// @return what they returned, in their order
    /// @throws IOException the first failure, when all have ended
    public <T> List<T> all(Collection<? extends Callable<T>> tasks) throws IOException {
        return all(tasks, 0);
    }

    /// @param longestChunk that a task holds, in bytes
    <T> List<T> all(Collection<? extends Callable<T>> tasks, int longestChunk) throws IOException {
        var group = this.<T>group();
        for (var task : tasks) {
            group.start(task, longestChunk > LONG_CHUNK ? most : 1);
        }
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
            start(task, 1);
        }

        private void start(Callable<T> task, int width) {
            free.acquireUninterruptibly(width);
            started.add(executor.submit(() -> {
                try {
                    return task.call();
                } finally {
                    free.release(width);
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
