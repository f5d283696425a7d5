package dev.cairn.sharing.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.RandomIds;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import dev.cairn.sharing.entity.Link;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The links in the database, each method one transaction. Passwords come hashed: hashing takes long.
@OneObject
@Transactional
public class LinkRows {

    /// Most links that a person has at once.
    static final int MOST = 1000;

    private final EntityManager entities;
    private final RandomIds ids;
    private final LinkTokens tokens;
    private final InstantSource clock;

    @Inject
    LinkRows(EntityManager entities, RandomIds ids, LinkTokens tokens, InstantSource clock) {
        this.entities = entities;
        this.ids = ids;
        this.tokens = tokens;
        this.clock = clock;
    }

    Link make(Caller caller, NodeId node, LinkTerms terms, @Nullable String passwordHash) {
        long count = entities.createNamedQuery(Link.COUNT, Long.class)
                .setParameter("user", caller.user().value())
                .getSingleResult();
        if (count >= MOST) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE, "You have " + MOST + " links, as many as one may have. Revoke some first.");
        }
        var seed = tokens.newSeed();
        var link = new Link(
                new LinkId(ids.free(Link.class)),
                seed,
                LinkTokens.hash(tokens.token(seed)),
                caller.user(),
                node,
                terms.allow().name(),
                clock.instant());
        if (passwordHash != null) {
            link.protect(passwordHash);
        }
        link.limitDownloads(terms.maxDownloads().orElse(null));
        link.expire(terms.expiresAt().orElse(null));
        entities.persist(link);
        return link;
    }

    /// @param passwordHash of the change's password, if it sets one
    Link change(Caller caller, LinkId id, LinkChange change, @Nullable String passwordHash) {
        var link = own(caller, id);
        change.allow().map(Allow::name).ifPresent(link::allow);
        switch (change.password()) {
            case LinkChange.Setting.Kept<String> _ -> {}
            case LinkChange.Setting.Removed<String> _ -> link.protect(null);
            case LinkChange.Setting.To<String> _ -> link.protect(passwordHash);
        }
        switch (change.expiresAt()) {
            case LinkChange.Setting.Kept<?> _ -> {}
            case LinkChange.Setting.Removed<?> _ -> link.expire(null);
            case LinkChange.Setting.To<Instant>(var moment) -> link.expire(moment);
        }
        switch (change.maxDownloads()) {
            case LinkChange.Setting.Kept<?> _ -> {}
            case LinkChange.Setting.Removed<?> _ -> link.limitDownloads(null);
            case LinkChange.Setting.To<Integer>(var most) -> link.limitDownloads(most);
        }
        return link;
    }

    void revoke(Caller caller, LinkId id) {
        entities.remove(own(caller, id));
    }

    /// Ends a link, whoever has made it. Who may decide that is not asked here.
    ///
    /// @return its maker
    /// @throws ProblemException `NOT_FOUND`
    public UserId end(LinkId id) {
        var link = find(id).orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such link."));
        entities.remove(link);
        return link.maker();
    }

    List<Link> of(Caller caller) {
        return entities.createNamedQuery(Link.OF_MAKER, Link.class)
                .setParameter("user", caller.user().value())
                .getResultList();
    }

    List<Link> of(Caller caller, NodeId node) {
        return entities.createNamedQuery(Link.OF_NODE, Link.class)
                .setParameter("user", caller.user().value())
                .setParameter("node", node.value())
                .getResultList();
    }

    Optional<Link> find(LinkId id) {
        return Optional.ofNullable(entities.find(Link.class, id.value()));
    }

    /// The link of a token, if there is one.
    Optional<Link> find(String token) {
        if (!LinkTokens.isToken(token)) {
            return Optional.empty();
        }
        var hash = LinkTokens.hash(token);
        return entities.createNamedQuery(Link.BY_TOKEN, Link.class)
                .setParameter("hash", hash)
                .getResultStream()
                .filter(link -> MessageDigest.isEqual(link.tokenHash(), hash))
                .findFirst();
    }

    void visited(Link link) {
        entities.createNamedQuery(Link.VISITED)
                .setParameter("id", link.id().value())
                .setParameter("now", Times.toMicros(clock.instant()))
                .executeUpdate();
    }

    /// Counts a download that begins.
    ///
    /// @return false if there were as many as the link is good for
    boolean downloaded(Link link) {
        return entities.createNamedQuery(Link.DOWNLOADED)
                        .setParameter("id", link.id().value())
                        .executeUpdate()
                == 1;
    }

    Link own(Caller caller, LinkId id) {
        return find(id).filter(link -> link.maker().equals(caller.user()))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "You have no such link."));
    }
}
