package dev.cairn.admin.control;

import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Remembered;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How many chunks there are, and how much they take. Counting reads every chunk's row, so the answer is
/// remembered for ten minutes.
@OneObject
public class ChunkTotals {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /// A chunk that several namespaces have is one place in one pack.
    private static final String COUNT = """
            SELECT COUNT(*), COALESCE(SUM(place.length), 0), COALESCE(SUM(place.stored_length), 0),
                (SELECT COALESCE(SUM(used_bytes), 0) FROM namespace)
            FROM (SELECT MAX(length) length, MAX(stored_length) stored_length FROM chunk GROUP BY pack_id, position) place""";

    private final Remembered<Info> remembered;

    @Inject
    ChunkTotals(Look look, InstantSource clock) {
        this.remembered = new Remembered<>(REMEMBERED, clock, now -> count(look, now));
    }

    private static Info count(Look look, Instant now) {
        return look.read(
                        COUNT,
                        _ -> {},
                        row -> new Info(now, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .getFirst();
    }

    /// As of at most ten minutes ago. Who asks while somebody counts waits for that.
    Info count() {
        return remembered.get();
    }

    /// @param at when they were counted
    /// @param count how many, each once
    /// @param plainBytes what they hold
    /// @param storedBytes what they take in their packs
    /// @param fileBytes sizes of all files at that moment, trash included
    public record Info(Instant at, long count, long plainBytes, long storedBytes, long fileBytes) {

        /// Plain bytes for each byte that they take; 1 while there is none.
        public double compressionRatio() {
            return storedBytes == 0 ? 1 : (double) plainBytes / storedBytes;
        }

        /// Bytes of files for each plain byte; 1 while there is none. Older versions have chunks, but are
        /// not counted as files.
        public double dedupRatio() {
            return plainBytes == 0 ? 1 : (double) fileBytes / plainBytes;
        }
    }
}
