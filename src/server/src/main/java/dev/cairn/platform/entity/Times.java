package dev.cairn.platform.entity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Moments as the database holds them: microseconds since 1970.
public final class Times {

    private Times() {}

    public static long toMicros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    public static Instant ofMicros(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
