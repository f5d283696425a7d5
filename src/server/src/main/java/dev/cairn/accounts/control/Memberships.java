package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.Member;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What people see.
///
/// Asked at every request, so the answer is remembered for half a second: what is taken away here is
/// gone at once, what another server node took away within a second.
@ApplicationScoped
public class Memberships {

    private static final Duration REMEMBERED = Duration.ofMillis(500);
    private static final int MOST = 100_000;

    private final EntityManager entities;
    private final InstantSource clock;
    private final Map<UserId, Answer> answers = new ConcurrentHashMap<>();

    @Inject
    Memberships(EntityManager entities, InstantSource clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Memberships() {
        this(null, null);
    }

    /// All namespaces that a person sees, their own tree among them.
    Map<NamespaceId, Membership> of(UserId user) {
        var now = clock.instant();
        var known = answers.get(user);
        if (known != null && now.isBefore(known.at.plus(REMEMBERED))) {
            return known.byNamespace;
        }
        var found = entities.createNamedQuery(Member.OF_USER, Member.class)
                .setParameter("user", user.value())
                .getResultStream()
                .map(Members::membership)
                .collect(Collectors.toUnmodifiableMap(Membership::namespace, membership -> membership));
        if (answers.size() >= MOST) {
            answers.clear();
        }
        answers.put(user, new Answer(found, now));
        return found;
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) MembersChanged changed) {
        answers.remove(changed.user());
    }

    private record Answer(Map<NamespaceId, Membership> byNamespace, Instant at) {}
}
