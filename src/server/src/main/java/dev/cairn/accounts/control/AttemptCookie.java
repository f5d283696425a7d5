package dev.cairn.accounts.control;

import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;

/// The cookie that ties a sign-in at the provider to the browser that began it: nobody can make another
/// browser end theirs. It is sent with the way back, which is a link from another site. Source: RFC 6265.
@OneObject
public class AttemptCookie {

    private final boolean secure;

    @Inject
    AttemptCookie(Settings settings) {
        this.secure = settings.secure();
    }

    /// As [BrowserCookie#name()].
    public String name() {
        return secure ? "__Host-cairn-attempt" : "cairn-attempt";
    }

    /// The value of a `Set-Cookie` header that stores the token.
    String holding(String token) {
        return setCookie(token, ProviderAttempts.LIFE.toSeconds());
    }

    /// The value of a `Set-Cookie` header that removes it.
    public String cleared() {
        return setCookie("", 0);
    }

    private String setCookie(String value, long seconds) {
        return name() + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}
