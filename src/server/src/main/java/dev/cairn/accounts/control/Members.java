package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.Member;
import dev.cairn.accounts.entity.Namespace;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Gives and takes the right to see namespaces, each method in the transaction of who calls it. Whether
/// it may be done is decided there.
@OneObject
@Transactional
public class Members {

    private final EntityManager entities;
    private final DataSource database;
    private final Allowances allowances;
    private final Event<MembersChanged> changed;

    @Inject
    Members(EntityManager entities, DataSource database, Allowances allowances, Event<MembersChanged> changed) {
        this.entities = entities;
        this.database = database;
        this.allowances = allowances;
        this.changed = changed;
    }

    /// All who see a namespace, its owner among them, as it is right now.
    public List<Membership> of(NamespaceId namespace) {
        return entities.createNamedQuery(Member.OF_NAMESPACE, Member.class)
                .setParameter("namespace", namespace.value())
                .getResultStream()
                .map(Members::membership)
                .toList();
    }

    /// What somebody may do in a namespace, locked against other changes; empty if they do not see it.
    public Optional<Membership> find(UserId user, NamespaceId namespace) {
        return row(user, namespace).map(Members::membership);
    }

    /// Lets somebody see a namespace who does not.
    ///
    /// @param mount where it hangs in their own tree; null for nowhere
    public void join(UserId user, NamespaceId namespace, Role role, @Nullable NodeId mount) {
        entities.persist(new Member(user, namespace, role, mount));
        changed.fire(new MembersChanged(user));
    }

    /// Gives a member another role.
    public void change(UserId user, NamespaceId namespace, Role role) {
        row(user, namespace).ifPresent(member -> member.change(role));
        changed.fire(new MembersChanged(user));
    }

    /// Hangs a namespace into another place of a member's tree.
    public void hang(UserId user, NamespaceId namespace, NodeId mount) {
        row(user, namespace).ifPresent(member -> member.hang(mount));
        changed.fire(new MembersChanged(user));
    }

    /// Takes a namespace out of a person's sight; doing so twice is no error.
    public void leave(UserId user, NamespaceId namespace) {
        row(user, namespace).ifPresent(entities::remove);
        changed.fire(new MembersChanged(user));
    }

    /// Makes one member the owner; who was it before stays as an editor.
    ///
    /// @throws ProblemException `QUOTA_EXCEEDED` if they have no room for it
    public void handOver(NamespaceId namespace, UserId from, UserId to) {
        requireRoom(namespace, to);
        entities.find(Namespace.class, namespace.value()).handTo(to);
        change(to, namespace, Role.OWNER);
        change(from, namespace, Role.EDITOR);
    }

    private void requireRoom(NamespaceId namespace, UserId person) {
        try (var connection = database.getConnection()) {
            var sql = new Sql(connection);
            long bytes = sql.read(
                            "SELECT used_bytes FROM namespace WHERE id = ? FOR UPDATE",
                            to -> to.add(namespace.value()),
                            row -> row.getLong(1))
                    .getFirst();
            if (bytes > 0 && bytes > allowances.lockRoom(sql, person)) {
                throw new ProblemException(
                        ProblemType.QUOTA_EXCEEDED,
                        "They have no room for what is in this folder. Ask them to make room, or to get more.");
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private Optional<Member> row(UserId user, NamespaceId namespace) {
        return Optional.ofNullable(
                entities.find(Member.class, new Member.Key(user, namespace), LockModeType.PESSIMISTIC_WRITE));
    }

    static Membership membership(Member member) {
        return new Membership(member.user(), member.namespace(), member.role(), member.mount());
    }
}
