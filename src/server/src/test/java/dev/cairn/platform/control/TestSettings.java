package dev.cairn.platform.control;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// Settings that work, made once.
public final class TestSettings {

    public static final String TOKEN_KEY = tokenKey("secp256r1");

    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

    private TestSettings() {}

    public static Settings good() {
        return with("https://files.example.org", SECRET, TOKEN_KEY);
    }

    public static Settings at(String baseUrl) {
        return with(baseUrl, SECRET, TOKEN_KEY);
    }

    public static Settings withTokenKey(String tokenKey) {
        return with("https://files.example.org", SECRET, tokenKey);
    }

    /// With an edge.
    public static Settings withCdn(Settings.Cdn cdn) {
        var good = good();
        return new Settings(
                good.baseUrl(),
                good.secret(),
                good.tokenKey(),
                good.adminToken(),
                good.signUp(),
                good.deviceLimit(),
                good.hashIterations(),
                good.store(),
                good.writeLife(),
                good.readLife(),
                good.uploadLife(),
                good.keeping(),
                good.push(),
                good.mail(),
                Optional.of(cdn),
                good.oidc());
    }

    /// With a provider at which people sign in.
    public static Settings withOidc(Settings.Oidc oidc) {
        var good = good();
        return new Settings(
                good.baseUrl(),
                good.secret(),
                good.tokenKey(),
                good.adminToken(),
                good.signUp(),
                good.deviceLimit(),
                good.hashIterations(),
                good.store(),
                good.writeLife(),
                good.readLife(),
                good.uploadLife(),
                good.keeping(),
                good.push(),
                good.mail(),
                good.cdn(),
                Optional.of(oidc));
    }

    static Settings with(String baseUrl, String secret, String tokenKey) {
        return new Settings(
                URI.create(baseUrl),
                secret,
                tokenKey,
                Optional.empty(),
                true,
                5,
                210_000,
                store("secret-key"),
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                Duration.ofDays(7),
                keeping(Optional.empty()),
                push(20),
                mail("cairn@example.org"),
                Optional.empty(),
                Optional.empty());
    }

    public static Settings.Mail mail(String from) {
        return new Settings.Mail(
                Optional.empty(),
                587,
                Settings.Mail.Security.STARTTLS,
                Optional.empty(),
                Optional.empty(),
                from,
                Optional.empty());
    }

    public static Settings.Keeping keeping(Optional<Long> quota) {
        return new Settings.Keeping(
                Duration.ofDays(30),
                Duration.ofDays(30),
                10,
                quota,
                Duration.ofDays(7),
                Duration.ofDays(30),
                false,
                Optional.of(Duration.ofDays(90)),
                StorageClass.STANDARD_IA);
    }

    public static Settings.Push push(int connections) {
        return new Settings.Push(Duration.ofHours(6), Duration.ofMinutes(30), Duration.ofSeconds(3), connections);
    }

    public static Settings.Store store(String secretKey) {
        return store(secretKey, "");
    }

    /// @param eventsSecret empty for none
    static Settings.Store store(String secretKey, String eventsSecret) {
        return new Settings.Store(
                URI.create("http://store:9000"),
                URI.create("https://store.example.org"),
                "us-east-1",
                "cairn",
                "access",
                secretKey,
                true,
                Optional.of(eventsSecret).filter(secret -> !secret.isEmpty()));
    }

    public static String tokenKey(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            var pair = generator.generateKeyPair();
            return base64(pair.getPrivate()) + "." + base64(pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK has " + curve, e);
        }
    }

    public static String rsaTokenKey(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return base64(generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK has RSA", e);
        }
    }

    private static String base64(Key key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }
}
