package dev.cairn.packs.entity;

import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;

/// An object in the store that nothing refers to, and that goes once nobody can write it any more.
@Entity
@Table(name = "doomed_object")
@NamedQuery(
        name = DoomedObject.DUE,
        query = "select d from DoomedObject d where d.deleteAfter < :now"
                + " and not exists (select p from Pack p where p.objectKey = d.objectKey) order by d.deleteAfter")
public class DoomedObject {

    public static final String DUE = "DoomedObject.due";

    @Id
    @Column(name = "object_key")
    private String objectKey;

    @Column(name = "delete_after")
    private long deleteAfter;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected DoomedObject() {}

    /// @param deleteAfter when the last URL for it has ended, or later
    public DoomedObject(String objectKey, Instant deleteAfter) {
        this.objectKey = objectKey;
        this.deleteAfter = Times.toMicros(deleteAfter);
    }

    public String objectKey() {
        return objectKey;
    }
}
