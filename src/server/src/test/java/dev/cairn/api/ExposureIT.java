package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    void a_range_of_what_is_not_there_is_not_there_either() {
        var url = api.base() + "/content/0123456789abcdef01234567/x?token=none";

        for (var headers :
                List.of(Map.of("Range", "bytes=0-9"), Map.of("If-None-Match", "*"), Map.of("Range", "bytes=900000-"))) {
            var answer = api.fetch("nobody", "GET", url, headers, null);
            assertThat(answer.status()).as("%s", headers).isEqualTo(404);
            assertThat(answer.header("Content-Range")).isEmpty();
        }
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

    @ParameterizedTest
    @ValueSource(strings = {"/engine/worker.js", "/styles/cairn.css", "/api/v1/me", "/content/no-token/x"})
    void answers_let_nothing_run_but_files_of_this_server(String path) {
        var answer = ask("GET", path);

        assertThat(scripts(answer)).isIn("script-src 'self'", "default-src 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Strict-Transport-Security")).as("over HTTP").isEmpty();
    }

    @Test
    void pages_let_nothing_run_but_the_scripts_that_came_with_them() {
        var first = ask("GET", "/");
        var second = ask("GET", "/");

        assertThat(scripts(first)).matches("script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'unsafe-eval'");
        assertThat(scripts(first)).isNotEqualTo(scripts(second));
        assertThat(first.header("Content-Security-Policy"))
                .contains("frame-ancestors 'none'", "object-src 'none'", "base-uri 'self'");
        assertThat(first.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    /// What the policy of an answer says of scripts.
    private static String scripts(Answer answer) {
        return Arrays.stream(answer.header("Content-Security-Policy").split("; "))
                .filter(rule -> rule.startsWith("script-src") || rule.equals("default-src 'none'"))
                .collect(Collectors.joining());
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
