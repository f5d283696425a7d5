package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.DeployedCairn;
import org.junit.jupiter.api.Test;

class SignInIT extends DeployedCairn {

    @Test
    void who_is_not_signed_in_is_asked_to() {
        try (var browser = new Browser()) {
            browser.open(cairn().base().toString());

            var password = browser.find("vaadin-password-field");

            assertThat(password.isDisplayed()).isTrue();
            assertThat(browser.driver().getCurrentUrl()).contains("/sign-in");
        }
    }
}
