package dev.cairn.accounts.entity;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// That a user sees a namespace, and what they may do in it.
@Entity
@Table(name = "member")
@IdClass(Member.Key.class)
@NamedQuery(name = Member.OF_USER, query = "select m from Member m where m.userId = :user")
@NamedQuery(name = Member.OF_NAMESPACE, query = "select m from Member m where m.namespaceId = :namespace")
@NamedQuery(name = Member.OF_USERS, query = "select m.userId, m.namespaceId from Member m where m.userId in :users")
@NamedQuery(name = Member.LEAVE_OTHERS, query = "delete from Member m where m.userId = :user and m.namespaceId <> :own")
public class Member {

    /// All that one person sees.
    public static final String OF_USER = "Member.ofUser";

    /// All who see one namespace.
    public static final String OF_NAMESPACE = "Member.ofNamespace";

    public static final String OF_USERS = "Member.ofUsers";

    /// Takes away all that a person sees but their own tree.
    public static final String LEAVE_OTHERS = "Member.leaveOthers";

    /// JPA wants a class for a key of two columns.
    public record Key(int userId, int namespaceId) implements Serializable {
        public Key(UserId user, NamespaceId namespace) {
            this(user.value(), namespace.value());
        }
    }

    @Id
    @Column(name = "user_id")
    private int userId;

    @Id
    @Column(name = "namespace_id")
    private int namespaceId;

    private int role;

    @Column(name = "mount_id")
    private @Nullable Long mountId;

    /// For JPA only.
    protected Member() {}

    /// @param mount where the namespace hangs in the user's own tree; null for that tree itself
    public Member(UserId user, NamespaceId namespace, Role role, @Nullable NodeId mount) {
        this.userId = user.value();
        this.namespaceId = namespace.value();
        this.role = role.number();
        this.mountId = mount == null ? null : mount.value();
    }

    public UserId user() {
        return new UserId(userId);
    }

    public NamespaceId namespace() {
        return new NamespaceId(namespaceId);
    }

    public Role role() {
        return Role.ofNumber(role);
    }

    public void change(Role newRole) {
        role = newRole.number();
    }

    /// Where the namespace hangs in the user's own tree.
    public Optional<NodeId> mount() {
        return Optional.ofNullable(mountId).map(NodeId::new);
    }

    public void hang(NodeId mount) {
        mountId = mount.value();
    }
}
