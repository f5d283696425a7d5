package dev.cairn.accounts.entity;

import dev.cairn.core.sync.UserId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person's authenticator: an app that shows another code every thirty seconds.
@Entity
@Table(name = "second_factor")
public class SecondFactor {

    @Id
    @Column(name = "user_id")
    private int userId;

    private byte[] seed;

    @Column(name = "begun_at")
    private long begunAt;

    @Column(name = "proven_at")
    private @Nullable Long provenAt;

    @Column(name = "last_step")
    private long lastStep;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected SecondFactor() {}

    /// One that is asked for once the person has given a code of it.
    public SecondFactor(UserId user, byte[] seed, Instant now) {
        this.userId = user.value();
        begin(seed, now);
    }

    /// Begins anew with another secret.
    public final void begin(byte[] newSeed, Instant now) {
        seed = newSeed.clone();
        begunAt = Times.toMicros(now);
        provenAt = null;
        lastStep = 0;
    }

    public byte[] seed() {
        return seed.clone();
    }

    /// Whether the person has given a code of it: from then on it is asked for.
    public boolean isProven() {
        return provenAt != null;
    }

    public void prove(Instant now) {
        provenAt = Times.toMicros(now);
    }

    /// Number of the step of time whose code was used last.
    public long lastStep() {
        return lastStep;
    }

    public void use(long step) {
        lastStep = step;
    }
}
