package dev.cairn.accounts.entity;

import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One signed-in browser, desktop or phone of a user. Its row stays when it is removed: what it
/// committed still names it.
@Entity
@Table(name = "device")
@NamedQuery(
        name = Device.ACTIVE,
        query = "select d from Device d where d.userId = :user and d.revokedAt is null and d.expiresAt > :now"
                + " order by d.lastSeenAt desc, d.id")
@NamedQuery(
        name = Device.ACTIVE_OF,
        query = "select d.id from Device d where d.id in :ids and d.revokedAt is null and d.expiresAt > :now")
public class Device {

    public static final String ACTIVE = "Device.active";
    public static final String ACTIVE_OF = "Device.activeOf";

    @Id
    private int id;

    @Column(name = "user_id", updatable = false)
    private int userId;

    private String name;

    private String platform;

    @Column(name = "created_at", updatable = false)
    private long createdAt;

    @Column(name = "last_seen_at")
    private long lastSeenAt;

    @Column(name = "expires_at")
    private long expiresAt;

    @Column(name = "revoked_at")
    private @Nullable Long revokedAt;

    @Column(name = "confirmed_until")
    private @Nullable Long confirmedUntil;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected Device() {}

    public Device(DeviceId id, UserId user, String name, String platform, Instant now, Instant expires) {
        this.id = id.value();
        this.userId = user.value();
        this.name = name;
        this.platform = platform;
        this.createdAt = Times.toMicros(now);
        this.lastSeenAt = createdAt;
        this.expiresAt = Times.toMicros(expires);
    }

    public DeviceId id() {
        return new DeviceId(id);
    }

    public UserId user() {
        return new UserId(userId);
    }

    public String name() {
        return name;
    }

    public String platform() {
        return platform;
    }

    public Instant createdAt() {
        return Times.ofMicros(createdAt);
    }

    public Instant lastSeenAt() {
        return Times.ofMicros(lastSeenAt);
    }

    /// The device was here, and may come back until `expires`.
    public void seen(Instant now, Instant expires) {
        lastSeenAt = Times.toMicros(now);
        expiresAt = Times.toMicros(expires);
    }

    /// Ends the device for good. Doing so twice is no error.
    public void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = Times.toMicros(now);
        }
    }

    /// The password was just given on this device.
    public void confirm(Instant until) {
        confirmedUntil = Times.toMicros(until);
    }

    /// Whether the password was given on this device not long ago.
    public boolean isConfirmed(Instant now) {
        return confirmedUntil != null && Times.toMicros(now) < confirmedUntil;
    }

    /// Whether requests of this device are still answered.
    public boolean isActive(Instant now) {
        return revokedAt == null && Times.toMicros(now) < expiresAt;
    }
}
