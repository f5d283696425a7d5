package dev.cairn.packs.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Whether people are moving bytes right now, so that background work can make room for them.
@ApplicationScoped
public class Traffic {

    private static final Duration QUIET = Duration.ofSeconds(5);

    private final InstantSource clock;
    private volatile Instant last = Instant.EPOCH;

    @Inject
    Traffic(InstantSource clock) {
        this.clock = clock;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Traffic() {
        this(null);
    }

    /// Somebody has just begun to move bytes.
    public void seen() {
        last = clock.instant();
    }

    /// Whether nobody has for some seconds.
    boolean isQuiet() {
        return clock.instant().isAfter(last.plus(QUIET));
    }
}
