package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// Decides who may open an account, and as what.
@OneObject
public class SignUps {

    private static final String ADMINISTRATOR = "the first administrator";

    private final Accounts accounts;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Settings settings;

    @Inject
    SignUps(Accounts accounts, Passwords passwords, Throttle throttle, Settings settings) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
        this.settings = settings;
    }

    /// Opens an account with an empty tree.
    ///
    /// @param adminToken the one-time token; whoever knows it becomes administrator while there is
    ///     none, and it is worth nothing from then on
    /// @param address where the request comes from, for the throttle
    /// @throws ProblemException `BAD_REQUEST`, `ADDRESS_TAKEN`; `FORBIDDEN` if sign-up is closed or
    ///     the token is wrong; `TOO_MANY_REQUESTS`
    public UserId signUp(String email, String name, String password, Optional<String> adminToken, String address) {
        var role = adminToken
                .filter(token -> !token.isBlank())
                .map(token -> roleOf(token, address))
                .orElse(User.Role.USER);
        if (!settings.signUp() && role != User.Role.ADMIN) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "Sign-up is closed on this server. Ask its administrator for an account.");
        }
        return accounts.open(email, name, passwords.hash(password), role);
    }

    private User.Role roleOf(String token, String address) {
        throttle.check(ADMINISTRATOR, address);
        boolean known = settings.adminToken()
                .map(expected -> MessageDigest.isEqual(bytes(expected), bytes(token.strip())))
                .orElse(false);
        if (!known || accounts.hasAdministrator()) {
            throttle.failed(ADMINISTRATOR, address);
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "The administrator token is wrong, or there is an administrator already. Leave it empty to sign up.");
        }
        return User.Role.ADMIN;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
