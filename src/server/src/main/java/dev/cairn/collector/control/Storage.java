package dev.cairn.collector.control;

import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;

/// What the store is full of, by the books.
@OneObject
public class Storage {

    private final DataSource database;

    @Inject
    Storage(DataSource database) {
        this.database = database;
    }

    /// All sizes are in bytes.
    ///
    /// @param fileBytes sizes of all files in trees and trash, as their owners see them
    /// @param packs objects that something refers to
    /// @param liveBytes what of [#packBytes] is in use, as of each pack's last review
    /// @param coldPacks those of [#packs] that are in a colder class of the store
    /// @param dyingPacks objects that nothing refers to and that are kept for their grace time
    /// @param leftovers objects of uploads that came to nothing
    /// @param damagedChunks chunks that were found damaged and have not come anew
    public record Figures(
            long fileBytes,
            long packs,
            long packBytes,
            long liveBytes,
            long coldPacks,
            long coldBytes,
            long dyingPacks,
            long dyingBytes,
            long leftovers,
            long damagedChunks) {}

    public Figures figures() {
        try (var connection = database.getConnection()) {
            return new Sql(connection)
                    .read(
                            "SELECT (SELECT COALESCE(SUM(used_bytes), 0) FROM namespace),"
                                    + " COUNT(IF(delete_after IS NULL, 1, NULL)),"
                                    + " COALESCE(SUM(IF(delete_after IS NULL, size, 0)), 0),"
                                    + " COALESCE(SUM(IF(delete_after IS NULL, COALESCE(live_bytes, size), 0)), 0),"
                                    + " COUNT(IF(delete_after IS NULL, storage_class, NULL)),"
                                    + " COALESCE(SUM(IF(delete_after IS NULL AND storage_class IS NOT NULL, size, 0)), 0),"
                                    + " COUNT(delete_after),"
                                    + " COALESCE(SUM(IF(delete_after IS NULL, 0, size)), 0),"
                                    + " (SELECT COUNT(*) FROM doomed_object), (SELECT COUNT(*) FROM damaged_chunk)"
                                    + " FROM pack",
                            _ -> {},
                            row -> new Figures(
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6),
                                    row.getLong(7),
                                    row.getLong(8),
                                    row.getLong(9),
                                    row.getLong(10)))
                    .getFirst();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
