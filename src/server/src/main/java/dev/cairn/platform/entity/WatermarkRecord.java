package dev.cairn.platform.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// The one row that says how far this database has come, and where it lies.
@Entity
@Table(name = "watermark")
public class WatermarkRecord {

    public static final int ID = 1;
    private static final long NEVER = 0;

    @Id
    private int id;

    private long level;

    @Column(name = "made_at")
    private long madeAt;

    /// For JPA only.
    protected WatermarkRecord() {}

    public long level() {
        return level;
    }

    /// Whether the file of this table is another one than before: the database was written anew.
    public boolean isElsewhere(long fileMadeAt) {
        return madeAt != NEVER && madeAt != fileMadeAt;
    }

    public void liesIn(long fileMadeAt) {
        madeAt = fileMadeAt;
    }

    /// Goes above both what it was and another level.
    public void raise(long above) {
        level = Math.max(level, above) + 1;
    }
}
