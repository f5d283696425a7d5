package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The store says by itself what has arrived; whoever else does is not heard.
class StoreEventsIT extends DeployedCairn {

    private static final String NOT_UPLOADED = "1";
    private static final String UPLOADED = "2";

    private final Api api = new Api(cairn().base());
    private final byte[] content = Bytes.fresh(1000);

    private Account ada;
    private JsonObject signed;
    private String key;

    @BeforeEach
    void begin() {
        ada = Account.signUp(api, "ada");
        signed = ada.offer(ada.openUpload(), 0, List.of(content))
                .expect(200)
                .array()
                .getJsonObject(0);
        key = Store.keyOf(signed.getString("url"));
    }

    private Answer tell(String authorization, Object body) {
        return api.send("POST", "/store-events", body, "Authorization", authorization);
    }

    private static String secret() {
        return "Bearer " + cairn().settings().get("cairn.store.events-secret");
    }

    private static Map<String, ?> event(String bucket, String key) {
        return Map.of(
                "EventName",
                "s3:ObjectCreated:Put",
                "Records",
                List.of(Map.of(
                        "eventSource",
                        "aws:s3",
                        "s3",
                        Map.of("bucket", Map.of("name", bucket), "object", Map.of("key", key, "size", 1000)))));
    }

    /// As it is in the database: asking the server would make it look.
    private void assertStatus(String expected) {
        assertThat(Rows.texts(cairn().backend(), "SELECT status FROM upload_pack WHERE object_key = ?", key))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "%2F"})
    void a_pack_that_the_store_tells_of_has_arrived_before_anybody_asks(String slash) {
        ada.put(signed, content).expect(200);
        assertStatus(NOT_UPLOADED);

        var told = event("cairn", key.replace("/", slash));
        tell(secret(), told).expect(204);
        tell(secret(), told).expect(204);

        assertStatus(UPLOADED);
    }

    @Test
    void what_is_told_is_never_believed() { // D12
        tell(secret(), event("cairn", key)).expect(204); // it is not there
        assertStatus(NOT_UPLOADED);
        ada.put(signed, content).expect(200);

        tell(secret(), event("another", key)).expect(204);
        tell(secret(), event("cairn", "packs/" + "0".repeat(32))).expect(204);

        assertStatus(NOT_UPLOADED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer changeme", "Basic changeme", "AWS4-HMAC-SHA256 x"})
    void without_the_secret_nobody_is_heard(String authorization) { // D12
        ada.put(signed, content).expect(200);

        tell(authorization, event("cairn", key)).expectProblem(403, "forbidden");
        tell("Bearer " + ada.accessToken(), event("cairn", key)).expectProblem(403, "forbidden");
        tell(secret() + "x", event("cairn", key)).expectProblem(403, "forbidden");

        assertStatus(NOT_UPLOADED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"Records\":[{}]}",
                "{\"Records\":[{\"s3\":{\"bucket\":{\"name\":\"cairn\"}}}]}",
                "{\"Records\":[{\"s3\":{\"bucket\":{\"name\":\"cairn\"},\"object\":{\"key\":\"%zz\"}}}]}"
            })
    void what_is_no_event_is_refused(String body) {
        tell(secret(), body).expectProblem(400, "bad-request");
    }

    @Test
    void more_than_are_looked_for_at_once_are_refused() {
        var records = IntStream.rangeClosed(0, 1000)
                .mapToObj(i ->
                        Map.of("s3", Map.of("bucket", Map.of("name", "cairn"), "object", Map.of("key", "x" + i))))
                .toList();

        tell(secret(), Map.of("Records", records)).expectProblem(413, "too-large");
    }
}
