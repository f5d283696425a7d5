package dev.cairn.accounts.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Makes and checks the tokens that every request carries: JWTs signed with RS256, good for ten
/// minutes.
///
/// A token is taken only with exactly the header that this class writes: type, algorithm and key
/// id. Nothing in a header ever chooses a key or an algorithm. A good token does not say that the
/// device is still signed in: see [Devices#requireActive]. Source: RFC 7519, RFC 8725, RFC 9068.
@ApplicationScoped
public class AccessTokens {

    public static final Duration LIFE = Duration.ofMinutes(10);

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String AUDIENCE = "cairn-api";
    private static final int LONGEST = 2048;
    private static final int SHORTEST_KEY = 2048;
    private static final int REMEMBERED = 20_000;

    private final InstantSource clock;
    private final String issuer;
    private final JWSHeader header;
    private final RSASSASigner signer;
    private final RSASSAVerifier verifier;

    /// Tokens that were checked already: checking a signature costs more than most requests do.
    private final Map<String, Checked> checked = new ConcurrentHashMap<>();

    @Inject
    AccessTokens(Settings settings, InstantSource clock) {
        this.clock = clock;
        this.issuer = settings.baseUrl().toString();
        var key = key(settings.tokenKey());
        try {
            this.header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .type(TYPE)
                    .keyID(key.computeThumbprint().toString())
                    .build();
            this.signer = new RSASSASigner(key);
            this.verifier = new RSASSAVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The setting cairn.token-key cannot sign", e);
        }
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected AccessTokens() {
        clock = null;
        issuer = null;
        header = null;
        signer = null;
        verifier = null;
    }

    /// A token for a device that has just proven who it is.
    public String issue(Caller caller) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(AUDIENCE)
                .subject(caller.user().toString())
                .claim("device", caller.device().toString())
                .claim("namespace", caller.own().toString())
                .claim("admin", caller.administrator())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("Cannot sign a token", e);
        }
        return token.serialize();
    }

    /// Who a token was made for.
    ///
    /// @throws ProblemException `SIGNED_OUT` if the token is not one of ours or is over
    public Caller verify(String token) {
        var now = clock.instant();
        var known = checked.get(token);
        if (known == null) {
            known = check(token);
            if (checked.size() >= REMEMBERED) {
                checked.clear();
            }
            checked.put(token, known);
        }
        if (now.isAfter(known.expires.plus(CLOCK_SKEW)) || now.isBefore(known.issued.minus(CLOCK_SKEW))) {
            checked.remove(token);
            throw signedOut();
        }
        return known.caller;
    }

    private Checked check(String token) {
        if (token.length() > LONGEST) {
            throw signedOut();
        }
        try {
            var jwt = SignedJWT.parse(token);
            boolean ourHeader = jwt.getHeader().toJSONObject().equals(header.toJSONObject());
            if (!ourHeader || !jwt.verify(verifier)) {
                throw signedOut();
            }
            var claims = jwt.getJWTClaimsSet();
            boolean ours =
                    issuer.equals(claims.getIssuer()) && claims.getAudience().equals(List.of(AUDIENCE));
            if (!ours) {
                throw signedOut();
            }
            var caller = new Caller(
                    UserId.valueOf(claims.getSubject()),
                    DeviceId.valueOf(claims.getStringClaim("device")),
                    NamespaceId.valueOf(claims.getStringClaim("namespace")),
                    Objects.requireNonNull(claims.getBooleanClaim("admin")));
            return new Checked(
                    caller,
                    claims.getIssueTime().toInstant(),
                    claims.getExpirationTime().toInstant());
        } catch (ParseException | JOSEException | IllegalArgumentException | NullPointerException e) {
            throw signedOut();
        }
    }

    private static RSAKey key(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64.strip());
            var factory = KeyFactory.getInstance("RSA");
            var key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(bytes));
            if (key.getModulus().bitLength() < SHORTEST_KEY) {
                throw new IllegalArgumentException("The setting cairn.token-key has fewer than 2048 bits");
            }
            var open = factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return new RSAKey.Builder((RSAPublicKey) open).privateKey(key).build();
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("The setting cairn.token-key is no private RSA key in PKCS#8", e);
        }
    }

    private static ProblemException signedOut() {
        return new ProblemException(
                ProblemType.SIGNED_OUT, "The access token is missing, wrong or over. Sign in again.");
    }

    private record Checked(Caller caller, Instant issued, Instant expires) {}
}
