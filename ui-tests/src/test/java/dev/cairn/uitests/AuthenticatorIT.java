package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.Authenticator;
import dev.cairn.testing.DeployedCairn;
import org.junit.jupiter.api.Test;

/// A person turns their second factor on, signs in with it, and turns it off.
class AuthenticatorIT extends DeployedCairn {

    private final Api api = new Api(cairn().base());

    @Test
    void a_code_is_asked_for_from_when_the_person_has_turned_it_on() {
        var ada = Account.signUp(api, "Ada");
        try (var browser = new Browser()) {
            App.signIn(browser, cairn().base(), ada);
            openDialog(browser);
            browser.find("#factor-password input").sendKeys(Account.PASSWORD);
            browser.find("#factor-next").click();
            assertThat(browser.find(".qr svg").isDisplayed()).isTrue();
            var app = new Authenticator(browser.find("#factor-key").getText().replace(" ", ""));
            browser.find("#factor-code input").sendKeys("12345");
            browser.find("#factor-prove").click();
            browser.find(".problem", "code");
            browser.run("document.querySelector('#factor-code').value = ''");
            browser.find("#factor-code input").sendKeys(app.code());
            browser.find("#factor-prove").click();
            var recovery = browser.find("#recovery-codes code").getText();
            browser.find("#factor-close").click();
            ada.get("/me").expect(200);

            signOut(browser);
            browser.find("vaadin-email-field input").sendKeys(ada.email());
            browser.find("vaadin-password-field input").sendKeys(Account.PASSWORD);
            browser.find("#submit").click();
            browser.find(".problem", "authenticator");
            browser.find("#code input").sendKeys(app.code());
            browser.find("#submit").click();
            browser.find("#entries, #empty");

            openDialog(browser);
            browser.find("#factor-password input").sendKeys(Account.PASSWORD);
            browser.find("#factor-code input").sendKeys(recovery);
            browser.find("#factor-end").click();
            browser.find("vaadin-notification-card", "off");
            Account.signIn(api, ada.email(), Account.PASSWORD, "x");
        }
    }

    private static void openDialog(Browser browser) {
        browser.find("#person-menu").click();
        browser.find("#second-factor").click();
        browser.find("#factor-password");
    }

    private static void signOut(Browser browser) {
        browser.find("#person-menu").click();
        browser.find("#sign-out").click();
        browser.find("#forgotten");
    }
}
