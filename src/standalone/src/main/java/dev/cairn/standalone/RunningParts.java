package dev.cairn.standalone;

import java.util.ArrayDeque;
import java.util.Deque;

/// The parts that run at the moment; they stop in the opposite order of their start.
final class RunningParts implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /// Stops all parts, whatever one of them throws. Nobody may add a part any more.
    @Override
    public synchronized void close() {
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) { // what AutoCloseable declares
                failure = new IllegalStateException("A part did not stop", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
