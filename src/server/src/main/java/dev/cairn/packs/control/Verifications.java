package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.packs.entity.Pack;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/// Which packs wait to be verified, and what came of it.
@OneObject
@Transactional
public class Verifications {

    private final EntityManager entities;
    private final DataSource database;
    private final InstantSource clock;

    @Inject
    Verifications(EntityManager entities, DataSource database, InstantSource clock) {
        this.entities = entities;
        this.database = database;
        this.clock = clock;
    }

    /// The next packs to verify, the oldest first.
    ///
    /// @param waited how long they have waited at least
    List<Pack> next(int most, Duration waited) {
        return entities.createNamedQuery(Pack.UNVERIFIED, Pack.class)
                .setParameter("before", Times.toMicros(clock.instant().minus(waited)))
                .setMaxResults(most)
                .getResultList();
    }

    /// Packs that were read longest ago, unless they are dying.
    ///
    /// @param good how long ago those were read that were good then
    /// @param damaged how long ago those were read that were not
    List<Pack> readLongAgo(int most, Duration good, Duration damaged) {
        var now = clock.instant();
        return entities.createNamedQuery(Pack.READ_LONG_AGO, Pack.class)
                .setParameter("good", Times.toMicros(now.minus(good)))
                .setParameter("damaged", Times.toMicros(now.minus(damaged)))
                .setMaxResults(most)
                .getResultList();
    }

    /// Notes that a pack was read, and which of its chunks are not what their fingerprints say; the
    /// others are good, whatever was found before.
    void finish(Pack pack, Set<Fingerprint> bad) {
        var there = entities.find(Pack.class, pack.id());
        if (there == null) {
            return;
        }
        there.verified(bad.isEmpty(), clock.instant());
        try (var connection = database.getConnection()) {
            var sql = new Sql(connection);
            unmark(sql, pack, bad);
            if (!bad.isEmpty()) {
                mark(sql, pack, bad);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private void mark(Sql sql, Pack pack, Set<Fingerprint> bad) {
        sql.update(
                "INSERT IGNORE INTO damaged_chunk (namespace_id, fingerprint, found_at)"
                        + " SELECT c.namespace_id, c.fingerprint, ? FROM pack_use u"
                        + " JOIN chunk c ON c.namespace_id = u.namespace_id AND c.pack_id = u.pack_id"
                        + " WHERE u.pack_id = ? AND c.fingerprint IN (" + Sql.marks(bad) + ")",
                to -> {
                    to.add(Times.toMicros(clock.instant())).add(pack.id());
                    for (var fingerprint : bad) {
                        to.add(fingerprint.toBytes());
                    }
                });
    }

    private static void unmark(Sql sql, Pack pack, Set<Fingerprint> bad) {
        sql.update(
                "DELETE d FROM damaged_chunk d JOIN chunk c"
                        + " ON c.namespace_id = d.namespace_id AND c.fingerprint = d.fingerprint WHERE c.pack_id = ?"
                        + (bad.isEmpty() ? "" : " AND d.fingerprint NOT IN (" + Sql.marks(bad) + ")"),
                to -> {
                    to.add(pack.id());
                    for (var fingerprint : bad) {
                        to.add(fingerprint.toBytes());
                    }
                });
    }
}
