package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Visitor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What all the tests before have left in the log.
@Order(Integer.MAX_VALUE)
class LogsIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());

    @Test
    void what_is_denied_is_in_the_log_with_who_asked_and_what_they_asked_for() throws IOException {
        var ada = Account.signUp(api, "ada");
        var eve = Account.signUp(api, "eve");
        var folder = ada.folder(ada.top(), "folder");

        eve.get("/folders/" + folder, "X-Request-Id", "edge-of-eve").expectProblem(404, "not-found");
        api.send("GET", "/me", null).expect(401);
        eve.get("/folders/" + folder + "%0aDenied%20(200):%20GET%20all").expect(404);

        assertThat(cairn().log())
                .contains("Denied (404): GET folders/%s, for user %s from 127.0.0.1, request edge-of-eve"
                        .formatted(folder, eve.userId()))
                .contains("Denied (401): GET me, for nobody from 127.0.0.1")
                .doesNotContain("\nDenied (200)");
    }

    @Test
    void no_secret_is_in_the_log() throws IOException { // D11
        var ada = Account.signUp(api, "ada");
        var file = ada.upload(ada.top(), "file", Bytes.fresh(100)).getString("fileId");
        var url = ada.url(ada.top(), file).getString("url");
        Account.signingIn(api, ada.email(), "a wrong password", "x").expect(401);
        api.send("POST", "/auth/refresh", Map.of("refreshToken", ada.refreshToken()))
                .expect(200);
        ada.send("GET", "/me", null, "Authorization", "Bearer nonsense-token-of-mine");
        var link = ada.post("/links", Map.of("nodeId", file, "password", "open sesame, please"))
                .expect(201)
                .json();
        var visitor = Visitor.open(api, link, "open sesame, please");
        api.fetch("anyone", "GET", link.getString("url"), Map.of(), null).expect(200);

        var log = cairn().log();

        assertThat(log).isNotEmpty();
        assertThat(Api.canaries()).noneMatch(log::contains);
        var secrets = List.of(
                "X-Amz-Signature",
                "?token=",
                Account.PASSWORD,
                "a wrong password",
                ada.accessToken(),
                ada.refreshToken(),
                "open sesame, please",
                Visitor.token(link),
                visitor.accessToken(),
                cairn().mailbox().await(ada.email(), "Confirm").token(),
                url.substring(url.indexOf('?')),
                cairn().settings().get("cairn.secret"),
                cairn().settings().get("cairn.token-key"),
                cairn().settings().get("cairn.admin-token"),
                cairn().settings().get("cairn.metrics-token"),
                cairn().settings().get("cairn.store.secret-key"),
                cairn().settings().get("cairn.cdn.key"),
                cairn().settings().get("cairn.store.events-secret"),
                System.getenv("CAIRN_DB_PASSWORD"));
        assertThat(secrets)
                .allSatisfy(secret -> assertThat(log.contains(secret))
                        .as("“%.12s…” is in the log", secret)
                        .isFalse());
    }
}
