package dev.cairn.admin.control;

import dev.cairn.core.content.Encoding;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Remembered;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// How many chunks there are, and how much they take. Counting reads every chunk's row, so the answer is
/// remembered for ten minutes.
@OneObject
public class ChunkTotals {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /// A chunk that several namespaces have is one place in one pack.
    private static final String COUNT = """
            SELECT place.encoding, COUNT(*), SUM(place.length), SUM(place.stored_length)
            FROM (SELECT MAX(encoding) encoding, MAX(length) length, MAX(stored_length) stored_length
                FROM chunk GROUP BY pack_id, position) place
            GROUP BY place.encoding ORDER BY place.encoding""";

    private static final String FILE_BYTES = "SELECT COALESCE(SUM(used_bytes), 0) FROM namespace";

    private final Remembered<Info> remembered;

    @Inject
    ChunkTotals(Look look, InstantSource clock) {
        this.remembered = new Remembered<>(REMEMBERED, clock, now -> count(look, now));
    }

    private static Info count(Look look, Instant now) {
        long fileBytes = look.read(FILE_BYTES, _ -> {}, row -> row.getLong(1)).getFirst();
        var forms = look.read(
                COUNT,
                _ -> {},
                row -> new Form(Encoding.ofNumber(row.getInt(1)), row.getLong(2), row.getLong(3), row.getLong(4)));
        return new Info(now, forms, fileBytes);
    }

    /// As of at most ten minutes ago. Who asks while somebody counts waits for that.
    Info count() {
        return remembered.get();
    }

    /// Chunks of one stored form.
    ///
    /// @param count how many, each once
    /// @param plainBytes what they hold
    /// @param storedBytes what they take in their packs
    public record Form(Encoding encoding, long count, long plainBytes, long storedBytes) {

        /// Plain bytes for each byte that they take; 1 while there is none.
        public double compressionRatio() {
            return storedBytes == 0 ? 1 : (double) plainBytes / storedBytes;
        }
    }

    /// @param at when they were counted
    /// @param forms the stored forms that there are
    /// @param fileBytes sizes of all files at that moment, trash included
    public record Info(Instant at, List<Form> forms, long fileBytes) {

        /// How many, each once.
        public long count() {
            return forms.stream().mapToLong(Form::count).sum();
        }

        /// What they hold.
        public long plainBytes() {
            return forms.stream().mapToLong(Form::plainBytes).sum();
        }

        /// What they take in their packs.
        public long storedBytes() {
            return forms.stream().mapToLong(Form::storedBytes).sum();
        }

        /// Plain bytes for each byte that they take; 1 while there is none.
        public double compressionRatio() {
            return storedBytes() == 0 ? 1 : (double) plainBytes() / storedBytes();
        }

        /// Bytes of files for each plain byte; 1 while there is none. Older versions have chunks, but are
        /// not counted as files.
        public double dedupRatio() {
            return plainBytes() == 0 ? 1 : (double) fileBytes / plainBytes();
        }
    }
}
