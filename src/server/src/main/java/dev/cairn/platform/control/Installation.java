package dev.cairn.platform.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.platform.entity.InstallationRecord;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.Arrays;

/// What the whole installation knows about itself.
@OneObject
@Transactional
public class Installation {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final EntityManager entities;

    @Inject
    Installation(EntityManager entities) {
        this.entities = entities;
    }

    /// Changes when the server runs on an older database than before; a cursor of another epoch is
    /// worth nothing.
    public long epoch() {
        return record().epoch();
    }

    /// Makes all cursors worth nothing.
    public void beginEpoch() {
        record().begin(RANDOM.nextLong(1, Long.MAX_VALUE));
    }

    /// Whether the store of this description has passed its probe.
    public boolean isProbed(Fingerprint store) {
        return Arrays.equals(record().probedStore(), store.toBytes());
    }

    public void probed(Fingerprint store) {
        record().probed(store.toBytes());
    }

    private InstallationRecord record() {
        var found = entities.find(InstallationRecord.class, InstallationRecord.ID);
        if (found != null) {
            return found;
        }
        var made = new InstallationRecord(RANDOM.nextLong(1, Long.MAX_VALUE));
        entities.persist(made);
        return made;
    }
}
