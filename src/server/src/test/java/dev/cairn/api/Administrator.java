package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.Backend;
import dev.cairn.testing.Poll;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Somebody who may start background work.
final class Administrator {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(3);

    private final Account account;

    Administrator(Api api, Backend backend) {
        var person = Account.signUp(api, "admin");
        assertThat(Rows.update(backend, "UPDATE user SET role = 'ADMIN' WHERE email = ?", person.email()))
                .isEqualTo(1);
        account = Account.signIn(api, person.email(), Account.PASSWORD, "console");
    }

    /// Sets what a person may have.
    void limit(Account person, Map<String, ?> limits) {
        account.post("/admin/confirm", Map.of("password", Account.PASSWORD)).expect(204);
        account.send("PUT", "/admin/users/" + person.userId() + "/limits", limits)
                .expect(200);
    }

    /// What a person has, as the console shows it.
    JsonObject storageOf(Account person) {
        return account.get("/admin/users/" + person.userId() + "/storage")
                .expect(200)
                .json();
    }

    JsonObject storage() {
        return account.get("/admin/storage").expect(200).json();
    }

    String dryRun(String job) {
        return account.post(path(job) + "/dry-run", Map.of()).expect(200).text("outcome");
    }

    /// Runs a job, and waits until a run that began after this call has ended.
    ///
    /// @return what it says of itself
    JsonObject run(String job) {
        var before = Poll.until(LONGEST_RUN, () -> job(job), now -> !now.getBoolean("running"))
                .get("startedAt");
        account.post(path(job) + "/run", Map.of()).expect(202);
        return Poll.until(
                LONGEST_RUN,
                () -> job(job),
                now -> !now.getBoolean("running") && !now.get("startedAt").equals(before));
    }

    private JsonObject job(String name) {
        return account.get("/admin/jobs").expect(200).json().getJsonArray("jobs").getValuesAs(JsonObject.class).stream()
                .filter(job -> job.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String path(String job) {
        return "/admin/jobs/" + URLEncoder.encode(job, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
