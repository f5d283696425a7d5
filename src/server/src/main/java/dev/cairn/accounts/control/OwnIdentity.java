package dev.cairn.accounts.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.util.Optional;

/// What people see of their own identity at the provider, and how they end it.
///
/// Comparing passwords takes long, so that is done outside of any transaction.
@OneObject
public class OwnIdentity {

    private final Identities identities;
    private final PasswordProof passwordProof;
    private final Settings settings;

    @Inject
    OwnIdentity(Identities identities, PasswordProof passwordProof, Settings settings) {
        this.identities = identities;
        this.passwordProof = passwordProof;
        this.settings = settings;
    }

    /// What people call the provider; empty where there is none.
    public Optional<String> providerName() {
        return settings.oidc().map(Settings.Oidc::name);
    }

    /// Whether the provider lets the caller in.
    public boolean isJoined(Caller caller) {
        return identities.has(caller.user());
    }

    /// From now on only the password lets the caller in, which they must have for that. Doing so twice is no
    /// error.
    ///
    /// @param address where the request comes from, for the throttle
    /// @throws ProblemException `WRONG_CREDENTIALS`; `TOO_MANY_REQUESTS`
    public void part(Caller caller, String password, String address) {
        passwordProof.require(caller, password, address);
        identities.part(caller.user(), address);
    }
}
