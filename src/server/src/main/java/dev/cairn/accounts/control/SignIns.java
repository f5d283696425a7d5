package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.platform.control.Collisions;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.Optional;

/// Finds out whether people are who they say.
///
/// Comparing passwords takes long, so nothing here runs inside a transaction: a flood of sign-ins
/// holds no connection to the database.
@OneObject
public class SignIns {

    private final Accounts accounts;
    private final Sessions sessions;
    private final PasswordProof passwordProof;
    private final SecondStep secondStep;
    private final Passwords passwords;
    private final Throttle throttle;

    @Inject
    SignIns(
            Accounts accounts,
            Sessions sessions,
            PasswordProof passwordProof,
            SecondStep secondStep,
            Passwords passwords,
            Throttle throttle) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwordProof = passwordProof;
        this.secondStep = secondStep;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /// Signs a new device in.
    ///
    /// @param code of the person's authenticator, or for its loss; empty if none was given
    /// @param replaced a device of the person's that is signed out in its place
    /// @param address where the request comes from, for the throttle
    /// @throws ProblemException `WRONG_CREDENTIALS`, whether the account exists or not; `SECOND_FACTOR` if
    ///     a code is needed too; `FORBIDDEN` if the account is suspended or to be deleted; `TOO_MANY_REQUESTS`;
    ///     `DEVICE_LIMIT`, with the devices to choose one from
    public Sessions.Session signIn(
            String email,
            String password,
            Optional<String> code,
            String deviceName,
            String platform,
            Optional<DeviceId> replaced,
            String address) {
        var owner = owner(email, password, address);
        return secondStep.before(owner, code, address, () -> sessions.open(owner, deviceName, platform, replaced));
    }

    /// Whose address and password these are.
    ///
    /// @param address where the request comes from, for the throttle
    /// @throws ProblemException `WRONG_CREDENTIALS`, whether the account exists or not; `FORBIDDEN` if the
    ///     account is suspended or to be deleted; `TOO_MANY_REQUESTS`
    User owner(String email, String password, String address) {
        var account = User.keyOf(email.strip());
        throttle.check(account, address);
        var user = accounts.find(email);
        boolean known = user.map(found -> passwords.matches(password, found.passwordHash()))
                .orElseGet(() -> passwords.matchesNobody(password));
        if (!known) {
            throttle.failed(account, address);
            throw new ProblemException(ProblemType.WRONG_CREDENTIALS, "The address or the password is wrong.");
        }
        var owner = user.orElseThrow();
        requireOpen(owner);
        if (passwords.isDated(owner.passwordHash())) {
            var renewed = passwords.hash(password);
            Collisions.retry(() -> accounts.renewHash(owner, renewed));
        }
        return owner;
    }

    /// @throws ProblemException `FORBIDDEN` if the account is suspended or to be deleted
    static void requireOpen(User user) {
        if (!user.isOpen()) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "This account is closed for now. Nothing in it is lost; ask the administrator of this server.");
        }
    }

    /// Changes the password and ends all other sessions of the person.
    ///
    /// @throws ProblemException `WRONG_CREDENTIALS` if the current password is another;
    ///     `BAD_REQUEST` if the next one cannot be one; `TOO_MANY_REQUESTS`
    public void changePassword(Caller caller, String current, String next, String address) {
        passwordProof.require(caller, current, address);
        accounts.changePassword(caller, passwords.hash(next));
    }
}
