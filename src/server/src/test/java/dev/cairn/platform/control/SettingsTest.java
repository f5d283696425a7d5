package dev.cairn.platform.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final int ENOUGH_ITERATIONS = 210_000;

    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "changeme", "not base64!", "AAAA"})
    void without_a_long_secret_nothing_starts(String secret) { // D15
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.with("https://a.example.org", secret, TestSettings.TOKEN_KEY))
                .withMessageContaining("cairn.secret")
                .satisfies(e -> assertThat(secret.isBlank() || !e.getMessage().contains(secret))
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void without_a_token_key_nothing_starts(String key) { // D15
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.with("https://a.example.org", SECRET, key))
                .withMessageContaining("cairn.token-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short"})
    void without_a_store_key_nothing_starts(String key) { // D15
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.store(key))
                .withMessageContaining("cairn.store.secret-key");
    }

    @Test
    void a_short_secret_of_the_store_is_refused() { // D12
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.store("secret-key", "short"))
                .withMessageContaining("cairn.store.events-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"files.example.org", "ftp://files.example.org", "http:files", "/"})
    void a_base_url_that_is_none_is_refused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.with(url, SECRET, TestSettings.TOKEN_KEY))
                .withMessageContaining("cairn.base-url");
    }

    @Test
    void the_base_url_has_no_slash_at_the_end_and_says_whether_cookies_are_for_https() {
        var settings = TestSettings.with("https://files.example.org/", SECRET, TestSettings.TOKEN_KEY);

        assertThat(settings.baseUrl()).hasToString("https://files.example.org");
        assertThat(settings.secure()).isTrue();
        assertThat(TestSettings.with("http://localhost:8080", SECRET, TestSettings.TOKEN_KEY)
                        .secure())
                .isFalse();
    }

    @Test
    void lives_have_bounds() {
        assertRefused(Duration.ofHours(1), Duration.ofMinutes(6), Duration.ofDays(7), "cairn.url.read-life");
        assertRefused(Duration.ofHours(1), Duration.ZERO, Duration.ofDays(7), "cairn.url.read-life");
        assertRefused(Duration.ofDays(2), Duration.ofMinutes(5), Duration.ofDays(7), "cairn.url.write-life");
        assertRefused(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(59), "cairn.upload.life");
    }

    @Test
    void a_password_is_hashed_often() {
        var hour = Duration.ofHours(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Optional.empty(), 5, 9_999, hour, Duration.ofMinutes(5), Duration.ofDays(7)))
                .withMessageContaining("cairn.hash-iterations");
    }

    private static void assertRefused(Duration write, Duration read, Duration upload, String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Optional.empty(), 5, ENOUGH_ITERATIONS, write, read, upload))
                .withMessageContaining(setting);
    }

    private static Settings settings(
            Optional<String> adminToken, int devices, int iterations, Duration write, Duration read, Duration upload) {
        return new Settings(
                URI.create("https://a.example.org"),
                SECRET,
                TestSettings.TOKEN_KEY,
                adminToken,
                true,
                devices,
                iterations,
                TestSettings.store("secret-key"),
                write,
                read,
                upload,
                TestSettings.keeping(Optional.empty()),
                TestSettings.push(20),
                TestSettings.mail("cairn@example.org"),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void a_provider_is_reached_by_https_unless_it_is_on_this_machine() {
        assertThat(oidc("https://id.example.org/realms/all/").issuer())
                .hasToString("https://id.example.org/realms/all/");
        assertThat(oidc("http://localhost:8080").name()).isEqualTo("Example");
        for (var issuer :
                List.of("http://id.example.org", "https://id.example.org?a", "https://id.example.org#a", "id")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> oidc(issuer))
                    .withMessageContaining("cairn.oidc.issuer");
        }
    }

    @Test
    void no_setting_of_a_provider_gives_its_secret_away() {
        assertThat(oidc("https://id.example.org").toString()).doesNotContain("confidential");
    }

    private static Settings.Oidc oidc(String issuer) {
        return new Settings.Oidc(URI.create(issuer), "cairn", "confidential", "Example", false);
    }

    @Test
    void the_key_of_an_edge_is_long_and_plain() {
        var url = URI.create("https://edge.example.org/");

        assertThat(new Settings.Cdn(url, "k".repeat(32)).url()).hasToString("https://edge.example.org");
        for (var key : List.of("k".repeat(31), "k".repeat(32) + "$host", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Settings.Cdn(url, key))
                    .withMessageContaining("cairn.cdn.key");
        }
    }

    @Test
    void a_quota_may_be_nothing_but_not_less() {
        assertThat(TestSettings.keeping(Optional.of(0L)).quota()).contains(0L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.keeping(Optional.of(-1L)))
                .withMessageContaining("cairn.quota");
    }

    @Test
    void objects_outlive_backups_and_urls() {
        var settings = TestSettings.good();

        assertThat(settings.grace()).isGreaterThan(settings.keeping().backups().plus(settings.readLife()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "cairn", "Cairn <cairn@example.org>", "a@example.org\r\nBcc: b@example.org", "a@b, c@d"})
    void mails_come_from_one_address(String from) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.mail(from))
                .withMessageContaining("cairn.mail.from");
    }

    @Test
    void an_administrator_token_is_long_or_none() {
        var hour = Duration.ofHours(1);
        var minute = Duration.ofMinutes(1);
        var week = Duration.ofDays(7);

        assertThat(settings(Optional.of(" "), 5, ENOUGH_ITERATIONS, hour, minute, week)
                        .adminToken())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Optional.of("admin"), 5, ENOUGH_ITERATIONS, hour, minute, week))
                .withMessageContaining("cairn.admin-token");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Optional.empty(), 0, ENOUGH_ITERATIONS, hour, minute, week))
                .withMessageContaining("cairn.device-limit");
    }

    @Test
    void its_text_has_no_secret() {
        var settings = TestSettings.good();

        assertThat(settings.toString() + settings.store())
                .doesNotContain(SECRET)
                .doesNotContain(TestSettings.TOKEN_KEY)
                .doesNotContain("secret-key");
    }

    @Test
    void push_settings_that_cannot_work_are_refused() {
        var second = Duration.ofSeconds(1);

        assertThat(new Settings.Push(Duration.ZERO, second, second, 1).connections())
                .isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings.Push(second.negated(), second, second, 1))
                .withMessageContaining("cairn.push.fresh-for");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings.Push(second, Duration.ZERO, second, 1))
                .withMessageContaining("cairn.push.ask-stale-every");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings.Push(second, second, Duration.ofHours(1), 1))
                .withMessageContaining("cairn.push.poll-every");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings.Push(second, second, second, 0))
                .withMessageContaining("cairn.push.connections");
    }
}
