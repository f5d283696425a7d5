package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Visitor;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
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
            var claimed = "198.51.100." + i; // as if each came from somewhere else
            var body = Map.of("token", "x".repeat(30) + (10 + i));
            statuses.add(
                    api.send("POST", "/links/open", body, "X-Forwarded-For", claimed, "Forwarded", "for=" + claimed)
                            .status());
        }
        var wrong = new HashSet<Integer>();
        for (int i = 0; i < 12; i++) {
            wrong.add(Visitor.opening(api, locked, "wrong password " + i).status());
        }

        assertThat(statuses).containsExactlyInAnyOrder(404, 429);
        assertThat(wrong).containsExactlyInAnyOrder(401, 429);
        Visitor.open(api, open, null).url(file).expect(200);
    }

    @Test
    void a_sealed_token_of_a_visit_or_a_url_is_not_to_be_guessed_anywhere() { // S2
        var visitor = Visitor.open(api, link(Map.of("nodeId", file)), null);
        var good = visitor.accessToken();
        int middle = good.length() / 2;
        var wrong = good.substring(0, middle) + (good.charAt(middle) == 'A' ? 'B' : 'A') + good.substring(middle + 1);

        for (var path : List.of(
                "/links/visit",
                "/links/visit/files/" + file + "/pre-signed-url",
                "/links/visit/files/" + file + "/manifest",
                "/links/visit/files/" + file + "/preview")) {
            var answer = api.send("GET", path, null, "Authorization", "Bearer " + wrong);
            assertThat(answer.status()).as(path).isEqualTo(401);
        }
        for (var path : List.of("/s/content/" + file + "00000001/file", "/s/preview/" + file + "00000001/small")) {
            api.fetch("nobody", "GET", api.base() + path + "?token=" + wrong, Map.of(), null)
                    .expect(404);
        }
    }
}
