package dev.cairn.accounts.control;

import dev.cairn.accounts.control.IdentityJoined.How;
import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Signs browsers in whose person has shown at the OpenID provider who they are. Decision 0034.
///
/// Nothing here runs inside a transaction while the provider is asked.
@OneObject
public class ProviderSignIns {

    private static final String PLATFORM = "browser";

    private final OpenIdProvider provider;
    private final ProviderAttempts attempts;
    private final AttemptCookie cookie;
    private final Identities identities;
    private final SignIns signIns;
    private final SecondStep secondStep;
    private final Sessions sessions;
    private final Throttle throttle;
    private final Settings settings;

    @Inject
    ProviderSignIns(
            OpenIdProvider provider,
            ProviderAttempts attempts,
            AttemptCookie cookie,
            Identities identities,
            SignIns signIns,
            SecondStep secondStep,
            Sessions sessions,
            Throttle throttle,
            Settings settings) {
        this.provider = provider;
        this.attempts = attempts;
        this.cookie = cookie;
        this.identities = identities;
        this.signIns = signIns;
        this.secondStep = secondStep;
        this.sessions = sessions;
        this.throttle = throttle;
        this.settings = settings;
    }

    /// What people call the provider; empty where there is none, and nothing else here may be called.
    public Optional<String> providerName() {
        return settings.oidc().map(Settings.Oidc::name);
    }

    /// Begins a sign-in.
    ///
    /// @param address where the request comes from, for the throttle
    /// @throws ProblemException `UNAVAILABLE` if the provider cannot be reached; `TOO_MANY_REQUESTS`
    public Beginning begin(String address) {
        var attempt = attempts.begin();
        throttle.check(attempt.token(), address);
        return new Beginning(provider.page(attempt), cookie.holding(attempt.token()));
    }

    /// Who the provider says has come back.
    ///
    /// @param token of this browser's [AttemptCookie]; empty if it has none
    /// @param answer the query parameters that the provider has sent the browser back with
    /// @param address where the request comes from, for the throttle
    /// @throws ProblemException `WRONG_CREDENTIALS` if this browser has not begun that, or the provider does
    ///     not say so in a way that can be trusted; `UNAVAILABLE` if it cannot be reached; `TOO_MANY_REQUESTS`
    public ProviderIdentity identify(String token, Map<String, List<String>> answer, String address) {
        var state = answer.getOrDefault("state", List.of("")).getFirst();
        var attempt = attempts.find(token, state)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.WRONG_CREDENTIALS,
                        "This took too long, or was begun in another browser. Begin once more."));
        throttle.check(token, address);
        try {
            return provider.identity(attempt, answer);
        } catch (ProblemException refused) {
            throttle.failed(token, address);
            throw refused;
        }
    }

    /// Signs in whose account it is; empty for who has none yet.
    ///
    /// @param replaced a device of the person's that is signed out in its place
    /// @param address where the request comes from
    /// @throws ProblemException `FORBIDDEN` if the account is suspended or to be deleted; `DEVICE_LIMIT`, with
    ///     the devices to choose one from
    public Optional<Sessions.Session> enter(
            ProviderIdentity identity, String deviceName, Optional<DeviceId> replaced, String address) {
        return identities.owner(identity, address).map(owner -> open(owner, deviceName, replaced));
    }

    /// Joins an identity with an account whose password the person knows, and signs in.
    ///
    /// @param code of the person's authenticator, or for its loss; empty if none was given
    /// @param replaced a device of the person's that is signed out in its place
    /// @param address where the request comes from, for the throttle
    /// @throws ProblemException `CONFLICT` if one of the two is joined with another already; what
    ///     [SignIns#signIn] throws
    public Sessions.Session join(
            ProviderIdentity identity,
            String email,
            String password,
            Optional<String> code,
            String deviceName,
            Optional<DeviceId> replaced,
            String address) {
        var owner = signIns.owner(email, password, address);
        return secondStep.before(owner, code, address, () -> {
            identities.join(owner, identity, How.PASSWORD, address);
            return open(owner, deviceName, replaced);
        });
    }

    /// Whether who has no account may open one, with the address that the provider tells.
    public boolean canOpen(ProviderIdentity identity) {
        return settings.signUp() && identity.email().isPresent();
    }

    /// Opens an account, and signs in.
    ///
    /// @param address where the request comes from
    /// @throws ProblemException `FORBIDDEN` if sign-up is closed; `BAD_REQUEST` if the provider tells no
    ///     address; `ADDRESS_TAKEN`
    public Sessions.Session openAccount(ProviderIdentity identity, String deviceName, String address) {
        if (!canOpen(identity)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "Sign-up is closed on this server. Ask its administrator for an account.");
        }
        return open(identities.open(identity, address), deviceName, Optional.empty());
    }

    private Sessions.Session open(User owner, String deviceName, Optional<DeviceId> replaced) {
        SignIns.requireOpen(owner);
        return sessions.open(owner, deviceName, PLATFORM, replaced);
    }

    /// @param page where the browser goes now
    /// @param cookie the value of a `Set-Cookie` header that goes with it
    public record Beginning(URI page, String cookie) {}
}
