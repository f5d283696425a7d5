package dev.cairn.push.boundary;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How many messages one device may send: far more than anybody needs who watches what is on screen.
@Dependent
public class MessageAllowance {

    private static final int MOST = 100;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final InstantSource clock;
    private Instant begun;
    private int taken;

    @Inject
    MessageAllowance(InstantSource clock) {
        this.clock = clock;
        this.begun = clock.instant();
    }

    /// Counts one more message.
    ///
    /// @return whether it is allowed
    synchronized boolean take() {
        var now = clock.instant();
        if (now.isAfter(begun.plus(WINDOW))) {
            begun = now;
            taken = 0;
        }
        return ++taken <= MOST;
    }
}
