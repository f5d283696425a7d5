package dev.cairn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.TestSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The attacks of testing.md 3.4 on the token itself.
class AccessTokensTest {

    private static final Caller ADA = new Caller(new UserId(1), new DeviceId(2), new NamespaceId(3), false);

    /// Made as `payara-config/cairn.env` says, for this test alone.
    private static final String OPENSSL_KEY =
            "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpC5EFvhGkqliCdlCCnirNKkQWRMVWz0SyYxUyUlFLiCh"
                    + "RANCAASHz8kRwwN/Pq3XQY0+8woEsfPit0NG4zY0OThLMV4lBT4KZz92gThLOiYChl7I1pz3jNKrVos9IlyPI5BjPMcM"
                    + ".MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEh8/JEcMDfz6t10GNPvMKBLHz"
                    + "4rdDRuM2NDk4SzFeJQU+Cmc/doE4SzomAoZeyNac94zSq1aLPSJcjyOQYzzHDA==";

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final AccessTokens tokens = new AccessTokens(TestSettings.good(), () -> now);
    private final String good = tokens.issue(ADA);
    private final ECKey key = key(TestSettings.TOKEN_KEY);

    private static ECKey key(String setting) {
        var halves = setting.split("\\.");
        try {
            var factory = KeyFactory.getInstance("EC");
            var secret = factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[0])));
            var open = factory.generatePublic(
                    new X509EncodedKeySpec(Base64.getDecoder().decode(halves[1])));
            return new ECKey.Builder(Curve.P_256, (ECPublicKey) open)
                    .privateKey(secret)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void assertRefused(String token) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> tokens.verify(token))
                .satisfies(e -> assertThat(e.type()).isEqualTo(ProblemType.SIGNED_OUT))
                .satisfies(
                        e -> assertThat(token.length() < 30 || !e.getMessage().contains(token))
                                .isTrue());
    }

    private JWTClaimsSet.Builder claims() {
        try {
            return new JWTClaimsSet.Builder(SignedJWT.parse(good).getJWTClaimsSet());
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private JWSHeader header() {
        try {
            return SignedJWT.parse(good).getHeader();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private String signed(JWSHeader header, JWTClaimsSet claims) {
        try {
            return sign(header, claims, new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void says_who_it_was_made_for() {
        assertThat(tokens.verify(good)).isEqualTo(ADA);
        assertThat(tokens.verify(good)).isEqualTo(ADA); // remembered
        assertThat(tokens.verify(signed(header(), claims().build())))
                .isEqualTo(ADA); // so these tests can make good ones
    }

    @Test
    void is_over_after_ten_minutes_and_a_minute_for_clocks_that_differ() {
        tokens.verify(good);
        now = now.plus(AccessTokens.LIFE).plusSeconds(60);
        tokens.verify(good);

        now = now.plusSeconds(1);

        assertRefused(good);
        assertRefused(tokens.issue(ADA).substring(1));
    }

    @Test
    void from_the_future_it_is_refused() {
        now = now.minusSeconds(60);
        tokens.verify(good);

        now = now.minusSeconds(1);

        assertRefused(good);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
    void no_algorithm_is_refused(String algorithm) {
        var payload = good.split("\\.")[1];
        var header = part("{\"alg\":\"%s\",\"typ\":\"at+jwt\"}".formatted(algorithm));

        assertRefused(header + "." + payload + ".");
        assertRefused(header + "." + payload + "." + good.split("\\.")[2]);
        assertRefused(header + "." + payload);
    }

    @Test
    void the_public_key_is_no_password() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("at+jwt"))
                .build();

        assertRefused(
                sign(header, claims().build(), new MACSigner(key.toECPublicKey().getEncoded())));
        assertRefused(sign(header, claims().build(), new MACSigner(new byte[32])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "another", "../../dev/null", "' OR 1=1 --"})
    void a_header_that_names_a_key_is_refused(String id) {
        assertRefused(signed(new JWSHeader.Builder(header()).keyID(id).build(), claims().build()));
    }

    @Test
    void a_header_that_brings_its_own_key_is_refused() throws Exception {
        var own = key(TestSettings.tokenKey("secp256r1"));
        var signer = new ECDSASigner(own);
        var ours = new JWSHeader.Builder(header());

        assertRefused(
                sign(new JWSHeader.Builder(header()).jwk(own.toPublicJWK()).build(), claims().build(), signer));
        assertRefused(sign(
                new JWSHeader.Builder(header())
                        .jwkURL(URI.create("https://evil.example.org/keys"))
                        .build(),
                claims().build(),
                signer));
        assertRefused(sign(
                new JWSHeader.Builder(header())
                        .x509CertURL(URI.create("https://evil.example.org/cert"))
                        .build(),
                claims().build(),
                signer));
        assertRefused(sign(ours.build(), claims().build(), signer)); // our header, another key
        assertRefused(signed(ours.jwk(key.toPublicJWK()).build(), claims().build())); // even our own key in it
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "rt+jwt", "at+jwt+x", "link"})
    void a_token_of_another_type_is_refused(String type) {
        assertRefused(signed(
                new JWSHeader.Builder(header()).type(new JOSEObjectType(type)).build(), claims().build()));
    }

    @Test
    void claims_that_are_not_ours_or_are_missing_are_refused() {
        assertRefused(signed(header(), claims().audience("another").build()));
        assertRefused(signed(
                header(), claims().audience(List.of("cairn-api", "another")).build()));
        assertRefused(
                signed(header(), claims().issuer("https://evil.example.org").build()));
        for (var claim : List.of("iss", "aud", "sub", "device", "namespace", "admin", "iat", "exp")) {
            assertRefused(signed(header(), claims().claim(claim, null).build()));
        }
        assertRefused(signed(header(), claims().subject("1 OR 1=1").build()));
        assertRefused(signed(header(), claims().claim("device", 5).build()));
        assertRefused(signed(header(), claims().claim("admin", "true").build()));
    }

    @Test
    void one_that_is_over_stays_over_though_its_signature_is_good() {
        var longAgo = Date.from(now.minus(Duration.ofDays(1)));

        assertRefused(signed(
                header(), claims().issueTime(longAgo).expirationTime(longAgo).build()));
    }

    @Test
    void a_changed_or_foreign_signature_is_refused() {
        var other = tokens.issue(new Caller(new UserId(9), new DeviceId(9), new NamespaceId(9), true));
        var mine = good.split("\\.");
        var theirs = other.split("\\.");

        assertRefused(mine[0] + "." + theirs[1] + "." + mine[2]);
        assertRefused(mine[0] + "." + mine[1] + "." + theirs[2]);
        assertRefused(mine[0] + "." + mine[1] + ".");
        assertRefused(mine[0] + "." + mine[1] + "." + "A".repeat(mine[2].length()));
    }

    @Test
    void a_claim_that_is_there_twice_cannot_be_signed_by_a_stranger() {
        var twice = part("{\"sub\":\"00000001\",\"sub\":\"00000009\"}");

        assertRefused(good.split("\\.")[0] + "." + twice + "." + good.split("\\.")[2]);
    }

    @Test
    void what_is_no_token_or_a_huge_one_is_refused() {
        for (var text : List.of("", ".", "..", "a.b.c", "null", "{}", "a".repeat(1 << 20), good + ".x")) {
            assertRefused(text);
        }
    }

    @Test
    void with_an_rsa_key_they_are_longer_and_as_good() {
        var byRsa = new AccessTokens(TestSettings.withTokenKey(TestSettings.rsaTokenKey(2048)), () -> now);

        assertThat(byRsa.verify(byRsa.issue(ADA))).isEqualTo(ADA);
        assertThat(good).hasSizeLessThan(380).hasSizeLessThan(byRsa.issue(ADA).length() - 250);
        assertRefused(byRsa.issue(ADA));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> byRsa.verify(good));
    }

    @Test
    void a_key_that_openssl_has_made_is_good() {
        var settings = TestSettings.withTokenKey(OPENSSL_KEY);

        var byOpenSsl = new AccessTokens(settings, () -> now);

        assertThat(byOpenSsl.verify(byOpenSsl.issue(ADA))).isEqualTo(ADA);
    }

    @Test
    void halves_that_do_not_belong_together_and_other_curves_are_refused() {
        var other = TestSettings.tokenKey("secp256r1").split("\\.");
        var mine = TestSettings.TOKEN_KEY.split("\\.");

        for (var wrong : List.of(mine[0] + "." + other[1], TestSettings.tokenKey("secp384r1"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AccessTokens(TestSettings.withTokenKey(wrong), () -> now))
                    .withMessageContaining("cairn.token-key")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(wrong.split("\\.")[0]));
        }
    }

    @Test
    void half_a_key_or_more_than_two_halves_are_refused() {
        var mine = TestSettings.TOKEN_KEY.split("\\.");

        for (var wrong : List.of(
                mine[0], mine[1], mine[0] + ".", mine[1] + "." + mine[0], mine[0] + "." + mine[1] + "." + mine[1])) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AccessTokens(TestSettings.withTokenKey(wrong), () -> now))
                    .withMessageContaining("cairn.token-key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64 !", "AAAA"})
    void without_a_good_key_there_are_no_tokens(String key) { // D15
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessTokens(TestSettings.withTokenKey(key), () -> now));
    }

    @Test
    void a_short_key_is_refused() {
        var small = TestSettings.rsaTokenKey(1024);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessTokens(TestSettings.withTokenKey(small), () -> now))
                .withMessageContaining("2048");
    }

    @Test
    void another_servers_token_is_refused() {
        var elsewhere = new AccessTokens(TestSettings.withTokenKey(TestSettings.tokenKey("secp256r1")), () -> now);

        assertRefused(elsewhere.issue(ADA));
    }
}
