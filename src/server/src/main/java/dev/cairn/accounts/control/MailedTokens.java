package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.MailedToken;
import dev.cairn.accounts.entity.MailedToken.Purpose;
import dev.cairn.accounts.entity.User;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

/// Tokens in mailed links: 256 random bits, stored as SHA-256, good for one purpose, once, and not for
/// long.
@OneObject
@Transactional
public class MailedTokens {

    private static final int BYTES = 32;

    private final EntityManager entities;
    private final InstantSource clock;

    @Inject
    MailedTokens(EntityManager entities, InstantSource clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// A new token; those that the person was mailed before for the same purpose are worth nothing any
    /// more.
    String issue(User user, Purpose purpose, Duration life) {
        var now = clock.instant();
        entities.createNamedQuery(MailedToken.DELETE_EXPIRED)
                .setParameter("now", Times.toMicros(now))
                .executeUpdate();
        forget(user, purpose);
        var token = RandomIds.bytes(BYTES);
        entities.persist(new MailedToken(hash(token), user.id(), purpose, now.plus(life)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /// Whom the token was mailed to; it is worth nothing from then on.
    ///
    /// @throws ProblemException `BAD_REQUEST` if it is wrong, over, used, or for something else
    User use(String token, Purpose purpose) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw over();
        }
        var found = entities.find(MailedToken.class, hash(bytes), LockModeType.PESSIMISTIC_WRITE);
        if (found == null || !found.isGoodFor(purpose, clock.instant())) {
            throw over();
        }
        entities.remove(found);
        return entities.find(User.class, found.user().value());
    }

    private void forget(User user, Purpose purpose) {
        entities.createNamedQuery(MailedToken.DELETE_OF)
                .setParameter("user", user.id().value())
                .setParameter("purpose", purpose)
                .executeUpdate();
    }

    private static byte[] hash(byte[] token) {
        return Fingerprint.of(token, 0, token.length).toBytes();
    }

    private static ProblemException over() {
        return new ProblemException(
                ProblemType.BAD_REQUEST, "This link was used already or is over. Ask for a new one.");
    }
}
