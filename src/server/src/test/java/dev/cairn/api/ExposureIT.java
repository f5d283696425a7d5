package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the application server would show by itself, and Cairn does not.
class ExposureIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());

    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/metrics", "/WEB-INF/web.xml", "/META-INF/MANIFEST.MF"})
    void the_inside_is_not_public(String path) {
        assertThat(ask("GET", path).status()).isIn(403, 404);
    }

    @Test
    void the_routes_are_not_described() {
        var ada = Account.signUp(api, "ada");

        ada.get("/application.wadl").expect(404);
        assertThat(ada.send("OPTIONS", "/me", null).bodyText()).doesNotContain("wadl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/WEB-INF/web.xml", "/engine", "/content/no-token/x", "/VAADIN/"})
    void errors_do_not_name_what_runs_here(String path) {
        var answer = ask("GET", path);

        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.bodyText()).doesNotContainIgnoringCase("payara").doesNotContain("java.", "Exception");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
    }

    @Test
    void a_folder_of_static_files_is_not_there() throws IOException {
        var webapp = Path.of(System.getProperty("cairn.home"), "webapp");
        try (var all = Files.walk(webapp)) {
            var folders = all.filter(Files::isDirectory)
                    .map(folder -> "/" + webapp.relativize(folder))
                    .filter(folder -> !folder.equals("/"))
                    .toList();

            assertThat(folders)
                    .contains("/engine/upload", "/styles", "/WEB-INF")
                    .allSatisfy(folder -> {
                        assertThat(ask("GET", folder).status()).as(folder).isEqualTo(404);
                        assertThat(ask("GET", folder + "/").status())
                                .as(folder + "/")
                                .isEqualTo(404);
                    });
        }
        assertThat(ask("GET", "/engine/index.js").status()).isEqualTo(200);
    }

    @Test
    void requests_are_not_echoed() {
        assertThat(ask("TRACE", "/").status()).isEqualTo(405);
    }

    @Test
    void the_session_is_in_a_cookie_that_scripts_and_other_sites_do_not_get() {
        var answer = ask("GET", "/");

        assertThat(answer.header("Set-Cookie")).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax");
        assertThat(answer.bodyText()).doesNotContain("jsessionid");
    }

    private Answer ask(String method, String path) {
        return api.fetch("nobody", method, api.base() + path, Map.of(), null);
    }
}
