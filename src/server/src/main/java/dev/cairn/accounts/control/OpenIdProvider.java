package dev.cairn.accounts.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The OpenID provider: where people show who they are, and what it says of them. Authorization code
/// with PKCE, state and nonce. Sources: OpenID Connect Core and Discovery, RFC 7636, RFC 9700; decision
/// 0034.
///
/// It is asked by HTTP, a few requests at once and each for some seconds at most: one that is slow keeps
/// those waiting who sign in there, and nobody else.
@ApplicationScoped
public class OpenIdProvider {

    /// Where the provider sends people back to, below the configured base URL; it is registered there.
    public static final String RETURN_PAGE = "sign-in/provider";

    private static final System.Logger LOG = System.getLogger(OpenIdProvider.class.getName());

    /// Those by RSA and elliptic curves that the JDK can check.
    private static final Set<JWSAlgorithm> SIGNATURES = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int LARGEST_KEY_SET = 256 * 1024;
    private static final int AT_ONCE = 8;

    private final Optional<Settings.Oidc> settings;
    private final URI returnPage;
    private final InstantSource clock;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private volatile @Nullable Discovered discovered;

    @Inject
    OpenIdProvider(Settings settings, InstantSource clock) {
        this.settings = settings.oidc();
        this.returnPage = URI.create(settings.baseUrl() + "/" + RETURN_PAGE);
        this.clock = clock;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected OpenIdProvider() {
        settings = Optional.empty();
        returnPage = null;
        clock = null;
    }

    /// Where the browser goes to begin.
    ///
    /// @throws ProblemException `UNAVAILABLE` if the provider cannot be reached
    URI page(ProviderAttempt attempt) {
        var metadata = asking(this::discover).metadata;
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "email", "profile"), clientId(), returnPage)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /// Who has come back.
    ///
    /// @param attempt the one that the answer belongs to
    /// @param answer the query parameters that the provider has sent the browser back with
    /// @throws ProblemException `WRONG_CREDENTIALS` if the provider does not say who it is, or not in a way
    ///     that can be trusted; `UNAVAILABLE` if it cannot be reached
    ProviderIdentity identity(ProviderAttempt attempt, Map<String, List<String>> answer) {
        return asking(() -> {
            var provider = discover();
            var tokens = redeem(provider.metadata, code(provider.metadata, answer), attempt);
            var claims = provider.validator.validate(tokens.getOIDCTokens().getIDToken(), new Nonce(attempt.nonce()));
            requireMadeForUs(claims);
            return identity(claims, claims.getStringClaim("email") == null ? more(provider, tokens, claims) : claims);
        });
    }

