package dev.cairn.accounts.entity;

import dev.cairn.core.sync.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/// A code for who has lost their authenticator, by its hash. It is good once: a used one has no row.
@Entity
@Table(name = "recovery_code")
@NamedQuery(name = RecoveryCode.COUNT, query = "select count(c) from RecoveryCode c where c.userId = :user")
@NamedQuery(name = RecoveryCode.USE, query = "delete from RecoveryCode c where c.codeHash = :hash and c.userId = :user")
@NamedQuery(name = RecoveryCode.DELETE_ALL, query = "delete from RecoveryCode c where c.userId = :user")
public class RecoveryCode {

    public static final String COUNT = "RecoveryCode.count";
    public static final String USE = "RecoveryCode.use";
    public static final String DELETE_ALL = "RecoveryCode.deleteAll";

    @Id
    @Column(name = "code_hash")
    private byte[] codeHash;

    @Column(name = "user_id", updatable = false)
    private int userId;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected RecoveryCode() {}

    public RecoveryCode(byte[] codeHash, UserId user) {
        this.codeHash = codeHash.clone();
        this.userId = user.value();
    }
}
