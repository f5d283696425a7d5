package dev.cairn.standalone.s3;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// Makes the names in one directory durable. Threads that ask at the same time share one `fsync`.
final class DirectorySync {

    private final Path directory;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong asked = new AtomicLong();
    private long done; // guarded by lock

    DirectorySync(Path directory) {
        this.directory = directory;
    }

    /// Returns when all that was done to names in the directory before the call would survive a power cut.
    void sync() throws IOException {
        long mine = asked.incrementAndGet();
        lock.lock();
        try {
            if (done >= mine) {
                return;
            }
            long covered = asked.get();
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
            done = covered;
        } finally {
            lock.unlock();
        }
    }
}
