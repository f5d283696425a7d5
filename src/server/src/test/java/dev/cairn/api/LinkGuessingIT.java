package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Visitor;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Late, because it uses up what this machine's address may guess.
@Order(Integer.MAX_VALUE - 1)
class LinkGuessingIT extends DeployedCairn {

    private static final String PASSWORD = "open sesame, please";

    private final Api api = new Api(cairn().base());
    private Account ada;
    private String file;

    @BeforeEach
    void upload() {
        ada = Account.signUp(api, "ada");
        file = ada.upload(ada.top(), "file", "x".getBytes(StandardCharsets.UTF_8))
                .getString("fileId");
    }

    private JsonObject link(Map<String, ?> terms) {
        return ada.post("/links", terms).expect(201).json();
    }

    @Test
    void who_guesses_is_slowed_down_and_a_good_link_still_opens() { // S2
        var open = link(Map.of("nodeId", file));
        var locked = link(Map.of("nodeId", file, "password", PASSWORD));

        var statuses = new HashSet<Integer>();
        for (int i = 0; i < 60; i++) {
            statuses.add(Visitor.opening(api, "x".repeat(30) + (10 + i), null).status());
        }
        var wrong = new HashSet<Integer>();
        for (int i = 0; i < 12; i++) {
            wrong.add(Visitor.opening(api, locked, "wrong password " + i).status());
        }

        assertThat(statuses).containsExactlyInAnyOrder(404, 429);
        assertThat(wrong).containsExactlyInAnyOrder(401, 429);
        Visitor.open(api, open, null).url(file).expect(200);
    }
}
