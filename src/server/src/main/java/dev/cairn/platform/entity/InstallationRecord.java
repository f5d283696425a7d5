package dev.cairn.platform.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/// The one row of what the installation knows about itself.
@Entity
@Table(name = "installation")
public class InstallationRecord {

    public static final int ID = 1;

    @Id
    private int id;

    private long epoch;

    @Column(name = "probed_store")
    private byte @Nullable [] probedStore;

    /// For JPA only.
    protected InstallationRecord() {}

    public InstallationRecord(long epoch) {
        this.id = ID;
        this.epoch = epoch;
    }

    public long epoch() {
        return epoch;
    }

    public void begin(long newEpoch) {
        epoch = newEpoch;
    }

    /// Fingerprint of the store settings that passed the probe; null if none has yet.
    public byte @Nullable [] probedStore() {
        return probedStore == null ? null : probedStore.clone();
    }

    public void probed(byte[] store) {
        probedStore = store.clone();
    }
}
