package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// Cairn over plain HTTP, as a browser of another machine sees it: by a name that is not this machine's own.
class PlainHttpIT extends DeployedCairn {

    @Test
    void the_page_says_why_uploads_need_https_and_how_to_get_it() {
        var person = Account.signUp(new Api(cairn().base()), "Ada");
        var elsewhere = URI.create("http://files.test:" + cairn().base().getPort());

        try (var browser = new Browser("--window-size=1280,900", "--host-resolver-rules=MAP files.test 127.0.0.1")) {
            var app = App.signIn(browser, elsewhere, person);

            assertThat(browser.run("return isSecureContext")).isEqualTo(false);
            app.transfers().awaitTrouble("Files cannot be uploaded here, because this page was opened over plain HTTP");

            app.transfers().press("Clear finished and close");
            browser.await(_ -> browser.run(
                    "return document.querySelector('cairn-transfers').shadowRoot.querySelector('.panel').hidden"));
        }
    }
}
