package dev.cairn.sharing.entity;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.ShareId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// That a namespace is shared with an address. Who has proven the address may accept; a share that is
/// declined, left or taken back has no row.
@Entity
@Table(name = "share")
@NamedQuery(name = Share.OF_NAMESPACE, query = "select s from Share s where s.namespaceId = :namespace")
@NamedQuery(name = Share.OF_USER, query = "select s from Share s where s.userId = :user order by s.createdAt desc")
@NamedQuery(
        name = Share.OFFERED,
        query = "select s from Share s where s.emailKey = :key and s.userId is null order by s.createdAt desc")
@NamedQuery(
        name = Share.OF_OWNER,
        query = "select s from Share s, Namespace n where n.id = s.namespaceId and n.ownerId = :owner"
                + " order by s.createdAt desc")
public class Share {

    /// All that one person shares with others.
    public static final String OF_OWNER = "Share.ofOwner";

    /// All whom one namespace is shared with.
    public static final String OF_NAMESPACE = "Share.ofNamespace";

    /// All that one person has accepted.
    public static final String OF_USER = "Share.ofUser";

    /// All that an address has not accepted yet.
    public static final String OFFERED = "Share.offered";

    @Id
    private int id;

    @Column(name = "namespace_id", updatable = false)
    private int namespaceId;

    private String email;

    @Column(name = "email_key")
    private String emailKey;

    @Column(name = "user_id")
    private @Nullable Integer userId;

    private int role;

    @Column(name = "shared_by", updatable = false)
    private int sharedBy;

    @Column(name = "created_at", updatable = false)
    private long createdAt;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected Share() {}

    public Share(ShareId id, NamespaceId namespace, String email, Role role, UserId sharedBy, Instant now) {
        this.id = id.value();
        this.namespaceId = namespace.value();
        this.email = email;
        this.emailKey = keyOf(email);
        this.role = role.number();
        this.sharedBy = sharedBy.value();
        this.createdAt = Times.toMicros(now);
    }

    /// What makes two addresses one person's.
    public static String keyOf(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    public ShareId id() {
        return new ShareId(id);
    }

    public NamespaceId namespace() {
        return new NamespaceId(namespaceId);
    }

    public String email() {
        return email;
    }

    public boolean isFor(String address) {
        return emailKey.equals(keyOf(address));
    }

    /// Who has accepted; empty while nobody has.
    public Optional<UserId> member() {
        return Optional.ofNullable(userId).map(UserId::new);
    }

    public void accept(UserId user) {
        userId = user.value();
    }

    /// The share is somebody else's from now on: who owned the namespace before.
    public void handTo(UserId user, String address) {
        userId = user.value();
        email = address;
        emailKey = keyOf(address);
        role = Role.EDITOR.number();
    }

    public Role role() {
        return Role.ofNumber(role);
    }

    public void change(Role newRole) {
        role = newRole.number();
    }

    public UserId sharedBy() {
        return new UserId(sharedBy);
    }

    public Instant createdAt() {
        return Times.ofMicros(createdAt);
    }
}
