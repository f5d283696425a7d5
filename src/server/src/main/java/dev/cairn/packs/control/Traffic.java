package dev.cairn.packs.control;

import dev.cairn.platform.control.Measures;
import dev.cairn.platform.control.Measures.Series;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// What people move: how much, out of which packs, and whether they do right now, so that background work can
/// make room.
@ApplicationScoped
public class Traffic {

    /// Bytes of packs that have arrived in the store.
    public static final Series IN = new Series("cairn_transferred_bytes_total", Map.of("direction", "in"));

    /// Bytes that were streamed to readers, or that they were given a signed URL for.
    public static final Series OUT = new Series("cairn_transferred_bytes_total", Map.of("direction", "out"));

    private static final Series KNOWN = new Series("cairn_chunks_asked_total", Map.of("answer", "known"));
    private static final Series MISSING = new Series("cairn_chunks_asked_total", Map.of("answer", "missing"));

    private static final Duration QUIET = Duration.ofSeconds(5);

    private final Measures measures;
    private final InstantSource clock;
    private final AtomicReference<Set<String>> read = new AtomicReference<>(ConcurrentHashMap.newKeySet());
    private volatile Instant last = Instant.EPOCH;

    @Inject
    public Traffic(Measures measures, InstantSource clock) {
        this.measures = measures;
        this.clock = clock;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Traffic() {
        this(null, null);
    }

    /// Somebody has just begun to move bytes.
    public void seen() {
        last = clock.instant();
    }

    /// @param bytes that have arrived in the store
    void in(long bytes) {
        measures.count(IN, bytes);
    }

    /// @param bytes that somebody reads
    public void out(long bytes) {
        measures.count(OUT, bytes);
    }

    /// Somebody reads a part of an object, or may read it by a signed URL.
    public void read(String objectKey) {
        read.get().add(objectKey);
    }

    /// The objects that were read since this was asked last; one that is being noted meanwhile may be missing.
    Set<String> takeRead() {
        return read.getAndSet(ConcurrentHashMap.newKeySet());
    }

    /// A client has asked which chunks it must send.
    void asked(long chunks, long missing) {
        measures.count(KNOWN, chunks - missing);
        measures.count(MISSING, missing);
    }

    /// Whether nobody has for some seconds.
    boolean isQuiet() {
        return clock.instant().isAfter(last.plus(QUIET));
    }
}
