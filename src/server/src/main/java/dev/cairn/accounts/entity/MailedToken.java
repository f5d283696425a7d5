package dev.cairn.accounts.entity;

import dev.cairn.core.sync.UserId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;

/// What one mailed link is good for, by the hash of its token. The row goes when the link is used.
@Entity
@Table(name = "mailed_token")
@NamedQuery(name = MailedToken.DELETE_EXPIRED, query = "delete from MailedToken t where t.expiresAt < :now")
@NamedQuery(
        name = MailedToken.DELETE_OF,
        query = "delete from MailedToken t where t.userId = :user and t.purpose = :purpose")
public class MailedToken {

    public static final String DELETE_EXPIRED = "MailedToken.deleteExpired";
    public static final String DELETE_OF = "MailedToken.deleteOf";

    /// What a person wants to do with a link.
    public enum Purpose {
        PROVE_ADDRESS,
        RESET_PASSWORD
    }

    @Id
    @Column(name = "token_hash")
    private byte[] tokenHash;

    @Column(name = "user_id", updatable = false)
    private int userId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Purpose purpose;

    @Column(name = "expires_at", updatable = false)
    private long expiresAt;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected MailedToken() {}

    public MailedToken(byte[] tokenHash, UserId user, Purpose purpose, Instant expires) {
        this.tokenHash = tokenHash.clone();
        this.userId = user.value();
        this.purpose = purpose;
        this.expiresAt = Times.toMicros(expires);
    }

    public UserId user() {
        return new UserId(userId);
    }

    /// Whether it is good for this now.
    public boolean isGoodFor(Purpose wanted, Instant now) {
        return purpose == wanted && Times.toMicros(now) < expiresAt;
    }
}
