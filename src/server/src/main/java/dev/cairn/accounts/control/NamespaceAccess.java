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
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/// Who may see and change what: the one place that decides.
@OneObject
public class NamespaceAccess {

    private final EntityManager entities;
    private final DataSource database;
    private final Memberships memberships;

    @Inject
    NamespaceAccess(EntityManager entities, DataSource database, Memberships memberships) {
        this.entities = entities;
        this.memberships = memberships;
        this.database = database;
    }

    /// What the caller may do in the namespace.
    ///
    /// @throws ProblemException `NOT_FOUND` if they may not even see it
    public Role requireRead(Caller caller, NamespaceId namespace) {
        return role(caller, namespace)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "There is no such thing, or you may not see it."));
    }

    /// Whether the caller may see what is in the namespace.
    public boolean mayRead(Caller caller, NamespaceId namespace) {
        return role(caller, namespace).isPresent();
    }

    /// @throws ProblemException `NOT_FOUND` if the caller may not see the namespace, `FORBIDDEN` if
    ///     they may not change it
    public Role requireWrite(Caller caller, NamespaceId namespace) {
        var role = requireRead(caller, namespace);
        if (!role.mayWrite()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "You may see this folder, but not change it.");
        }
        return role;
    }

    /// Where a namespace hangs in the caller's own tree; empty if it does not, or is that tree itself.
    public Optional<NodeId> mountOf(Caller caller, NamespaceId namespace) {
        return Optional.ofNullable(memberships.of(caller.user()).get(namespace)).flatMap(Membership::mount);
    }

    /// Whose namespace it is.
    public UserId ownerOf(NamespaceId namespace) {
        return entities.find(Namespace.class, namespace.value()).owner();
    }

    /// All namespaces that the caller sees and how far each has come, in the order of their ids.
    ///
    /// One small statement: every device asks for this again and again.
    public List<Visible> visible(Caller caller) {
        try (var connection = database.getConnection()) {
            return new Sql(connection)
                    .read(
                            "SELECT m.namespace_id, m.role, n.head_seq FROM member m JOIN namespace n ON n.id = m.namespace_id"
                                    + " WHERE m.user_id = ? ORDER BY m.namespace_id",
                            to -> to.add(caller.user().value()),
                            row -> new Visible(
                                    new NamespaceId(row.getInt(1)), Role.ofNumber(row.getInt(2)), row.getLong(3)));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// The namespaces that each of these people sees, in one question.
    ///
    /// @param people at most 1,000
    public Map<UserId, Set<NamespaceId>> namespaces(Collection<UserId> people) {
        var seen = new HashMap<UserId, Set<NamespaceId>>();
        people.forEach(person -> seen.put(person, new HashSet<>()));
        if (!people.isEmpty()) {
            entities.createNamedQuery(Member.OF_USERS, Object[].class)
                    .setParameter("users", people.stream().map(UserId::value).toList())
                    .getResultStream()
                    .forEach(row -> seen.get(new UserId((int) row[0])).add(new NamespaceId((int) row[1])));
        }
        return seen;
    }

    /// The namespaces that the caller sees, their own among them; the answer is the asker's to change.
    public Set<NamespaceId> seenBy(Caller caller) {
        var seen = namespaces(Set.of(caller.user())).get(caller.user());
        seen.add(caller.own());
        return seen;
    }

    private Optional<Role> role(Caller caller, NamespaceId namespace) {
        return namespace.equals(caller.own())
                ? Optional.of(Role.OWNER)
                : Optional.ofNullable(memberships.of(caller.user()).get(namespace))
                        .map(Membership::role);
    }

    /// @param role what the caller may do there
    /// @param head seq of the last change
    public record Visible(NamespaceId namespace, Role role, long head) {}
}
