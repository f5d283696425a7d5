package dev.cairn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import java.io.ByteArrayInputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/// What the server has answered.
public record Answer(String request, int status, HttpHeaders headers, byte[] body) {

    public Answer {
        body = body.clone();
    }

    public JsonObject json() {
        return (JsonObject) structure();
    }

    public JsonArray array() {
        return (JsonArray) structure();
    }

    private JsonStructure structure() {
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.read();
        }
    }

    /// A member of the answer's JSON that is a string.
    public String text(String member) {
        return json().getString(member);
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// Fails unless the answer has this status.
    public Answer expect(int wanted) {
        assertThat(status).as("%s: %s", request, this).isEqualTo(wanted);
        return this;
    }

    /// Fails unless the answer is a problem of this kind, worded for people.
    ///
    /// @param type as in `/problems/not-found`
    public Answer expectProblem(int wanted, String type) {
        expect(wanted);
        assertThat(header("Content-Type")).as(request).startsWith("application/problem+json");
        assertThat(text("type")).as("%s: %s", request, this).isEqualTo("/problems/" + type);
        assertThat(json().getInt("status")).isEqualTo(wanted);
        assertThat(text("title")).isNotBlank();
        assertThat(text("detail")).isNotBlank().doesNotContain("Exception", "java.", "SQL", "jdbc");
        return this;
    }

    @Override
    public String toString() {
        return status + " " + (body.length > 2000 ? body.length + " bytes" : bodyText());
    }
}
