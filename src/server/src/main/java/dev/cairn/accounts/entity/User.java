package dev.cairn.accounts.entity;

import dev.cairn.core.sync.NamespaceId;
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
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A person with an account.
@Entity
@Table(name = "user")
@NamedQuery(name = User.BY_EMAIL, query = "select u from User u where u.emailKey = :key")
@NamedQuery(
        name = User.ADMINISTRATORS,
        query = "select count(u) from User u where u.role = dev.cairn.accounts.entity.User.Role.ADMIN")
@NamedQuery(
        name = User.WHO_ADMINISTER,
        query = "select u from User u where u.role = dev.cairn.accounts.entity.User.Role.ADMIN"
                + " and u.suspendedAt is null and u.deleteAfter is null and u.closedAt is null")
@NamedQuery(
        name = User.DEPARTED,
        query = "select u.id from User u where u.deleteAfter < :now and u.closedAt is null order by u.deleteAfter")
public class User {

    public static final String BY_EMAIL = "User.byEmail";
    public static final String ADMINISTRATORS = "User.administrators";

    /// Administrators who may use their account.
    public static final String WHO_ADMINISTER = "User.whoAdminister";

    /// Whose account is to be closed now.
    public static final String DEPARTED = "User.departed";

    /// In place of a password's hash, for who has none.
    public static final String NO_PASSWORD = "";

    /// In place of what a closed account's person was called.
    private static final String NOBODY = "Deleted user";

    /// What a person may do on the server as a whole.
    public enum Role {
        USER,
        ADMIN
    }

    @Id
    private int id;

    private String email;

    @Column(name = "email_key")
    private String emailKey;

    private String name;

    @Column(name = "password_hash")
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    @Column(name = "namespace_id", updatable = false)
    private int namespaceId;

    @Column(name = "created_at", updatable = false)
    private long createdAt;

    @Column(name = "proven_at")
    private @Nullable Long provenAt;

    @Column(name = "quota_bytes")
    private @Nullable Long quotaBytes;

    @Column(name = "trash_days")
    private @Nullable Integer trashDays;

    @Column(name = "version_days")
    private @Nullable Integer versionDays;

    @Column(name = "version_count")
    private @Nullable Integer versionCount;

    @Column(name = "suspended_at")
    private @Nullable Long suspendedAt;

    @Column(name = "device_limit")
    private @Nullable Integer deviceLimit;

    @Column(name = "delete_after")
    private @Nullable Long deleteAfter;

    @Column(name = "heir_id")
    private @Nullable Integer heirId;

    @Column(name = "closed_at")
    private @Nullable Long closedAt;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected User() {}

    public User(
            UserId id, String email, String name, String passwordHash, Role role, NamespaceId namespace, Instant now) {
        this.id = id.value();
        this.email = email;
        this.emailKey = keyOf(email);
        this.name = name;
        this.passwordHash = passwordHash;
        this.role = role;
        this.namespaceId = namespace.value();
        this.createdAt = Times.toMicros(now);
    }

    /// What makes two addresses the same account's.
    public static String keyOf(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    public UserId id() {
        return new UserId(id);
    }

    public String email() {
        return email;
    }

    public String name() {
        return name;
    }

    public void rename(String newName) {
        name = newName;
    }

    public String passwordHash() {
        return passwordHash;
    }

    public void changePassword(String newHash) {
        passwordHash = newHash;
    }

    /// Whether the person has shown that the address is theirs.
    public boolean isProven() {
        return provenAt != null;
    }

    /// Doing so twice is no error.
    public void prove(Instant now) {
        if (provenAt == null) {
            provenAt = Times.toMicros(now);
        }
    }

    public Role role() {
        return role;
    }

    /// What was set for this person alone.
    public Limits limits() {
        return new Limits(quotaBytes, trashDays, versionDays, versionCount);
    }

    public void limit(Limits limits) {
        quotaBytes = limits.quotaBytes;
        trashDays = limits.trashDays;
        versionDays = limits.versionDays;
        versionCount = limits.versionCount;
    }

    /// What one person may have and keep; null where the server's setting holds.
    ///
    /// @param quotaBytes sizes of all files in tree and trash
    /// @param versionCount how many older versions of each file stay, whatever their age
    public record Limits(
            @Nullable Long quotaBytes,
            @Nullable Integer trashDays,
            @Nullable Integer versionDays,
            @Nullable Integer versionCount) {

        /// @throws IllegalArgumentException if one is negative, or a time is nothing
        public Limits {
            boolean good = (quotaBytes == null || quotaBytes >= 0)
                    && (trashDays == null || trashDays >= 1)
                    && (versionDays == null || versionDays >= 1)
                    && (versionCount == null || versionCount >= 0);
            if (!good) {
                throw new IllegalArgumentException("A limit is out of range");
            }
        }
    }

    public void changeRole(Role newRole) {
        role = newRole;
    }

    /// Whether the person may use the account: it is neither suspended nor to be deleted.
    public boolean isOpen() {
        return suspendedAt == null && deleteAfter == null && closedAt == null;
    }

    /// Doing so twice is no error.
    public void suspend(Instant now) {
        if (suspendedAt == null) {
            suspendedAt = Times.toMicros(now);
        }
    }

    public void reinstate() {
        suspendedAt = null;
    }

    /// On how many devices the person may be signed in; empty where the server's setting holds.
    public OptionalInt deviceLimit() {
        return deviceLimit == null ? OptionalInt.empty() : OptionalInt.of(deviceLimit);
    }

    public void limitDevices(OptionalInt limit) {
        deviceLimit = limit.isPresent() ? limit.getAsInt() : null;
    }

    /// The account is to go, but not before then.
    ///
    /// @param heir who gets the files; empty for nobody
    public void leaveAfter(Instant then, Optional<UserId> heir) {
        deleteAfter = Times.toMicros(then);
        heirId = heir.map(UserId::value).orElse(null);
    }

    /// Who gets the files of an account that is to go.
    public Optional<UserId> heir() {
        return Optional.ofNullable(heirId).map(UserId::new);
    }

    /// The account is to stay after all.
    public void stay() {
        deleteAfter = null;
        heirId = null;
    }

    /// Whether the account is gone.
    public boolean isClosed() {
        return closedAt != null;
    }

    /// Forgets who the person was; the address is free again. Nobody can sign in from then on.
    public void close(Instant now) {
        closedAt = Times.toMicros(now);
        email = "deleted-" + id();
        emailKey = email;
        name = NOBODY;
        passwordHash = NO_PASSWORD;
        provenAt = null;
        role = Role.USER;
    }

    /// The user's own tree.
    public NamespaceId namespace() {
        return new NamespaceId(namespaceId);
    }
}
