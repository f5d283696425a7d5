package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;

/// Somebody who is signed in gives their password again. Whoever guesses at it is slowed down as at the
/// sign-in, in one count with it.
///
/// Comparing passwords takes long, so this is called outside of any transaction.
@OneObject
class PasswordProof {

    private final Accounts accounts;
    private final Passwords passwords;
    private final Throttle throttle;

    @Inject
    PasswordProof(Accounts accounts, Passwords passwords, Throttle throttle) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /// @param address where the request comes from, for the throttle
    /// @return whose password it is
    /// @throws ProblemException `WRONG_CREDENTIALS`; `TOO_MANY_REQUESTS`
    User require(Caller caller, String password, String address) {
        var user = accounts.find(caller);
        var account = User.keyOf(user.email());
        throttle.check(account, address);
        if (!passwords.matches(password, user.passwordHash())) {
            throttle.failed(account, address);
            throw new ProblemException(ProblemType.WRONG_CREDENTIALS, "Your password is wrong. Nothing was changed.");
        }
        return user;
    }
}
