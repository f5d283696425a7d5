package dev.cairn.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// An OpenID provider with one person, who is signed in there already. It is strict about codes, PKCE and
/// the client's secret, and tells whatever lies a test wants.
public final class TinyProvider implements AutoCloseable {

    public static final String CLIENT = "cairn";
    public static final String SECRET = "only-for-the-tests-0123456789abcdef";

    /// The same for all of these: a server remembers it longer than one is there.
    private static final KeyPair KEY = keyPair();

    private static final KeyPair OTHER_KEY = keyPair();

    private final HttpServer server;
    private final URI issuer;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Map<String, Object> person = Map.of("sub", "ada");
    private volatile Signing signing = Signing.RS256;
    private volatile Consumer<Map<String, Object>> lie = _ -> {};
    private volatile @Nullable Map<String, Object> userInfo;

    /// How ID tokens are signed.
    public enum Signing {
        RS256,
        NONE,
        /// With the client's secret, which the client has too.
        HS256_SECRET,
        /// With the public key, which everybody has.
        HS256_PUBLIC_KEY,
        /// As RS256 with a key that is not the provider's, though it is called like its.
        OTHER_KEY
    }

    private TinyProvider(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuer = URI.create("http://localhost:" + server.getAddress().getPort());
        server.createContext("/.well-known/openid-configuration", this::describe);
        server.createContext("/keys", this::keys);
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/userinfo", this::userInfo);
        server.start();
    }

    public static TinyProvider start() {
        return new TinyProvider(0);
    }

    /// Where the server's settings say that it is.
    public static TinyProvider startFor(Cairn cairn) {
        return new TinyProvider(
                URI.create(cairn.settings().get("cairn.oidc.issuer")).getPort());
    }

    public URI issuer() {
        return issuer;
    }

    /// Who is signed in here.
    ///
    /// @param claims with `sub`
    public void signIn(Map<String, Object> claims) {
        person = Map.copyOf(claims);
    }

    public void sign(Signing how) {
        signing = how;
    }

    /// Changes what ID tokens claim.
    public void lie(Consumer<Map<String, Object>> change) {
        lie = change;
    }

    /// What is told beside the ID token.
    public void tellLater(Map<String, Object> claims) {
        userInfo = Map.copyOf(claims);
    }

    // ---- what a browser does here

    /// Opens the page that a sign-in begins with.
    ///
    /// @return where the browser is sent back to
    public URI open(URI page) {
        var asked = parameters(page.getRawQuery());
        if (!CLIENT.equals(asked.get("client_id")) || !"S256".equals(asked.get("code_challenge_method"))) {
            throw new AssertionError("Another client, or one without PKCE: " + asked);
        }
        var code = "code-" + count.incrementAndGet();
        codes.put(code, asked);
        return URI.create(asked.get("redirect_uri") + "?code=" + code + "&state="
                + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .set("Location", open(exchange.getRequestURI()).toString());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    // ---- what a server does here

    private void describe(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                Map.of(
                        "issuer",
                        issuer.toString(),
                        "authorization_endpoint",
                        issuer + "/authorize",
                        "token_endpoint",
                        issuer + "/token",
                        "userinfo_endpoint",
                        issuer + "/userinfo",
                        "jwks_uri",
                        issuer + "/keys",
                        "response_types_supported",
                        new String[] {"code"},
                        "subject_types_supported",
                        new String[] {"public"},
                        "id_token_signing_alg_values_supported",
                        new String[] {"RS256", "HS256", "none"}));
    }

    private void keys(HttpExchange exchange) throws IOException {
        var half = (RSAPublicKey) KEY.getPublic();
        var jwk = Json.createObjectBuilder(Map.of(
                "kty", "RSA",
                "use", "sig",
                "kid", "1",
                "alg", "RS256",
                "n", base64(unsigned(half.getModulus())),
                "e", base64(unsigned(half.getPublicExponent()))));
        answer(
                exchange,
                200,
                Json.createObjectBuilder()
                        .add("keys", Json.createArrayBuilder().add(jwk))
                        .build());
    }

    private void token(HttpExchange exchange) throws IOException {
        var body = parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var asked = codes.remove(body.getOrDefault("code", ""));
        var basic =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        boolean good = asked != null
                && basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && asked.get("redirect_uri").equals(body.get("redirect_uri"))
                && asked.get("code_challenge").equals(challenge(body.getOrDefault("code_verifier", "")));
        if (asked == null || !good) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        answer(
                exchange,
                200,
                Map.of(
                        "access_token",
                        "access",
                        "token_type",
                        "Bearer",
                        "expires_in",
                        60,
                        "id_token",
                        idToken(asked.get("nonce"))));
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        var told = userInfo;
        if (told == null) {
            answer(exchange, 403, Map.of("error", "insufficient_scope"));
        } else {
            answer(exchange, 200, told);
        }
    }

    private String idToken(String nonce) {
        var now = Instant.now().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>(person);
        claims.put("iss", issuer.toString());
        claims.put("aud", CLIENT);
        claims.put("iat", now);
        claims.put("exp", now + 60);
        claims.put("nonce", nonce);
        lie.accept(claims);
        var header = switch (signing) {
            case RS256, OTHER_KEY -> Map.<String, Object>of("alg", "RS256", "kid", "1");
            case NONE -> Map.<String, Object>of("alg", "none");
            case HS256_SECRET, HS256_PUBLIC_KEY -> Map.<String, Object>of("alg", "HS256", "kid", "1");
        };
        var content = base64(json(header)) + "." + base64(json(claims));
        return content + "." + base64(signature(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] signature(byte[] content) {
        try {
            return switch (signing) {
                case RS256 -> rsa(KEY, content);
                case OTHER_KEY -> rsa(OTHER_KEY, content);
                case NONE -> new byte[0];
                case HS256_SECRET -> hmac(SECRET.getBytes(StandardCharsets.UTF_8), content);
                case HS256_PUBLIC_KEY -> hmac(KEY.getPublic().getEncoded(), content);
            };
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK has these", e);
        }
    }

    private static byte[] rsa(KeyPair pair, byte[] content) throws GeneralSecurityException {
        var signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(pair.getPrivate());
        signer.update(content);
        return signer.sign();
    }

    private static byte[] hmac(byte[] secret, byte[] content) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(content);
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    private static KeyPair keyPair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK has RSA", e);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] json(Map<String, Object> members) {
        return object(members).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject object(Map<String, Object> members) {
        var copied = new HashMap<String, Object>(members);
        copied.replaceAll((_, value) -> value instanceof String[] texts ? Arrays.asList(texts) : value);
        return Json.createObjectBuilder(copied).build();
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> members) throws IOException {
        var bytes = object(new HashMap<>(members)).toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
