package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/// Who comes in, and how they leave.
class SignInIT extends DeployedCairn {

    private static final int DEVICE_LIMIT = 5;
    private static final String NEW_PASSWORD = "a quite different one";

    private final Api api = new Api(cairn().base());

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser();
        browser.open(cairn().base().toString());
        browser.find("#submit");
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void who_is_not_signed_in_is_asked_to() {
        var password = browser.find("vaadin-password-field");

        assertThat(password.isDisplayed()).isTrue();
        assertThat(browser.driver().getCurrentUrl()).contains("/sign-in");
    }

    @Test
    void a_new_person_signs_up_out_and_in_again() {
        var email = "grace-" + UUID.randomUUID() + "@example.org";
        browser.find("#other").click();
        browser.find("vaadin-text-field:not([hidden]) input").sendKeys("Grace");
        fillIn(email, "short");
        assertThat(problem()).contains("10 characters");
        fillIn(email, Account.PASSWORD);
        browser.find("#empty");

        choose("#sign-out");
        browser.find("#forgotten");
        browser.open(cairn().base() + "/files");
        browser.find("#forgotten");
        fillIn(email, "not the password");
        assertThat(problem()).contains("password");
        fillIn(email, Account.PASSWORD);
        browser.find("#empty");
    }

    @Test
    void the_session_that_a_stranger_knows_is_not_the_one_that_is_signed_in() { // 3.4
        var person = Account.signUp(api, "Ada");
        var before = session();

        fillIn(person.email(), Account.PASSWORD);
        browser.find("#empty");

        assertThat(session()).isNotEqualTo(before);
    }

    @Test
    void who_has_too_many_devices_chooses_one_that_goes() {
        var person = Account.signUp(api, "Ada");
        for (int i = 2; i <= DEVICE_LIMIT; i++) {
            Account.signIn(api, person.email(), Account.PASSWORD, "laptop " + i);
        }

        fillIn(person.email(), Account.PASSWORD);
        assertThat(problem()).contains("devices");
        browser.find("vaadin-select").click();
        browser.find("vaadin-select-item", "Ada's device").click();
        browser.find("#submit").click();

        browser.find("#empty");
        person.get("/me").expectProblem(401, "signed-out");
    }

    @Test
    void a_page_whose_device_was_removed_elsewhere_asks_to_sign_in_again() {
        var person = Account.signUp(api, "Ada");
        fillIn(person.email(), Account.PASSWORD);
        browser.find("#empty");
        var here = person.get("/devices").expect(200).json().getJsonArray("devices").stream()
                .map(device -> device.asJsonObject())
                .filter(device -> !device.getBoolean("current"))
                .findFirst()
                .orElseThrow();

        person.delete("/devices/" + here.getString("deviceId")).expect(204);

        browser.open(cairn().base() + "/files");
        browser.find("#forgotten");
    }

    @Test
    void a_new_password_signs_the_other_devices_out_and_this_one_stays() {
        var person = Account.signUp(api, "Ada");
        fillIn(person.email(), Account.PASSWORD);
        choose("#change-password");

        changePassword("not the password", NEW_PASSWORD);
        assertThat(problem()).contains("password");
        changePassword(Account.PASSWORD, NEW_PASSWORD);
        browser.find("vaadin-notification-card", "Your password is changed");

        browser.open(cairn().base() + "/files");
        browser.find("#empty");
        person.get("/me").expectProblem(401, "signed-out");
        Account.signIn(api, person.email(), NEW_PASSWORD, "laptop");
    }

    private void changePassword(String current, String next) {
        type("#current-password input", current);
        type("#new-password input", next);
        browser.find("#set-password").click();
    }

    private void type(String field, String text) {
        var input = browser.find(field);
        input.clear();
        input.sendKeys(text);
    }

    private void fillIn(String email, String password) {
        for (var field : new String[] {"email", "password"}) {
            type("vaadin-" + field + "-field input", field.equals("email") ? email : password);
        }
        browser.find("#submit").click();
    }

    private String problem() {
        return browser.await(page -> {
            var shown = page.findElement(By.cssSelector(".problem"));
            return shown.isDisplayed() && !shown.getText().isBlank() ? shown.getText() : null;
        });
    }

    private void choose(String item) {
        browser.find("#person-menu").click();
        browser.find(item).click();
    }

    private String session() {
        return Objects.requireNonNull(browser.driver().manage().getCookieNamed("JSESSIONID"))
                .getValue();
    }
}
