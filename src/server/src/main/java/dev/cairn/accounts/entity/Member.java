package dev.cairn.accounts.entity;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;

/// That a user sees a namespace, and what they may do in it.
@Entity
@Table(name = "member")
@IdClass(Member.Key.class)
@NamedQuery(name = Member.OF_USERS, query = "select m.userId, m.namespaceId from Member m where m.userId in :users")
@NamedQuery(name = Member.LEAVE_OTHERS, query = "delete from Member m where m.userId = :user and m.namespaceId <> :own")
public class Member {

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

    /// For JPA only.
    protected Member() {}

    public Member(UserId user, NamespaceId namespace, Role role) {
        this.userId = user.value();
        this.namespaceId = namespace.value();
        this.role = role.number();
    }

    public NamespaceId namespace() {
        return new NamespaceId(namespaceId);
    }

    public Role role() {
        return Role.ofNumber(role);
    }
}
