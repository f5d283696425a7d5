package dev.cairn.standalone.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Brings a file to the disk while more of it arrives, so that little is left to wait for at the end.
///
/// Every failure of the disk comes out of [#finish()]: Linux reports one only once, so none may be lost.
final class WriteBack {

    /// How much is written before the disk is set to work, in bytes.
    private static final int STEP = 8 * 1024 * 1024;

    private final FileChannel file;
    private final ExecutorService threads;
    private Future<?> running = CompletableFuture.completedFuture(null);
    private long waiting;

    WriteBack(FileChannel file, ExecutorService threads) {
        this.file = file;
        this.threads = threads;
    }

    /// @param bytes how many more have been written
    void written(int bytes) throws IOException {
        waiting += bytes;
        if (waiting >= STEP && running.isDone()) {
            await();
            waiting = 0;
            running = threads.submit(() -> {
                file.force(false);
                return null;
            });
        }
    }

    /// Returns when all that was written would survive a power cut.
    void finish() throws IOException {
        await();
        file.force(false);
    }

    private void await() throws IOException {
        try {
            running.get();
        } catch (ExecutionException e) {
            throw new IOException("The disk failed", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Told to stop");
        }
    }
}
