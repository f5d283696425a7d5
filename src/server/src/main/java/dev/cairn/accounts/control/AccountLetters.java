package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.User;
import dev.cairn.mail.control.Letter;
import dev.cairn.mail.control.Texts;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What people are written about their accounts. Links begin with the configured base URL, never with
/// what a request calls the server.
@OneObject
public class AccountLetters {

    /// The page that proves an address.
    public static final String PROVE_PAGE = "verify-email";

    /// The page that sets a new password.
    public static final String RESET_PAGE = "reset-password";

    /// The query parameter of both.
    public static final String TOKEN = "token";

    private final Settings settings;

    @Inject
    AccountLetters(Settings settings) {
        this.settings = settings;
    }

    Letter proof(User user, String token) {
        return letter("mail.proof", user, Optional.of(page(PROVE_PAGE, token)));
    }

    Letter reset(User user, String token) {
        return letter("mail.reset", user, Optional.of(page(RESET_PAGE, token)));
    }

    /// An account was opened for somebody, who now chooses a password.
    Letter invitation(User user, String token) {
        return letter("mail.invitation", user, Optional.of(page(RESET_PAGE, token)));
    }

    /// The password was changed; whoever did not do it learns of it.
    Letter passwordChanged(User user) {
        return letter("mail.password-changed", user, Optional.empty());
    }

    /// A second factor is asked for from now on; whoever did not do it learns of it.
    Letter secondFactorOn(User user) {
        return letter("mail.second-factor-on", user, Optional.empty());
    }

    /// The password alone is good again; whoever did not do it learns of it.
    Letter secondFactorOff(User user) {
        return letter("mail.second-factor-off", user, Optional.empty());
    }

    /// The account can be entered at the provider, too; whoever did not do it learns of it.
    Letter identityJoined(User user) {
        return letter("mail.identity-joined", user, Optional.empty());
    }

    private Letter letter(String texts, User user, Optional<URI> target) {
        return new Letter(
                Texts.of(texts + ".subject"),
                List.of(Texts.of("mail.hello", user.name()), Texts.of(texts + ".text")),
                target.map(page -> new Letter.Button(Texts.of(texts + ".button"), page)),
                List.of(Texts.of(texts + ".closing"), settings.baseUrl().toString()));
    }

    private URI page(String path, String token) {
        return URI.create(settings.baseUrl() + "/" + path + "?" + TOKEN + "=" + token);
    }
}
