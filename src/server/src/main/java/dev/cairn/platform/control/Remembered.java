package dev.cairn.platform.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What takes long to find out, and may be some time old. Who asks while it is found out waits for that.
public final class Remembered<T> {

    private final Duration life;
    private final InstantSource clock;
    private final Function<Instant, T> source;
    private @Nullable T last;
    private Instant over = Instant.MIN;

    /// @param life how old it may be
    /// @param source finds it out, and is told the time
    public Remembered(Duration life, InstantSource clock, Function<Instant, T> source) {
        this.life = life;
        this.clock = clock;
        this.source = source;
    }

    public synchronized T get() {
        var now = clock.instant();
        if (last == null || now.isAfter(over)) {
            last = source.apply(now);
            over = now.plus(life);
        }
        return last;
    }
}
