package dev.cairn.platform.control;

import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Texts that we give out and take back: whoever holds one can neither make nor change one.
@OneObject
public class SignedTokens {

    private static final int SIGNATURE = Keys.SIGNATURE_BYTES / 2;
    private static final int LONGEST = 64 * 1024;

    private final Keys keys;

    @Inject
    public SignedTokens(Keys keys) {
        this.keys = keys;
    }

    /// @param purpose a token of one purpose is worth nothing for another
    /// @return URL-safe Base64 of the content and 16 bytes of signature
    public String seal(String purpose, byte[] content) {
        var sealed = ByteBuffer.allocate(content.length + SIGNATURE)
                .put(content)
                .put(keys.sign(purpose, content), 0, SIGNATURE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.array());
    }

    /// The content of a token; empty if it is not one that [#seal] made for this purpose.
    public Optional<byte[]> open(String purpose, String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (sealed.length < SIGNATURE) {
            return Optional.empty();
        }
        var content = Arrays.copyOf(sealed, sealed.length - SIGNATURE);
        var signature = Arrays.copyOfRange(sealed, content.length, sealed.length);
        return keys.isSigned(purpose, content, signature) ? Optional.of(content) : Optional.empty();
    }
}
