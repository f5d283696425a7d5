package dev.cairn.core.sync;

import java.time.Instant;

/// Times of files: nanoseconds since 1970, as a signed 64-bit number, from the year 1677 to 2262.
///
/// They are carried, shown and sorted by; they never decide what is newer.
public final class FileTimes {

    private static final long NANOS = 1_000_000_000L;
    private static final Instant FIRST = ofNanos(Long.MIN_VALUE);
    private static final Instant LAST = ofNanos(Long.MAX_VALUE);

    private FileTimes() {}

    /// @throws IllegalArgumentException if `time` does not fit into 64 bits
    public static void check(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException("Times lie between 1677-09-21 and 2262-04-11");
        }
    }

    /// @throws IllegalArgumentException if `time` does not fit into 64 bits
    public static long toNanos(Instant time) {
        check(time);
        // the seconds of the first representable second alone would overflow, hence the shift by one
        return time.getEpochSecond() < 0
                ? (time.getEpochSecond() + 1) * NANOS + (time.getNano() - NANOS)
                : time.getEpochSecond() * NANOS + time.getNano();
    }

    public static Instant ofNanos(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }
}
