package dev.cairn.sharing.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.platform.control.Keys;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/// The tokens in the URLs of links: 192 bits that nobody can guess.
///
/// The database has a token's SHA-256, and a random seed of which only the server's secret makes the
/// token again, so that its maker can copy the URL later and who reads the database cannot. Decision
/// 0019.
@OneObject
public class LinkTokens {

    /// Where the visitor's page is, below the base URL.
    public static final String PAGE = "s";

    static final int BYTES = 24;
    static final int SEED_BYTES = 32;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final String PURPOSE = "link";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keys keys;
    private final Settings settings;

    @Inject
    LinkTokens(Keys keys, Settings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /// What a new token is made of.
    byte[] newSeed() {
        var seed = new byte[SEED_BYTES];
        RANDOM.nextBytes(seed);
        return seed;
    }

    String token(byte[] seed) {
        var bytes = Arrays.copyOf(keys.sign(PURPOSE, seed), BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    URI url(byte[] seed) {
        return URI.create(settings.baseUrl() + "/" + PAGE + "/" + token(seed));
    }

    static byte[] hash(String token) {
        return Fingerprint.of(token.getBytes(StandardCharsets.US_ASCII), 0, token.length())
                .toBytes();
    }

    /// Whether a text has a token's form at all.
    static boolean isToken(String text) {
        return FORM.matcher(text).matches();
    }
}
