package dev.cairn.api;

import dev.cairn.testing.Backend;

/// Keeps all background work from beginning, for tests that look at what the database is asked. Those at
/// work are waited for; what a killed server was at is not.
final class HeldJobs implements AutoCloseable {

    private static final String HOLDER = "a test";
    private static final int MOST_LOOKS = 100;

    private final Backend backend;

    HeldJobs(Backend backend) throws InterruptedException {
        this.backend = backend;
        for (int look = 0; look < MOST_LOOKS && holdFree() > 0; look++) {
            Thread.sleep(200);
        }
    }

    /// @return how many were at work
    private int holdFree() {
        Rows.update(backend, "UPDATE job SET holder = ?, held_until = ?", HOLDER, Long.MAX_VALUE);
        return Rows.texts(backend, "SELECT name FROM job WHERE started_at > COALESCE(finished_at, 0)")
                .size();
    }

    @Override
    public void close() {
        Rows.update(backend, "UPDATE job SET held_until = 0 WHERE holder = ?", HOLDER);
    }
}
