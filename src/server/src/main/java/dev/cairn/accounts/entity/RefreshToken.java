package dev.cairn.accounts.entity;

import dev.cairn.core.sync.DeviceId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One token of a device's family, by its hash.
@Entity
@Table(name = "refresh_token")
@NamedQuery(name = RefreshToken.DELETE_EXPIRED, query = "delete from RefreshToken t where t.expiresAt < :now")
public class RefreshToken {

    public static final String DELETE_EXPIRED = "RefreshToken.deleteExpired";

    @Id
    @Column(name = "token_hash")
    private byte[] tokenHash;

    @Column(name = "device_id", updatable = false)
    private int deviceId;

    @Column(name = "issued_at", updatable = false)
    private long issuedAt;

    @Column(name = "expires_at", updatable = false)
    private long expiresAt;

    @Column(name = "used_at")
    private @Nullable Long usedAt;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected RefreshToken() {}

    public RefreshToken(byte[] tokenHash, DeviceId device, Instant now, Instant expires) {
        this.tokenHash = tokenHash.clone();
        this.deviceId = device.value();
        this.issuedAt = Times.toMicros(now);
        this.expiresAt = Times.toMicros(expires);
    }

    public DeviceId device() {
        return new DeviceId(deviceId);
    }

    public boolean isExpired(Instant now) {
        return Times.toMicros(now) >= expiresAt;
    }

    /// When it was exchanged for its successor, if it was.
    public Optional<Instant> usedAt() {
        return Optional.ofNullable(usedAt).map(Times::ofMicros);
    }

    public void use(Instant now) {
        usedAt = Times.toMicros(now);
    }
}
