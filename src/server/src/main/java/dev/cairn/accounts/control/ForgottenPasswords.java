package dev.cairn.accounts.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.platform.control.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Takes requests for a new password, without telling whether anybody has the address: whether there
/// is an account is found out after the answer, so that not even its time can tell.
@ApplicationScoped
public class ForgottenPasswords {

    private final PasswordResets resets;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Schedule schedule;

    @Inject
    ForgottenPasswords(PasswordResets resets, Passwords passwords, Throttle throttle, Schedule schedule) {
        this.resets = resets;
        this.passwords = passwords;
        this.throttle = throttle;
        this.schedule = schedule;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected ForgottenPasswords() {
        this(null, null, null, null);
    }

    /// Mails a link to the address, if an account has it.
    ///
    /// @param from where the request comes from, for the throttle
    /// @throws ProblemException `BAD_REQUEST` if it is no address; `TOO_MANY_REQUESTS`
    public void ask(String email, String from) {
        var address = new EmailAddress(email);
        var source = "resets from " + from;
        throttle.check("reset of " + address, source);
        throttle.failed("reset of " + address, source); // every request counts, whatever comes of it
        schedule.soon("mail a link for a new password", () -> resets.mail(address));
    }

    /// Sets a new password, and signs all devices of the person out.
    ///
    /// @throws ProblemException `BAD_REQUEST` if the password cannot be one, or the link was used
    ///     already or is over; the link stays good in the first case
    public void finish(String token, String password) {
        resets.finish(token, passwords.hash(password)); // hashed before a connection to the database is taken
    }
}
