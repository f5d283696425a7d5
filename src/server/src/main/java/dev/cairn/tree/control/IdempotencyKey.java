package dev.cairn.tree.control;

import java.util.regex.Pattern;

/// A name that a client gives to a request, so that it can send it again without fear.
///
/// @param value 1 to 64 visible ASCII characters
public record IdempotencyKey(String value) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,64}");

    public IdempotencyKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("An idempotency key has 1 to 64 visible ASCII characters");
        }
    }
}
