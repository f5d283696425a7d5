package dev.cairn.uitests;

import dev.cairn.testing.Poll;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A real OpenID provider on this machine, with one client and some people who have the tests' password.
final class Keycloak implements AutoCloseable {

    static final String CLIENT = "cairn";
    static final String SECRET = "only-for-the-tests-0123456789abcdef";

    private static final String REALM = "stones";
    private static final Path PROGRAM = Path.of("target", "keycloak").toAbsolutePath();

    /// On two busy cores; an idle machine needs a tenth of it.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int port;
    private final Process process;

    /// Starts it, and waits until it answers.
    ///
    /// @param redirect where it sends people back to
    /// @param emails of the people, whose addresses it calls verified
    Keycloak(int port, URI redirect, String password, List<String> emails) throws IOException {
        this.port = port;
        var home = program();
        var realms = Files.createDirectories(home.resolve("data/import"));
        Files.writeString(
                realms.resolve(REALM + "-realm.json"),
                realm(redirect, password, emails).toString());
        var builder = new ProcessBuilder(
                        "/bin/bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--db=dev-mem",
                        "--cache=local",
                        "--http-host=127.0.0.1",
                        "--hostname=http://localhost:" + port,
                        "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("server.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.start();
        Poll.until(PATIENCE, this::status, status -> status == 200);
    }

    /// The directory in the archive has the version in its name.
    private static Path program() throws IOException {
        try (var found = Files.newDirectoryStream(PROGRAM, "keycloak-*")) {
            return found.iterator().next();
        }
    }

    URI issuer() {
        return URI.create("http://localhost:" + port + "/realms/" + REALM);
    }

    private int status() {
        var request = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject realm(URI redirect, String password, List<String> emails) {
        var client = Json.createObjectBuilder()
                .add("clientId", CLIENT)
                .add("secret", SECRET)
                .add("publicClient", false)
                .add("redirectUris", Json.createArrayBuilder().add(redirect.toString()))
                .add("attributes", Json.createObjectBuilder().add("pkce.code.challenge.method", "S256"));
        var people = Json.createArrayBuilder();
        emails.forEach(email -> people.add(person(email, password)));
        return Json.createObjectBuilder()
                .add("realm", REALM)
                .add("enabled", true)
                .add("clients", Json.createArrayBuilder().add(client))
                .add("users", people)
                .build();
    }

    private static JsonObjectBuilder person(String email, String password) {
        return Json.createObjectBuilder()
                .add("username", email)
                .add("email", email)
                .add("emailVerified", true)
                .add("firstName", "Somebody")
                .add("lastName", "Else")
                .add("enabled", true)
                .add(
                        "credentials",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("type", "password")
                                        .add("value", password)));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
    }
}
