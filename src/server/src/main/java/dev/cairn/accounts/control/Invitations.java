package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.MailedToken.Purpose;
import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.UserId;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.mail.control.Outbox;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;

/// Opens accounts for people who have not asked for one. A mail lets them choose a password, which also
/// proves the address.
@OneObject
@Transactional
public class Invitations {

    private static final Duration LIFE = Duration.ofDays(7);

    private final Accounts accounts;
    private final MailedTokens tokens;
    private final AccountLetters letters;
    private final Outbox outbox;

    @Inject
    Invitations(Accounts accounts, MailedTokens tokens, AccountLetters letters, Outbox outbox) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.letters = letters;
        this.outbox = outbox;
    }

    /// @throws ProblemException `BAD_REQUEST` if address or name cannot be one; `ADDRESS_TAKEN`
    public UserId invite(String email, String name) {
        var user = accounts.add(email, name, User.NO_PASSWORD, User.Role.USER);
        var token = tokens.issue(user, Purpose.RESET_PASSWORD, LIFE);
        outbox.post(new EmailAddress(user.email()), letters.invitation(user, token));
        return user.id();
    }
}
