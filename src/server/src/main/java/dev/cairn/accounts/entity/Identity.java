package dev.cairn.accounts.entity;

import dev.cairn.core.sync.UserId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/// That a person signs in at an OpenID provider, and who they are there.
@Entity
@Table(name = "identity")
@IdClass(Identity.Key.class)
@NamedQuery(name = Identity.OF_USER, query = "select i from Identity i where i.userId = :user")
@NamedQuery(name = Identity.FORGET, query = "delete from Identity i where i.userId = :user")
public class Identity {

    public static final String OF_USER = "Identity.ofUser";

    /// Takes away all that one person has.
    public static final String FORGET = "Identity.forget";

    /// JPA wants a class for a key of two columns.
    public record Key(String issuer, String subject) implements Serializable {}

    @Id
    private String issuer;

    @Id
    private String subject;

    @Column(name = "user_id")
    private int userId;

    @Column(name = "joined_at")
    private long joinedAt;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected Identity() {}

    public Identity(String issuer, String subject, UserId user, Instant now) {
        this.issuer = issuer;
        this.subject = subject;
        this.userId = user.value();
        this.joinedAt = Times.toMicros(now);
    }

    public String issuer() {
        return issuer;
    }

    public UserId user() {
        return new UserId(userId);
    }
}
