package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.MailedToken.Purpose;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.mail.control.Outbox;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;

/// The way back in for who has forgotten the password.
@OneObject
@Transactional
public class PasswordResets {

    private static final Duration LIFE = Duration.ofMinutes(30);

    private final Accounts accounts;
    private final ActiveDevices devices;
    private final MailedTokens tokens;
    private final AccountLetters letters;
    private final Outbox outbox;
    private final InstantSource clock;

    @Inject
    PasswordResets(
            Accounts accounts,
            ActiveDevices devices,
            MailedTokens tokens,
            AccountLetters letters,
            Outbox outbox,
            InstantSource clock) {
        this.accounts = accounts;
        this.devices = devices;
        this.tokens = tokens;
        this.letters = letters;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Mails a link to the address if an account has it, and nothing otherwise.
    void mail(EmailAddress address) {
        accounts.find(address.text())
                .ifPresent(user -> outbox.post(
                        new EmailAddress(user.email()),
                        letters.reset(user, tokens.issue(user, Purpose.RESET_PASSWORD, LIFE))));
    }

    /// Sets a new password, and ends all sessions of the person. Who has read the mail has also proven
    /// the address.
    ///
    /// @throws ProblemException `BAD_REQUEST` if the link was used already or is over
    void finish(String token, String passwordHash) {
        var user = tokens.use(token, Purpose.RESET_PASSWORD);
        user.changePassword(passwordHash);
        user.prove(clock.instant());
        devices.revokeAll(user.id());
        outbox.post(new EmailAddress(user.email()), letters.passwordChanged(user));
    }
}
