package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.MailedToken.Purpose;
import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.mail.control.Outbox;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;

/// Proof that an address is the person's: they open a link that was mailed to it. An account can be
/// used before.
@OneObject
@Transactional
public class AddressProofs {

    private static final Duration LIFE = Duration.ofDays(1);

    private final EntityManager entities;
    private final MailedTokens tokens;
    private final AccountLetters letters;
    private final Outbox outbox;
    private final InstantSource clock;

    @Inject
    AddressProofs(
            EntityManager entities, MailedTokens tokens, AccountLetters letters, Outbox outbox, InstantSource clock) {
        this.entities = entities;
        this.tokens = tokens;
        this.letters = letters;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Mails the caller a new link. Does nothing if the address is proven.
    ///
    /// @throws ProblemException `TOO_MANY_REQUESTS`
    public void ask(Caller caller) {
        var user = entities.find(User.class, caller.user().value());
        if (!user.isProven() && !mail(user)) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS, "There were several mails to this address just now. Wait a minute.");
        }
    }

    /// The address of the token's person is proven.
    ///
    /// @throws ProblemException `BAD_REQUEST` if the link was used already or is over
    public void prove(String token) {
        tokens.use(token, Purpose.PROVE_ADDRESS).prove(clock.instant());
    }

    /// @return false if the address has had too many mails of late
    boolean mail(User user) {
        return outbox.post(
                new EmailAddress(user.email()), letters.proof(user, tokens.issue(user, Purpose.PROVE_ADDRESS, LIFE)));
    }
}