    private AuthorizationCode code(OIDCProviderMetadata metadata, Map<String, List<String>> answer)
            throws GeneralException {
        var parsed = AuthenticationResponseParser.parse(returnPage, answer);
        if (!parsed.indicatesSuccess()) {
            throw new GeneralException(parsed.toErrorResponse().getErrorObject().getCode());
        }
        boolean named = parsed.getIssuer() != null || metadata.supportsAuthorizationResponseIssuerParam();
        if (named && !metadata.getIssuer().equals(parsed.getIssuer())) { // RFC 9207
            throw new GeneralException("The answer is another issuer's");
        }
        var code = parsed.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw new GeneralException("It sends no code");
        }
        return code;
    }

    private OIDCTokenResponse redeem(OIDCProviderMetadata metadata, AuthorizationCode code, ProviderAttempt attempt)
            throws GeneralException, IOException {
        var grant = new AuthorizationCodeGrant(code, returnPage, new CodeVerifier(attempt.verifier()));
        var request = new TokenRequest.Builder(metadata.getTokenEndpointURI(), authentication(metadata), grant)
                .build()
                .toHTTPRequest();
        var response = OIDCTokenResponseParser.parse(send(request));
        if (!response.indicatesSuccess()) {
            throw new GeneralException("It refuses the code: "
                    + response.toErrorResponse().getErrorObject().getCode());
        }
        return (OIDCTokenResponse) response.toSuccessResponse();
    }

    private ClientAuthentication authentication(OIDCProviderMetadata metadata) {
        var secret = new Secret(oidc().clientSecret());
        var known = metadata.getTokenEndpointAuthMethods();
        boolean inTheBody = known != null
                && !known.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                && known.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        return inTheBody ? new ClientSecretPost(clientId(), secret) : new ClientSecretBasic(clientId(), secret);
    }

    /// A token may be for others, too, if it says that it was made for us: the library does not ask for that.
    /// Source: OpenID Connect Core, section 3.1.3.7.
    private void requireMadeForUs(IDTokenClaimsSet claims) throws BadJWTException {
        var party = claims.getAuthorizedParty();
        boolean ours = party == null
                ? claims.getAudience().size() == 1
                : party.getValue().equals(oidc().clientId());
        if (!ours) {
            throw new BadJWTException("The token was made for another party");
        }
    }

    /// What the ID token does not tell: some providers keep the address for those who ask for it.
    private ClaimsSet more(Discovered provider, OIDCTokenResponse tokens, IDTokenClaimsSet claims)
            throws GeneralException, IOException {
        var endpoint = provider.metadata.getUserInfoEndpointURI();
        if (endpoint == null) {
            return claims;
        }
        var request = new UserInfoRequest(endpoint, tokens.getOIDCTokens().getAccessToken());
        var response = UserInfoResponse.parse(send(request.toHTTPRequest()));
        if (!response.indicatesSuccess()) {
            return claims;
        }
        var told = response.toSuccessResponse().getUserInfo();
        return told != null && told.getSubject().equals(claims.getSubject()) ? told : claims;
    }

    private static ProviderIdentity identity(IDTokenClaimsSet proven, ClaimsSet told) {
        return new ProviderIdentity(
                proven.getIssuer().getValue(),
                proven.getSubject().getValue(),
                Optional.ofNullable(told.getStringClaim("email")),
                Boolean.TRUE.equals(told.getBooleanClaim("email_verified")),
                Optional.ofNullable(told.getStringClaim("name")));
    }

    private Discovered discover() throws GeneralException, IOException {
        var known = discovered;
        if (known == null || clock.instant().isAfter(known.until)) {
            var issuer = new Issuer(oidc().issuer());
            var metadata = OIDCProviderMetadata.resolve(issuer, PATIENCE_MILLIS, PATIENCE_MILLIS);
            known = new Discovered(
                    metadata,
                    new IDTokenValidator(issuer, clientId(), keys(metadata), null),
                    clock.instant().plus(REMEMBERED));
            discovered = known;
        }
        return known;
    }

    /// Only the provider's own public keys: never the client's secret, and never nothing.
    private static JWSVerificationKeySelector<SecurityContext> keys(OIDCProviderMetadata metadata)
            throws GeneralException {
        try {
            var retriever = new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST_KEY_SET);
            var source = JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), retriever)
                    .refreshAheadCache(false)
                    .build();
            return new JWSVerificationKeySelector<>(SIGNATURES, source);
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new GeneralException("It names no keys", e);
        }
    }

    private static HTTPResponse send(HTTPRequest request) throws IOException {
        request.setConnectTimeout(PATIENCE_MILLIS);
        request.setReadTimeout(PATIENCE_MILLIS);
        request.setFollowRedirects(false);
        return request.send();
    }

    private <T> T asking(Question<T> question) {
        if (!taken()) {
            throw unavailable();
        }
        try {
            return question.ask();
        } catch (IOException | JOSEException e) {
            LOG.log(Level.WARNING, "The OpenID provider cannot be asked: " + e.getMessage());
            throw unavailable();
        } catch (GeneralException | BadJOSEException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "The OpenID provider's answer is refused: " + e.getMessage());
            throw new ProblemException(
                    ProblemType.WRONG_CREDENTIALS, oidc().name() + " has not told Cairn who you are. Begin once more.");
        } finally {
            slots.release();
        }
    }

    private boolean taken() {
        try {
            return slots.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ProblemException unavailable() {
        return new ProblemException(
                ProblemType.UNAVAILABLE, oidc().name() + " does not answer. Try again in a moment.");
    }

    private ClientID clientId() {
        return new ClientID(oidc().clientId());
    }

    private Settings.Oidc oidc() {
        return settings.orElseThrow(() -> new IllegalStateException("There is no OpenID provider"));
    }

    /// What the provider says of itself.
    ///
    /// @param until when it is asked anew
    private record Discovered(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant until) {}

    private interface Question<T> {
        T ask() throws GeneralException, IOException, BadJOSEException, JOSEException;
    }
}
