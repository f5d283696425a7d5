package dev.cairn.packs.entity;

import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An object in the store that holds chunks. Commits make the rows, in SQL.
@Entity
@Table(name = "pack")
@NamedQuery(
        name = Pack.UNVERIFIED,
        query = "select p from Pack p where p.state = 0 and p.createdAt < :before order by p.id")
@NamedQuery(
        name = Pack.READ_LONG_AGO,
        query = "select p from Pack p where p.deleteAfter is null"
                + " and (p.state = 1 and p.verifiedAt < :good or p.state = 2 and p.verifiedAt < :damaged)"
                + " order by p.verifiedAt")
public class Pack {

    public static final String UNVERIFIED = "Pack.unverified";
    public static final String READ_LONG_AGO = "Pack.readLongAgo";

    private static final int VERIFIED = 1;
    private static final int DAMAGED = 2;

    @Id
    private int id;

    @Column(name = "object_key", updatable = false)
    private String objectKey;

    @Column(updatable = false)
    private int size;

    @Lob
    @Column(updatable = false)
    private byte[] directory;

    private int state;

    @Column(name = "created_at", updatable = false)
    private long createdAt;

    @Column(name = "verified_at")
    private @Nullable Long verifiedAt;

    @Column(name = "delete_after", insertable = false, updatable = false)
    private @Nullable Long deleteAfter;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected Pack() {}

    public int id() {
        return id;
    }

    public String objectKey() {
        return objectKey;
    }

    /// Bytes of the object.
    public int size() {
        return size;
    }

    public byte[] directory() {
        return directory.clone();
    }

    /// Every chunk in it was read and is what its fingerprint says, or not.
    public void verified(boolean good, Instant now) {
        state = good ? VERIFIED : DAMAGED;
        verifiedAt = Times.toMicros(now);
    }
}
