package dev.cairn.admin.control;

import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Remembered;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How much there is. Counting reads every node's row, so the answer is remembered for a minute.
@OneObject
public class Totals {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final String COUNT = """
            SELECT (SELECT COUNT(*) FROM node WHERE kind = 2 AND live = 1),
                (SELECT COALESCE(SUM(used_bytes), 0) FROM namespace),
                (SELECT COUNT(*) FROM pack), (SELECT COALESCE(SUM(size), 0) FROM pack)""";

    private final Remembered<Info> remembered;

    @Inject
    Totals(Look look, InstantSource clock) {
        this.remembered = new Remembered<>(REMEMBERED, clock, now -> count(look, now));
    }

    private static Info count(Look look, Instant now) {
        return look.read(
                        COUNT,
                        _ -> {},
                        row -> new Info(now, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .getFirst();
    }

    /// As of at most a minute ago. Who asks while somebody counts waits for that.
    Info count() {
        return remembered.get();
    }

    /// @param at when it was counted
    /// @param files in trees, without the trash
    /// @param fileBytes sizes of all files in trees and trash
    /// @param packs objects in the store
    /// @param packBytes what they take there
    public record Info(Instant at, long files, long fileBytes, long packs, long packBytes) {

        /// How many bytes of files one byte in the store holds; 1 while there is none.
        public double ratio() {
            return packBytes == 0 ? 1 : (double) fileBytes / packBytes;
        }
    }
}
