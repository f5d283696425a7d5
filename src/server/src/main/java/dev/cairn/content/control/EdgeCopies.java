package dev.cairn.content.control;

import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/// The versions that the edge may have, as far as somebody was given a URL of it.
@OneObject
@Transactional
public class EdgeCopies {

    /// After so long without a reader the edge itself has dropped what it had: `inactive` in its
    /// settings, and a day for whoever reads slowly.
    private static final Duration FORGOTTEN = Duration.ofDays(8);

    /// A version that is read all the time is noted again after this, and not at each reading.
    private static final Duration NOTED_AGAIN = Duration.ofHours(12);

    private final DataSource database;
    private final InstantSource clock;

    @Inject
    EdgeCopies(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @param size bytes of the content
    record Copy(VersionId version, long size) {}

    void note(VersionId version, long size) {
        long now = Times.toMicros(clock.instant());
        long stale = Times.toMicros(clock.instant().minus(NOTED_AGAIN));
        with(sql -> sql.update(
                """
                INSERT INTO edge_copy (namespace_id, node_id, version, size, noted_at) VALUES (?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE noted_at = IF(noted_at < ?, VALUES(noted_at), noted_at)
                """,
                to -> to.add(version.node().birthplace().value())
                        .add(version.node().value())
                        .add(version.number())
                        .add(size)
                        .add(now)
                        .add(stale)));
    }

    /// Copies whose version is in the trash, or not kept any more.
    List<Copy> ofWhatIsGone(int most) {
        return with(sql -> sql.read(
                """
                SELECT node_id, version, size FROM edge_copy e WHERE NOT EXISTS (
                    SELECT 1 FROM node n WHERE n.namespace_id = e.namespace_id AND n.id = e.node_id AND n.live = 1
                        AND (n.version = e.version OR EXISTS (
                            SELECT 1 FROM history h WHERE h.namespace_id = e.namespace_id AND h.node_id = e.node_id
                                AND h.version = e.version)))
                LIMIT ?
                """,
                to -> to.add(most),
                row -> new Copy(new VersionId(new NodeId(row.getLong(1)), row.getInt(2)), row.getLong(3))));
    }

    void forget(Copy copy) {
        with(sql -> sql.update(
                "DELETE FROM edge_copy WHERE namespace_id = ? AND node_id = ? AND version = ?",
                to -> to.add(copy.version.node().birthplace().value())
                        .add(copy.version.node().value())
                        .add(copy.version.number())));
    }

    /// Forgets what the edge has dropped by itself.
    void forgetOld() {
        Instant before = clock.instant().minus(FORGOTTEN);
        with(sql -> sql.update("DELETE FROM edge_copy WHERE noted_at < ?", to -> to.add(Times.toMicros(before))));
    }

    private <T> T with(Function<Sql, T> work) {
        try (var connection = database.getConnection()) {
            return work.apply(new Sql(connection));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
