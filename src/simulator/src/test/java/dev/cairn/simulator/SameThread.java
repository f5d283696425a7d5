package dev.cairn.simulator;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Runs everything at once, in the caller's thread; a crash goes through.
final class SameThread extends AbstractExecutorService {

    @Override
    public void execute(Runnable command) {
        command.run();
        if (command instanceof Future<?> future
                && future.state() == Future.State.FAILED
                && future.exceptionNow() instanceof Crash crash) {
            throw crash;
        }
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
