package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// X3, X8: what a page of another site can make the browser of somebody who is signed in here send. The browser adds
/// the cookie, no more.
class CrossSiteIT extends DeployedCairn {

    private static final String EVIL = "https://evil.example";

    private final Api api = new Api(cairn().base());
    private Account ada;

    @BeforeEach
    void sign_up() {
        ada = Account.signUp(api, "ada");
    }

    private String cookie() {
        return "cairn=" + ada.refreshToken();
    }

    @Test
    void a_cookie_alone_changes_and_shows_nothing() {
        var folder = ada.folder(ada.top(), "folder");

        for (var method : List.of("GET", "POST", "PATCH", "DELETE")) {
            for (var path : List.of("/folders/" + folder, "/me", "/links", "/trash", "/uploads", "/commit")) {
                var body = method.startsWith("P") ? Map.of("folderName", "changed") : null;
                var answer = api.send(method, path, body, "Cookie", cookie(), "Origin", EVIL);
                assertThat(answer.status()).as(method + " " + path).isIn(401, 405);
            }
        }

        assertThat(ada.names(ada.top())).containsExactly("folder/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void what_a_form_can_send_is_not_read_as_json(String type) {
        var json = "{\"email\":\"" + ada.email() + "\",\"password\":\"" + Account.PASSWORD
                + "\",\"deviceName\":\"x\",\"name\":\"x\"}";

        for (var path : List.of("/auth/sign-in", "/auth/sign-up", "/auth/reset", "/links/open")) {
            api.send("POST", path, json, "Content-Type", type, "Origin", EVIL).expect(415);
        }
    }

    @Test
    void another_site_cannot_read_the_token_that_the_browser_is_given() {
        var answer = api.send("POST", "/auth/browser", null, "Cookie", cookie(), "Origin", EVIL)
                .expect(200);

        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Lax");
        api.send("GET", "/auth/browser", null, "Cookie", answer.header("Set-Cookie"))
                .expect(405);
    }
}
