package dev.cairn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.control.TestSettings;
import org.junit.jupiter.api.Test;

class BrowserCookieTest {

    @Test
    void with_https_it_stays_on_this_host_and_out_of_reach() { // 3.4
        var cookie = new BrowserCookie(TestSettings.at("https://files.example.org"));

        assertThat(cookie.name()).isEqualTo("__Host-cairn");
        assertThat(cookie.holding("token").split("; "))
                .startsWith("__Host-cairn=token")
                .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
                .noneMatch(attribute -> attribute.startsWith("Domain"));
    }

    @Test
    void without_https_it_is_kept_all_the_same() {
        var cookie = new BrowserCookie(TestSettings.at("http://localhost:8080"));

        assertThat(cookie.holding("token").split("; "))
                .startsWith("cairn=token")
                .contains("Path=/", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure");
    }

    @Test
    void it_is_taken_away_by_one_that_is_over() {
        assertThat(new BrowserCookie(TestSettings.good()).cleared())
                .startsWith("__Host-cairn=; ")
                .contains("Max-Age=0;");
    }
}
