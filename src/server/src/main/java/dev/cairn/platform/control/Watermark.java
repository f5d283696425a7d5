package dev.cairn.platform.control;

import dev.cairn.platform.entity.WatermarkRecord;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

/// How far the database has come: a number that only grows, unless the database is restored from a
/// backup. Of two nodes at once one waits for the other.
@OneObject
@Transactional
public class Watermark {

    private static final String TABLE_MADE_AT = "SELECT UNIX_TIMESTAMP(create_time) FROM information_schema.tables"
            + " WHERE table_schema = DATABASE() AND table_name = 'watermark'";

    private final EntityManager entities;

    @Inject
    Watermark(EntityManager entities) {
        this.entities = entities;
    }

    /// Looks whether this database is a restored one, and raises the mark, so that this is answered
    /// with true once.
    ///
    /// @param noted the highest level that was ever noted outside of the database; 0 if none was
    /// @return whether the database has come less far than that, or lies in files made anew
    public boolean isRestored(long noted) {
        var record = locked();
        long madeAt = ((Number) entities.createNativeQuery(TABLE_MADE_AT).getSingleResult()).longValue();
        boolean restored = record.level() < noted || record.isElsewhere(madeAt);
        record.liesIn(madeAt);
        record.raise(noted);
        return restored;
    }

    /// Raises the mark.
    ///
    /// @return its level now
    public long raise() {
        var record = locked();
        record.raise(record.level());
        return record.level();
    }

    private WatermarkRecord locked() {
        return entities.find(WatermarkRecord.class, WatermarkRecord.ID, LockModeType.PESSIMISTIC_WRITE);
    }
}
