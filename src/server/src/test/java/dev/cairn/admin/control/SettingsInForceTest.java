package dev.cairn.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsInForceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cairn.secret",
                "cairn.token-key",
                "cairn.admin-token",
                "cairn.metrics-token",
                "cairn.store.access-key",
                "cairn.store.secret-key",
                "cairn.cdn.key",
                "cairn.mail.password"
            })
    void secrets_are_known_by_their_names(String name) {
        assertThat(SettingsInForce.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cairn.base-url",
                "cairn.sign-up",
                "cairn.hash-iterations",
                "cairn.store.bucket",
                "cairn.mail.host"
            })
    void everything_else_is_shown(String name) {
        assertThat(SettingsInForce.isSecret(name)).isFalse();
    }
}
