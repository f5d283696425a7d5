package dev.cairn.accounts.control;

import dev.cairn.platform.control.Keys;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.SignedTokens;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/// Begins sign-ins at the provider, and recognises the answers to them.
@OneObject
class ProviderAttempts {

    /// How long a person may take at the provider.
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final String PURPOSE = "provider attempt";
    private static final int RANDOM_BYTES = 16;

    private final SignedTokens tokens;
    private final Keys keys;
    private final InstantSource clock;

    @Inject
    ProviderAttempts(SignedTokens tokens, Keys keys, InstantSource clock) {
        this.tokens = tokens;
        this.keys = keys;
        this.clock = clock;
    }

    ProviderAttempt begin() {
        var content = ByteBuffer.allocate(RANDOM_BYTES + Long.BYTES)
                .put(RandomIds.bytes(RANDOM_BYTES))
                .putLong(clock.instant().toEpochMilli());
        return derived(tokens.seal(PURPOSE, content.array()));
    }

    /// The attempt that an answer belongs to; empty if this browser has begun none, another one, or too
    /// long ago.
    ///
    /// @param token of the browser's cookie
    /// @param state of the answer
    Optional<ProviderAttempt> find(String token, String state) {
        return tokens.open(PURPOSE, token)
                .filter(this::isFresh)
                .map(_ -> derived(token))
                .filter(attempt -> MessageDigest.isEqual(bytes(attempt.state()), bytes(state)));
    }

    private boolean isFresh(byte[] content) {
        var begun = Instant.ofEpochMilli(ByteBuffer.wrap(content).getLong(RANDOM_BYTES));
        return clock.instant().isBefore(begun.plus(LIFE));
    }

    private ProviderAttempt derived(String token) {
        return new ProviderAttempt(
                token, derived("provider state", token), derived("provider nonce", token), derived("PKCE", token));
    }

    private String derived(String purpose, String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.sign(purpose, bytes(token)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
