package dev.cairn.platform.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentPolicyTest {

    private final ContentPolicy policy = new ContentPolicy(TestSettings.at("https://files.example.org:8443"));

    @Test
    void connections_lead_to_the_server_and_to_the_store_alone() {
        assertThat(policy.ofFiles().split("; "))
                .contains(
                        "default-src 'self'",
                        "connect-src 'self' https://store.example.org wss://files.example.org:8443",
                        "frame-ancestors 'none'",
                        "script-src 'self'");
    }

    @Test
    void what_is_made_of_text_runs_only_in_pages_and_what_has_no_nonce_nowhere() {
        assertThat(policy.ofFiles()).doesNotContain("unsafe-eval", "nonce");
        assertThat(policy.ofPage("abc")).endsWith("; script-src 'self' 'nonce-abc' 'unsafe-eval'");
        assertThat(policy.ofPage("abc").replaceFirst("style-src [^;]*", "")).doesNotContain("unsafe-inline");
    }
}
