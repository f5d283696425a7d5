package dev.cairn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.Keys;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.SignedTokens;
import dev.cairn.platform.control.TestSettings;
import dev.cairn.testing.TinyProvider;
import dev.cairn.testing.TinyProvider.Signing;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is believed of a provider, and what is not.
class OpenIdProviderTest {

    private static final TinyProvider THERE = TinyProvider.start();
    private static final Settings SETTINGS = TestSettings.withOidc(
            new Settings.Oidc(THERE.issuer(), TinyProvider.CLIENT, TinyProvider.SECRET, "Example", false));

    private Instant now = Instant.now();
    private final Keys keys = new Keys(SETTINGS);
    private final ProviderAttempts attempts = new ProviderAttempts(new SignedTokens(keys), keys, () -> now);
    private final OpenIdProvider provider = new OpenIdProvider(SETTINGS, () -> now);
    private final ProviderAttempt attempt = attempts.begin();

    @AfterAll
    static void stop() {
        THERE.close();
    }

    @BeforeEach
    void ada_is_there() {
        THERE.sign(Signing.RS256);
        THERE.lie(_ -> {});
        THERE.signIn(Map.of("sub", "4711", "email", "ada@example.org", "email_verified", true, "name", "Ada"));
    }

    private Map<String, List<String>> answer() {
        return parameters(THERE.open(provider.page(attempt)));
    }

    private static Map<String, List<String>> parameters(URI page) {
        return Arrays.stream(page.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> List.of(URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
    }

    private void assertRefused(Map<String, List<String>> answer) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> provider.identity(attempt, answer))
                .extracting(ProblemException::type)
                .isEqualTo(ProblemType.WRONG_CREDENTIALS);
    }

    @Test
    void the_page_has_the_configured_address_to_come_back_to_and_nothing_secret() {
        var page = provider.page(attempt);

        assertThat(parameters(page))
                .containsEntry("redirect_uri", List.of("https://files.example.org/sign-in/provider"))
                .containsEntry("code_challenge_method", List.of("S256"))
                .containsEntry("state", List.of(attempt.state()))
                .containsEntry("nonce", List.of(attempt.nonce()));
        assertThat(page.toString()).doesNotContain(attempt.verifier(), attempt.token(), TinyProvider.SECRET);
    }

    @Test
    void who_comes_back_is_who_the_provider_says() {
        assertThat(provider.identity(attempt, answer()))
                .isEqualTo(new ProviderIdentity(
                        THERE.issuer().toString(), "4711", Optional.of("ada@example.org"), true, Optional.of("Ada")));
    }

    @Test
    void an_address_counts_as_verified_only_where_that_is_said() {
        THERE.signIn(Map.of("sub", "4711", "email", "ada@example.org"));

        assertThat(provider.identity(attempt, answer()).emailVerified()).isFalse();
    }

    @Test
    void what_the_token_does_not_tell_is_asked_for_and_believed_of_the_same_person_only() {
        THERE.signIn(Map.of("sub", "4711"));
        THERE.tellLater(Map.of("sub", "4711", "email", "ada@example.org", "email_verified", true));
        assertThat(provider.identity(attempt, answer()).email()).contains("ada@example.org");

        THERE.tellLater(Map.of("sub", "4712", "email", "eve@example.org", "email_verified", true));
        assertThat(provider.identity(attempt, answer()).email()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "RS256", mode = EnumSource.Mode.EXCLUDE)
    void a_token_that_the_provider_has_not_signed_is_refused(Signing signing) {
        THERE.sign(signing);

        assertRefused(answer());
    }

    static Stream<Named<Consumer<Map<String, Object>>>> lies() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Named.of("another nonce", claims -> claims.put("nonce", "another")),
                Named.of("no nonce", claims -> claims.remove("nonce")),
                Named.of("another audience", claims -> claims.put("aud", "somebody-else")),
                Named.of("made for another party", claims -> {
                    claims.put("aud", List.of(TinyProvider.CLIENT, "somebody-else"));
                    claims.put("azp", "somebody-else");
                }),
                Named.of(
                        "made for nobody knows whom",
                        claims -> claims.put("aud", List.of(TinyProvider.CLIENT, "somebody-else"))),
                Named.of("another issuer", claims -> claims.put("iss", "https://id.example.org")),
                Named.of("over", claims -> claims.put("exp", now - 120)),
                Named.of("never over", claims -> claims.remove("exp")),
                Named.of("of tomorrow", claims -> claims.put("iat", now + 86_400)),
                Named.of("nobody", claims -> claims.remove("sub")),
                Named.of("somebody with too long a name", claims -> claims.put("sub", "x".repeat(256))));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void a_token_for_somebody_else_is_refused(Consumer<Map<String, Object>> lie) {
        THERE.lie(lie);

        assertRefused(answer());
    }

    @Test
    void a_code_that_another_browser_asked_for_is_refused() {
        var stolen = parameters(THERE.open(provider.page(attempts.begin())));

        assertRefused(stolen);
    }

    @Test
    void a_code_is_good_once() {
        var answer = answer();
        provider.identity(attempt, answer);

        assertRefused(answer);
    }

    @Test
    void an_answer_that_another_provider_claims_is_refused() {
        var answer = new HashMap<>(answer());
        answer.put("iss", List.of("https://id.example.org"));

        assertRefused(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_denied", "<script>", ""})
    void who_was_not_let_in_there_is_not_let_in_here(String error) {
        assertRefused(Map.of("error", List.of(error), "state", List.of(attempt.state())));
    }

    @Test
    void an_answer_without_anything_is_refused() {
        assertRefused(Map.of("state", List.of(attempt.state())));
    }

    @Test
    void a_provider_that_is_away_is_no_reason_to_refuse_somebody() {
        var away = TestSettings.withOidc(
                new Settings.Oidc(URI.create("http://localhost:1"), "cairn", "secret", "Example", false));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new OpenIdProvider(away, () -> now).page(attempt))
                .extracting(ProblemException::type)
                .isEqualTo(ProblemType.UNAVAILABLE);
    }

    @Test
    void an_attempt_belongs_to_one_browser_and_ends_after_ten_minutes() {
        var other = attempts.begin();

        assertThat(attempts.find(attempt.token(), attempt.state())).contains(attempt);
        assertThat(attempts.find(attempt.token(), other.state())).isEmpty();
        assertThat(attempts.find(other.token(), attempt.state())).isEmpty();
        assertThat(attempts.find("", attempt.state())).isEmpty();
        assertThat(attempts.find(attempt.token() + "A", attempt.state())).isEmpty();
        assertThat(attempts.find(attempt.token(), "")).isEmpty();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(attempts.find(attempt.token(), attempt.state())).isEmpty();
    }
}
