package dev.cairn.accounts.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
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
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Makes and checks the tokens that every request carries: short JWTs, good for ten minutes.
///
/// A token is taken only with exactly the header that this class writes: type and algorithm. There is
/// one key, which is not named. Nothing in a header ever chooses a key or an algorithm. A good token does
/// not say that the device is still signed in: see [Devices#requireActive]. Source: RFC 7519, RFC 8725,
/// RFC 9068.
@ApplicationScoped
public class AccessTokens {

    public static final Duration LIFE = Duration.ofMinutes(10);

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String AUDIENCE = "cairn-api";
    private static final int LONGEST = 2048;
    private static final int REMEMBERED = 20_000;

    private final InstantSource clock;
    private final String issuer;
    private final JWSHeader header;
    private final TokenKey key;

    /// Tokens that were checked already: checking a signature costs more than most requests do.
    private final Map<String, Checked> checked = new ConcurrentHashMap<>();

    @Inject
    AccessTokens(Settings settings, InstantSource clock) {
        this.clock = clock;
        this.issuer = settings.baseUrl().toString();
        this.key = TokenKey.read(settings.tokenKey());
        this.header = new JWSHeader.Builder(key.algorithm()).type(TYPE).build();
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected AccessTokens() {
        clock = null;
        issuer = null;
        header = null;
        key = null;
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
            token.sign(key.signer());
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
            if (!ourHeader || !jwt.verify(key.verifier())) {
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

    private static ProblemException signedOut() {
        return new ProblemException(
                ProblemType.SIGNED_OUT, "The access token is missing, wrong or over. Sign in again.");
    }

    private record Checked(Caller caller, Instant issued, Instant expires) {}
}
