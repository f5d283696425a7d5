package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import dev.cairn.testing.Promotion;
import dev.cairn.testing.TinyProvider;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who comes in by the OpenID provider. What is believed of one is in `OpenIdProviderTest`.
class ProviderSignInIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());

    @SuppressWarnings("NullAway.Init")
    private TinyProvider provider;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeEach
    void open() {
        provider = TinyProvider.startFor(cairn());
        browser = new Browser();
        browser.open(cairn().base().toString());
    }

    @AfterEach
    void close() {
        browser.close();
        provider.close();
        Promotion.undo(cairn());
    }

    @Test
    void who_is_new_opens_an_account_and_comes_in_by_the_button_from_then_on() {
        var email = "grace-" + UUID.randomUUID() + "@example.org";
        provider.signIn(Map.of("sub", email, "email", email, "name", "Grace"));

        press("#provider");
        browser.find(".sign-in-form p", "Grace");
        press("#open");
        browser.find("#empty");
        signOut();
        press("#provider");
        browser.find("#empty");

        assertThat(browser.driver().getCurrentUrl()).isEqualTo(cairn().base() + "/files");
        assertThat(cairn().mailbox().await(email, "").subject()).contains("address"); // not proven by another's word
        assertThat(joinings(email)).containsExactly("NEW_ACCOUNT " + provider.issuer());
    }

    @Test
    void who_has_an_account_gives_its_password_once_and_stays_out_while_it_is_suspended() {
        var ada = Account.signUp(api, "Ada");
        provider.signIn(Map.of("sub", ada.email(), "email", ada.email())); // not verified

        press("#provider");
        join("not the password");
        browser.find(".problem", "password is wrong");
        browser.run("document.querySelector('vaadin-password-field').value = ''");
        join(Account.PASSWORD);
        browser.find("#empty");
        cairn().mailbox().await(ada.email(), "without its password");

        signOut();
        press("#provider");
        browser.find("#empty");
        part();
        signOut();
        press("#provider");
        join(Account.PASSWORD);
        browser.find("#empty");

        signOut();
        suspend(ada);
        press("#provider");
        browser.find(".problem", "closed");
        browser.open(cairn().base() + "/files");
        browser.find("#forgotten");
        var joined = "PASSWORD " + provider.issuer();
        assertThat(joinings(ada.email())).containsExactly(joined, joined);
    }

    @Test
    void an_address_is_enough_only_where_both_hold_it_for_proven() {
        var ada = Account.signUp(api, "Ada");
        provider.signIn(Map.of("sub", ada.email(), "email", ada.email(), "email_verified", true));
        press("#provider");
        browser.find("#join"); // somebody may have signed up with an address that is not theirs

        prove(ada);
        browser.find(".quiet-link").click();
        press("#provider");
        browser.find("#empty");

        assertThat(joinings(ada.email())).containsExactly("TRUSTED_ADDRESS " + provider.issuer());
    }

    @Test
    void an_answer_that_this_browser_has_not_asked_for_lets_nobody_in() {
        var ada = UUID.randomUUID().toString();
        provider.signIn(Map.of("sub", ada, "email", ada + "@example.org"));

        for (var answer : List.of("code=code-1&state=x", "error=access_denied", "")) {
            browser.open(cairn().base() + "/sign-in/provider?" + answer);
            browser.find(".problem", "Begin once more");
        }

        browser.open(cairn().base() + "/files");
        browser.find("#forgotten");
    }

    private void press(String button) {
        browser.await(_ -> {
            browser.find(button).click();
            return true;
        });
    }

    /// Waits for the page that asks who is new for a password, since the one before has such a field, too.
    private void join(String password) {
        browser.find("#join");
        browser.find("vaadin-password-field input").sendKeys(password);
        press("#join");
    }

    private void signOut() {
        press("#person-menu");
        press("#sign-out");
        browser.find("#forgotten");
    }

    private void part() {
        press("#person-menu");
        press("#identity");
        browser.find("#part-password input").sendKeys(Account.PASSWORD);
        press("#part");
        browser.find("vaadin-notification-card", "does not let you in");
    }

    private void prove(Account person) {
        var mail = cairn().mailbox().await(person.email(), "address");
        var token = mail.plain().replaceFirst("(?s).*token=([^\\s]+).*", "$1");
        api.send("POST", "/auth/verify-email", Map.of("token", token)).expect(204);
    }

    private void suspend(Account person) {
        var root = Promotion.administrator(cairn(), "root");
        root.post("/admin/confirm", Map.of("password", Account.PASSWORD)).expect(204);
        root.patch("/admin/users/" + person.userId(), Map.of("suspended", true)).expect(200);
    }

    /// How the audit log says that somebody was joined with an identity.
    private List<String> joinings(String email) {
        return Promotion.administrator(cairn(), "root")
                .get("/admin/audit?q=" + email)
                .expect(200)
                .json()
                .getJsonArray("entries")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(entry -> entry.getString("act").equals("IDENTITY_JOINED"))
                .map(entry -> entry.getString("detail"))
                .toList();
    }
}
