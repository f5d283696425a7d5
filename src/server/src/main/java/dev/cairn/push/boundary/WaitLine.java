package dev.cairn.push.boundary;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.push.control.Baseline;
import dev.cairn.push.control.Connection;
import dev.cairn.push.control.Connections;
import dev.cairn.push.control.Line;
import dev.cairn.tree.control.NamespaceChanged;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A call that waits: the first hint is its answer.
final class WaitLine implements Line {

    private final AsyncResponse response;
    private final Connections connections;
    private final Connection connection;

    /// Connects the device.
    ///
    /// @throws ProblemException if it has too many connections
    WaitLine(AsyncResponse response, Connections connections, Baseline baseline) {
        this.response = response;
        this.connections = connections;
        this.connection = connections.open(baseline, this);
    }

    /// Waits, unless there is news already. That is asked only now that no news can be missed.
    void await(Duration limit, BooleanSupplier hasNews) {
        response.register((CompletionCallback) _ -> connections.close(connection));
        response.setTimeoutHandler(_ -> answer(false));
        response.setTimeout(limit.toSeconds(), TimeUnit.SECONDS);
        try {
            if (hasNews.getAsBoolean()) {
                answer(true);
            }
        } catch (RuntimeException e) {
            response.resume(e);
        }
    }

    @Override
    public void send(NamespaceChanged hint) {
        answer(true);
    }

    /// A device that has gone shows when it is answered.
    @Override
    public void ping() {}

    @Override
    public void end(Ending why) {
        if (why == Ending.SIGNED_OUT) {
            response.resume(new ProblemException(ProblemType.SIGNED_OUT, "This device was signed out. Sign in again."));
        } else {
            answer(true);
        }
    }

    /// An answer that was given already stays.
    private void answer(boolean changes) {
        response.resume(new WaitResource.Waited(changes, null));
    }
}
