package dev.cairn.admin.control;

import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/// Decides who may read the metrics: a monitoring system that knows the token of the settings. Without
/// a token there, nobody.
@OneObject
public class MetricsDoor {

    private static final String SETTING = "cairn.metrics-token";
    private static final String SCHEME = "Bearer ";
    private static final int SHORTEST = 20;

    private final Optional<String> expected;

    /// @throws IllegalArgumentException if the token is too short to be one
    @Inject
    MetricsDoor(Config config) {
        expected = config.getOptionalValue(SETTING, String.class).filter(token -> !token.isBlank());
        if (expected.filter(token -> token.length() < SHORTEST).isPresent()) {
            throw new IllegalArgumentException(
                    "The setting " + SETTING + " must be " + SHORTEST + " characters or more");
        }
    }

    /// @param authorization the header of a request; empty for none
    public boolean opensTo(Optional<String> authorization) {
        return expected.isPresent()
                && authorization
                        .filter(header -> MessageDigest.isEqual(bytes(header), bytes(SCHEME + expected.get())))
                        .isPresent();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
