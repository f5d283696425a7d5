package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Poll;
import jakarta.json.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityIT extends DeployedCairn {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api = new Api(cairn().base());

    private Answer refresh(String token) {
        return api.send("POST", "/auth/refresh", Map.of("refreshToken", token));
    }

    private static void assertOut(Account account) {
        Poll.until(PATIENCE, () -> account.get("/me").status(), status -> status == 401);
        account.get("/me").expectProblem(401, "signed-out");
    }

    @Test
    void who_signs_up_has_an_empty_tree_of_their_own() {
        var ada = Account.signUp(api, "ada");

        var me = ada.get("/me").expect(200);

        assertThat(me.text("email")).isEqualTo(ada.email());
        assertThat(me.text("rootFolderId")).isEqualTo(ada.top());
        assertThat(me.json().getInt("usedBytes")).isZero();
        assertThat(me.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(ada.names(ada.top())).isEmpty();
    }

    @Test
    void a_wrong_password_and_an_unknown_account_answer_alike() {
        var ada = Account.signUp(api, "ada");

        var wrong =
                Account.signingIn(api, ada.email(), "not the password", "x").expectProblem(401, "wrong-credentials");
        var unknown = Account.signingIn(api, "nobody-" + UUID.randomUUID() + "@example.org", "not the password", "x");

        assertThat(unknown.bodyText()).isEqualTo(wrong.bodyText());
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(wrong.headers().map().keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "not an address,Ada,long enough password",
        "a@b,Ada,long enough password",
        "a@example.org%0d%0aBcc:x@example.org,'',long enough password",
        "ada@example.org,'  ',long enough password",
        "ada@example.org,Ada,short"
    })
    void what_cannot_be_an_account_is_refused(String email, String name, String password) {
        api.send("POST", "/auth/sign-up", Map.of("email", email, "name", name, "password", password))
                .expectProblem(400, "bad-request");
    }

    @Test
    void an_address_has_one_account_whatever_its_case() {
        var ada = Account.signUp(api, "ada");

        api.send(
                        "POST",
                        "/auth/sign-up",
                        Map.of("email", ada.email().toUpperCase(), "name", "Eve", "password", Account.PASSWORD))
                .expectProblem(409, "address-taken");
    }

    @Test
    void a_refresh_token_is_good_for_one_exchange() {
        var ada = Account.signUp(api, "ada");

        var second = refresh(ada.refreshToken()).expect(200);
        var third = refresh(second.text("refreshToken")).expect(200);

        assertThat(second.text("refreshToken")).isNotEqualTo(ada.refreshToken());
        assertThat(third.text("refreshToken")).isNotEqualTo(second.text("refreshToken"));
        assertThat(second.text("deviceId")).isEqualTo(ada.deviceId());
        assertThat(second.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void who_lost_the_answer_of_an_exchange_gets_the_same_successor_again() {
        var ada = Account.signUp(api, "ada");

        var first = refresh(ada.refreshToken()).expect(200);
        var again = refresh(ada.refreshToken()).expect(200);

        assertThat(again.text("refreshToken")).isEqualTo(first.text("refreshToken"));
        refresh(again.text("refreshToken")).expect(200);
    }

    @Test
    void a_token_that_comes_again_after_a_minute_ends_the_whole_family() {
        var ada = Account.signUp(api, "ada");
        var successor = refresh(ada.refreshToken()).expect(200);
        int minute = Rows.update(
                cairn().backend(),
                "UPDATE refresh_token SET used_at = used_at - 61000000 WHERE used_at IS NOT NULL AND device_id = ?",
                Integer.parseUnsignedInt(ada.deviceId(), 16));
        assertThat(minute).isEqualTo(1);

        refresh(ada.refreshToken()).expectProblem(401, "signed-out");

        refresh(successor.text("refreshToken")).expectProblem(401, "signed-out");
        assertOut(ada);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64 !", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void what_is_no_refresh_token_is_refused(String token) {
        refresh(token).expectProblem(401, "signed-out");
    }

    @Test
    void sign_out_ends_the_session_at_once() {
        var ada = Account.signUp(api, "ada");

        ada.post("/auth/sign-out", null).expect(204);

        ada.get("/me").expectProblem(401, "signed-out");
        refresh(ada.refreshToken()).expectProblem(401, "signed-out");
    }

    @Test
    void a_new_password_ends_all_other_sessions() {
        var ada = Account.signUp(api, "ada");
        var other = Account.signIn(api, ada.email(), Account.PASSWORD, "other");

        ada.post("/auth/password", Map.of("current", "wrong password", "next", "another good one"))
                .expectProblem(401, "wrong-credentials");
        ada.post("/auth/password", Map.of("current", Account.PASSWORD, "next", "another good one"))
                .expect(204);

        assertOut(other);
        ada.get("/me").expect(200);
        Account.signingIn(api, ada.email(), Account.PASSWORD, "x").expectProblem(401, "wrong-credentials");
        Account.signIn(api, ada.email(), "another good one", "x");
    }

    @Test
    void a_hash_that_was_made_in_another_way_is_renewed_when_its_owner_signs_in() throws Exception {
        var ada = Account.signUp(api, "ada");
        var made = hashOf(ada);
        Rows.update(
                cairn().backend(),
                "UPDATE user SET password_hash = ? WHERE id = ?",
                dated(Account.PASSWORD),
                Long.parseLong(ada.userId(), 16));

        Account.signingIn(api, ada.email(), "wrong password", "x").expect(401);
        assertThat(hashOf(ada)).contains(":20000:");
        Account.signIn(api, ada.email(), Account.PASSWORD, "x");

        assertThat(hashOf(ada)).startsWith(made.substring(0, made.indexOf(':', made.indexOf(':') + 1)));
        Account.signIn(api, ada.email(), Account.PASSWORD, "x");
    }

    private String hashOf(Account account) {
        return Rows.texts(
                        cairn().backend(),
                        "SELECT password_hash FROM user WHERE id = ?",
                        Long.parseLong(account.userId(), 16))
                .getFirst();
    }

    /// As it was hashed by a server that hashed 20,000 times.
    private static String dated(String password) throws GeneralSecurityException {
        var salt = new byte[16];
        var hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 20_000, 256))
                .getEncoded();
        var base64 = Base64.getEncoder();
        return "PBKDF2WithHmacSHA512:20000:" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }

    @Test
    void devices_are_listed_and_removed() {
        var ada = Account.signUp(api, "ada");
        var laptop = Account.signIn(api, ada.email(), Account.PASSWORD, "laptop");

        var devices =
                ada.get("/devices").expect(200).json().getJsonArray("devices").getValuesAs(JsonObject.class);
        assertThat(devices).extracting(device -> device.getString("name")).contains("laptop");
        assertThat(devices)
                .filteredOn(device -> device.getBoolean("current"))
                .extracting(device -> device.getString("deviceId"))
                .containsExactly(ada.deviceId());

        ada.delete("/devices/" + laptop.deviceId()).expect(204);
        ada.delete("/devices/" + laptop.deviceId()).expect(204);

        laptop.get("/me").expectProblem(401, "signed-out");
        refresh(laptop.refreshToken()).expectProblem(401, "signed-out");
    }

    @Test
    void another_persons_device_is_not_there() {
        var ada = Account.signUp(api, "ada");
        var eve = Account.signUp(api, "eve");

        eve.delete("/devices/" + ada.deviceId()).expectProblem(404, "not-found");

        ada.get("/me").expect(200);
    }

    @Test
    void beyond_the_limit_of_devices_one_must_be_named_that_goes() {
        var ada = Account.signUp(api, "ada"); // the first of five
        for (int i = 2; i <= 5; i++) {
            Account.signIn(api, ada.email(), Account.PASSWORD, "device " + i);
        }

        var full = Account.signingIn(api, ada.email(), Account.PASSWORD, "one too many")
                .expectProblem(409, "device-limit");
        assertThat(full.json().getJsonArray("devices")).hasSize(5);
        var replacing = Map.of(
                "email",
                ada.email(),
                "password",
                Account.PASSWORD,
                "deviceName",
                "new",
                "platform",
                "test",
                "replaceDeviceId",
                ada.deviceId());
        var sixth = Account.of(
                api, ada.email(), api.send("POST", "/auth/sign-in", replacing).expect(200));

        assertOut(ada);
        sixth.get("/me").expect(200);
    }

    @Test
    void who_guesses_too_often_must_wait_and_others_need_not() {
        var ada = Account.signUp(api, "ada");
        var bob = Account.signUp(api, "bob");

        int refused = 0;
        Answer answer;
        do {
            answer = Account.signingIn(api, ada.email(), "guess " + refused, "x");
        } while (answer.status() == 401 && ++refused < 30);

        answer.expectProblem(429, "too-many-requests");
        assertThat(refused).isBetween(10, 14);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 31);
        Account.signingIn(api, ada.email(), Account.PASSWORD, "x").expectProblem(429, "too-many-requests");
        Account.signIn(api, bob.email(), Account.PASSWORD, "x");
        ada.get("/me").expect(200);
    }

    @Test
    void the_administrator_token_is_good_once() {
        Rows.update(cairn().backend(), "UPDATE user SET role = 'USER'"); // others have made administrators
        var wrong = signUpAsAdministrator("not the administrator token");
        wrong.expectProblem(403, "forbidden");

        var first = signUpAsAdministrator(cairn().settings().get("cairn.admin-token"));
        var second = signUpAsAdministrator(cairn().settings().get("cairn.admin-token"));

        first.expect(201);
        second.expectProblem(403, "forbidden");
    }

    private Answer signUpAsAdministrator(String token) {
        return api.send(
                "POST",
                "/auth/sign-up",
                Map.of(
                        "email",
                        "admin-" + UUID.randomUUID() + "@example.org",
                        "name",
                        "Admin",
                        "password",
                        Account.PASSWORD,
                        "adminToken",
                        token));
    }

    @Test
    void nobody_makes_themselves_more_than_they_are() { // O5
        var email = "eve-" + UUID.randomUUID() + "@example.org";
        api.send(
                        "POST",
                        "/auth/sign-up",
                        Map.of(
                                "email",
                                email,
                                "name",
                                "Eve",
                                "password",
                                Account.PASSWORD,
                                "role",
                                "ADMIN",
                                "administrator",
                                true,
                                "userId",
                                "00000001",
                                "quotaBytes",
                                -1))
                .expect(201);
        var eve = Account.signIn(api, email, Account.PASSWORD, "x");

        var me = eve.patch(
                        "/me",
                        Map.of(
                                "name", "Eve 2",
                                "email", "else@example.org",
                                "usedBytes", -5,
                                "role", "ADMIN",
                                "userId", "00000001",
                                "rootFolderId", "0000000100000001"))
                .expect(200);

        assertThat(me.text("name")).isEqualTo("Eve 2");
        assertThat(me.text("email")).isEqualTo(email);
        assertThat(me.text("userId")).isEqualTo(eve.userId());
        assertThat(me.text("rootFolderId")).isEqualTo(eve.top());
        assertThat(Rows.texts(cairn().backend(), "SELECT role FROM user WHERE email = ?", email))
                .containsExactly("USER");
    }
}
