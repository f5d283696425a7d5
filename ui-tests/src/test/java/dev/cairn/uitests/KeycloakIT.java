package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.standalone.Launcher;
import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Signing in at a Keycloak, from `cairn up` with the settings that `src/docs/operations.md` names.
@Tag("long")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KeycloakIT {

    private static final Path HOME = Path.of(System.getProperty("cairn.home")).normalize();
    private static final String ADA = "ada@example.org";
    private static final String GRACE = "grace@example.org";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    private final int port = freePort();
    private final URI base = URI.create("http://localhost:" + port);

    @Test
    void people_sign_in_at_a_real_provider() throws Exception {
        try (var keycloak = new Keycloak(
                        freePort(), URI.create(base + "/sign-in/provider"), Account.PASSWORD, List.of(ADA, GRACE));
                var _ = new Up(keycloak)) {
            new Api(base)
                    .send("POST", "/auth/sign-up", Map.of("email", ADA, "name", "Ada", "password", Account.PASSWORD))
                    .expect(201);

            try (var browser = new Browser()) {
                browser.open(base.toString());
                signInThere(browser, ADA);
                // the address is verified, but the administrator has not said that this is enough
                browser.find("vaadin-password-field input").sendKeys("not the password");
                browser.find("#join").click();
                browser.find(".problem", "password is wrong");
                browser.run("document.querySelector('vaadin-password-field').value = ''");
                browser.find("vaadin-password-field input").sendKeys(Account.PASSWORD);
                browser.find("#join").click();
                browser.find("#entries, #empty");
                assertThat(browser.driver().getCurrentUrl()).isEqualTo(base + "/files");

                signOut(browser);
                browser.find("#provider").click(); // who is signed in there still is
                browser.find("#entries, #empty");
            }

            try (var browser = new Browser()) {
                browser.open(base + "/trash");
                signInThere(browser, GRACE);
                browser.find("#open").click();
                browser.await(page -> page.getCurrentUrl().equals(base + "/trash"));
                signOut(browser);
            }
            assertThat(Account.signingIn(new Api(base), GRACE, "", "x").status())
                    .isEqualTo(401); // an account without a password is not one with an empty password
        }
    }

    private static void signInThere(Browser browser, String email) {
        browser.find("#provider").click();
        browser.find("#username").sendKeys(email);
        browser.find("#password").sendKeys(Account.PASSWORD);
        browser.find("#kc-login").click();
    }

    private static void signOut(Browser browser) {
        browser.find("#person-menu").click();
        browser.find("#sign-out").click();
        browser.find("#forgotten");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `cairn up` in a process of its own.
    private final class Up implements AutoCloseable {

        private final Process process;

        /// Starts it and waits until it says that it is ready.
        Up(Keycloak keycloak) throws IOException {
            var built = HOME.resolve("src/standalone/target");
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            built.resolve("cairn-standalone.jar") + ":" + built.resolve("program/lib/*"),
                            Launcher.class.getName(),
                            HOME.toString(),
                            "--data=" + disk.resolve("data"),
                            "--port=" + port,
                            "--store-port=" + freePort())
                    .redirectErrorStream(true);
            builder.environment()
                    .putAll(Map.of(
                            "CAIRN_OIDC_ISSUER",
                            keycloak.issuer().toString(),
                            "CAIRN_OIDC_CLIENT_ID",
                            Keycloak.CLIENT,
                            "CAIRN_OIDC_CLIENT_SECRET",
                            Keycloak.SECRET,
                            "CAIRN_OIDC_NAME",
                            "Keycloak"));
            process = builder.start();
            var said = new ArrayList<String>();
            var out = process.inputReader();
            for (var line = out.readLine(); line == null || !line.contains("is ready"); line = out.readLine()) {
                if (line == null) {
                    throw new AssertionError("It did not start: " + String.join("\n", said));
                }
                said.add(line);
            }
        }

        /// Stops it in order.
        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
