package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.Member;
import dev.cairn.accounts.entity.Namespace;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.UserId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may see and change what: the one place that decides.
@Dependent
public class NamespaceAccess {

    private final EntityManager entities;

    @Inject
    NamespaceAccess(EntityManager entities) {
        this.entities = entities;
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

    /// Whose namespace it is.
    public UserId ownerOf(NamespaceId namespace) {
        return entities.find(Namespace.class, namespace.value()).owner();
    }

    /// All namespaces that the caller sees, in the order of their ids.
    public List<Member> namespaces(Caller caller) {
        return entities.createNamedQuery(Member.OF_USER, Member.class)
                .setParameter("user", caller.user().value())
                .getResultList();
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

    private Optional<Role> role(Caller caller, NamespaceId namespace) {
        return namespace.equals(caller.own())
                ? Optional.of(Role.OWNER)
                : Optional.ofNullable(entities.find(Member.class, new Member.Key(caller.user(), namespace)))
                        .map(Member::role);
    }
}
