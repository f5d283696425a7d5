package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What tells a balancer and a monitoring system how the server is doing.
class ObservabilityIT extends DeployedCairn {

    private static final String SAMPLE = "[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? [-+0-9.Ee]+";

    private final Api api = new Api(cairn().base());

    private Answer ask(String path, Map<String, String> headers) {
        return api.fetch("anyone", "GET", api.base() + path, headers, null);
    }

    private Answer metrics() {
        return ask(
                        "/metrics",
                        Map.of("Authorization", "Bearer " + cairn().settings().get("cairn.metrics-token")))
                .expect(200);
    }

    private static double sample(Answer metrics, String series) {
        return metrics.bodyText()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void the_server_lives_and_is_ready() {
        ask("/health/live", Map.of()).expect(200);
        var ready = ask("/health/ready", Map.of()).expect(200);

        assertThat(ready.bodyText()).contains("database").doesNotContain("jdbc", "127.0.0.1");
    }

    @Test
    void metrics_are_for_who_knows_the_token_alone() {
        var person = Account.signUp(api, "ada");

        ask("/metrics", Map.of()).expect(404);
        ask("/metrics", Map.of("Authorization", "Bearer nonsense")).expect(404);
        ask("/metrics", Map.of("Authorization", "Bearer " + person.accessToken()))
                .expect(404);

        var lines = metrics().bodyText().split("\n");
        assertThat(Arrays.stream(lines).filter(line -> !line.startsWith("#")))
                .allSatisfy(line -> assertThat(line).matches(SAMPLE));
        assertThat(Arrays.stream(lines).filter(line -> line.startsWith("#"))).doesNotHaveDuplicates();
    }

    @Test
    void metrics_count_requests_by_route_and_commits() {
        var person = Account.signUp(api, "ada");
        var series = "cairn_requests_total{code=\"201\",method=\"POST\",route=\"/folders/{folderId}/folders\"}";
        var before = metrics();

        person.folder(person.folder(person.top(), "one"), "two");
        var after = metrics();

        assertThat(sample(after, series) - sample(before, series)).isEqualTo(2);
        assertThat(sample(after, "cairn_commits_total") - sample(before, "cairn_commits_total"))
                .isGreaterThanOrEqualTo(2);
        assertThat(sample(after, "cairn_request_seconds_count{method=\"POST\"}")
                        - sample(before, "cairn_request_seconds_count{method=\"POST\"}"))
                .isGreaterThanOrEqualTo(2);
        assertThat(sample(after, "cairn_database_up")).isEqualTo(1);
        assertThat(sample(after, "cairn_store_up")).isEqualTo(1);
        assertThat(after.bodyText()).contains("cairn_job_failed{job=\"send mail\"} 0.0");
    }

    @Test
    void metrics_count_bytes_in_both_directions_and_chunks_that_need_not_be_sent() {
        var person = Account.signUp(api, "ada");
        var chunk = Bytes.fresh(5000);
        var before = metrics();

        var upload = person.openUpload();
        person.sendPack(upload, 0, List.of(chunk));
        var file = person.commitOne(List.of(upload), Account.put(person.top(), "once", List.of(chunk)));
        person.download(person.top(), file.getString("nodeId"));
        var other = person.openUpload();
        person.post(
                        "/uploads/" + other + "/missing",
                        Map.of("chunks", List.of(List.of(Account.sha256(chunk), 5000), List.of("0".repeat(64), 1))))
                .expect(200);
        var after = metrics();

        assertThat(grown(before, after, "cairn_transferred_bytes_total{direction=\"in\"}"))
                .isGreaterThanOrEqualTo(5000);
        assertThat(grown(before, after, "cairn_transferred_bytes_total{direction=\"out\"}"))
                .isGreaterThanOrEqualTo(5000);
        assertThat(grown(before, after, "cairn_chunks_asked_total{answer=\"known\"}"))
                .isGreaterThanOrEqualTo(1);
        assertThat(grown(before, after, "cairn_chunks_asked_total{answer=\"missing\"}"))
                .isGreaterThanOrEqualTo(1);
    }

    private static double grown(Answer before, Answer after, String series) {
        return sample(after, series) - sample(before, series);
    }

    @Test
    void a_request_keeps_the_id_that_the_edge_gave_it() {
        var given = "edge-" + UUID.randomUUID();

        assertThat(ask("/api/v1/me", Map.of("X-Request-Id", given)).header("X-Request-Id"))
                .isEqualTo(given);
        assertThat(ask("/sign-in", Map.of()).header("X-Request-Id")).isNotBlank();
        assertThat(ask("/sign-in", Map.of("X-Request-Id", "<script> x")).header("X-Request-Id"))
                .isNotBlank()
                .doesNotContain("script");
    }
}
