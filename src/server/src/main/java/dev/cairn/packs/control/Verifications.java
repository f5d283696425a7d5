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

    /// Notes that a pack was read, and which of its chunks are not what their fingerprints say.
    void finish(Pack pack, Set<Fingerprint> bad) {
        entities.find(Pack.class, pack.id()).verified(bad.isEmpty(), clock.instant());
        if (bad.isEmpty()) {
            return;
        }
        try (var connection = database.getConnection()) {
            new Sql(connection)
                    .update(
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
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
