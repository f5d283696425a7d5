package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/// Signs people up at a running Cairn.
final class People {

    private People() {}

    /// @return the new person's address
    static String signUp(RunningCairn cairn) throws IOException, InterruptedException {
        var email = "person-" + UUID.randomUUID() + "@example.org";
        var body = """
                {"email": "%s", "name": "Person", "password": "%s"}""".formatted(email, ClientProcess.password());
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + cairn.port() + "/api/v1/auth/sign-up"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
        return email;
    }
}
