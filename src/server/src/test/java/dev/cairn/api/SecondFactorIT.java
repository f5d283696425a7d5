package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Answer;
import dev.cairn.testing.Api;
import dev.cairn.testing.Authenticator;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Promotion;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A code of an authenticator, beside the password.
class SecondFactorIT extends DeployedCairn {

    private static final Map<String, String> PASSWORD = Map.of("password", Account.PASSWORD);

    private final Api api = new Api(cairn().base());

    @AfterEach
    void nobody_administers() {
        Promotion.undo(cairn());
    }

    private record Enrolled(Authenticator app, List<String> recoveryCodes) {}

    private static Authenticator begin(Account account) {
        var begun = account.post("/me/second-factor", PASSWORD).expect(200);
        assertThat(begun.text("uri"))
                .isEqualTo("otpauth://totp/Cairn:" + account.email().replace("@", "%40") + "?secret="
                        + begun.text("secret") + "&issuer=Cairn");
        return new Authenticator(begun.text("secret"));
    }

    private static Enrolled enroll(Account account) {
        var app = begin(account);
        var codes = account.post("/me/second-factor/prove", Map.of("code", app.code()))
                .expect(200)
                .json()
                .getJsonArray("recoveryCodes")
                .getValuesAs(JsonString::getString);
        return new Enrolled(app, codes);
    }

    private Answer signIn(Account account, String code) {
        return api.send(
                "POST",
                "/auth/sign-in",
                Map.of("email", account.email(), "password", Account.PASSWORD, "code", code, "deviceName", "new"));
    }

    @Test
    void who_has_a_second_factor_signs_in_with_a_code_that_is_good_once() {
        var ada = Account.signUp(api, "ada");
        var app = enroll(ada).app;

        Account.signingIn(api, ada.email(), Account.PASSWORD, "x").expectProblem(401, "second-factor");
        Account.signingIn(api, ada.email(), "a wrong password", "x").expectProblem(401, "wrong-credentials");
        signIn(ada, " ").expectProblem(401, "second-factor");
        signIn(ada, "12345").expectProblem(401, "wrong-credentials");
        var code = app.code();
        signIn(ada, code).expect(200);

        signIn(ada, code).expectProblem(401, "wrong-credentials");
        ada.get("/me").expect(200);
    }

    @Test
    void a_code_is_as_good_as_before_where_there_was_no_room_for_the_device() {
        var ada = Account.signUp(api, "ada"); // the first of five
        for (int i = 2; i <= 5; i++) {
            Account.signIn(api, ada.email(), Account.PASSWORD, "device " + i);
        }
        var code = enroll(ada).app.code();
        var replacing = Map.of(
                "email",
                ada.email(),
                "password",
                Account.PASSWORD,
                "code",
                code,
                "deviceName",
                "new",
                "replaceDeviceId",
                ada.deviceId());

        signIn(ada, code).expectProblem(409, "device-limit");
        api.send("POST", "/auth/sign-in", replacing).expect(200);

        signIn(ada, code).expectProblem(401, "wrong-credentials");
    }

    @Test
    void one_that_was_never_proven_is_not_asked_for() {
        var ada = Account.signUp(api, "ada");
        begin(ada);
        begin(ada);

        ada.post("/me/second-factor/prove", Map.of("code", "12345")).expectProblem(401, "wrong-credentials");

        Account.signIn(api, ada.email(), Account.PASSWORD, "x");
        assertThat(ada.get("/me/second-factor").json().getBoolean("on")).isFalse();
    }

    @Test
    void a_recovery_code_lets_in_once_however_it_is_typed() {
        var ada = Account.signUp(api, "ada");
        var codes = enroll(ada).recoveryCodes;
        var typed = codes.getFirst().toLowerCase(Locale.ROOT).replace("-", " ");

        signIn(ada, typed).expect(200);
        signIn(ada, codes.getFirst()).expectProblem(401, "wrong-credentials");
        signIn(ada, codes.getLast()).expect(200);

        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(ada.get("/me/second-factor").json().getInt("recoveryCodes")).isEqualTo(8);
    }

    @Test
    void recovery_codes_of_others_are_worth_nothing() {
        var ada = Account.signUp(api, "ada");
        var bob = Account.signUp(api, "bob");
        enroll(ada);
        var bobs = enroll(bob).recoveryCodes;

        signIn(ada, bobs.getFirst()).expectProblem(401, "wrong-credentials");
    }

    @Test
    void to_turn_it_on_or_off_asks_for_the_password_and_off_for_a_code_too() {
        var ada = Account.signUp(api, "ada");
        var wrong = Map.of("password", "a wrong password");
        ada.post("/me/second-factor", wrong).expectProblem(401, "wrong-credentials");
        var codes = enroll(ada).recoveryCodes;

        ada.post("/me/second-factor", PASSWORD).expectProblem(409, "conflict");
        ada.post("/me/second-factor/off", wrong).expectProblem(401, "wrong-credentials");
        ada.post("/me/second-factor/off", PASSWORD).expectProblem(401, "second-factor");
        ada.post("/me/second-factor/off", Map.of("password", Account.PASSWORD, "code", codes.getFirst()))
                .expect(204);

        Account.signIn(api, ada.email(), Account.PASSWORD, "x");
        signIn(ada, codes.getLast()).expect(200); // nobody asks for it
    }

    @Test
    void who_did_not_do_it_learns_of_it_by_mail() {
        var ada = Account.signUp(api, "ada");

        var codes = enroll(ada).recoveryCodes;
        cairn().mailbox().await(ada.email(), "asks for a second factor");
        ada.post("/me/second-factor/off", Map.of("password", Account.PASSWORD, "code", codes.getFirst()))
                .expect(204);

        assertThat(cairn().mailbox().await(ada.email(), "no second factor any more"))
                .isNotNull();
    }

    @Test
    void what_is_dangerous_asks_an_administrator_for_a_code_too() {
        var root = Promotion.administrator(cairn(), "root");
        var app = enroll(root).app;

        root.post("/admin/confirm", PASSWORD).expectProblem(401, "second-factor");
        root.post("/admin/confirm", Map.of("password", Account.PASSWORD, "code", app.code()))
                .expect(204);

        root.get("/admin/audit/csv").expect(200);
    }

    @Test
    void an_administrator_helps_who_has_lost_everything() {
        var root = Promotion.administrator(cairn(), "root");
        var ada = Account.signUp(api, "ada");
        enroll(ada);
        var path = "/admin/users/" + ada.userId();

        root.delete(path + "/second-factor").expectProblem(403, "confirm-password");
        root.post("/admin/confirm", PASSWORD).expect(204);
        assertThat(root.get(path).json().getBoolean("secondFactor")).isTrue();
        root.delete(path + "/second-factor").expect(204);
        root.delete(path + "/second-factor").expect(204);

        Account.signIn(api, ada.email(), Account.PASSWORD, "x");
        assertThat(root.get("/admin/audit?q=" + ada.email())
                        .json()
                        .getJsonArray("entries")
                        .getValuesAs(entry -> entry.asJsonObject().getString("act")))
                .containsExactly("SECOND_FACTOR_RESET");
    }
}
