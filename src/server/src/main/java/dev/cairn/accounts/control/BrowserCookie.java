package dev.cairn.accounts.control;

import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;

/// The cookie in which a browser keeps its refresh token: out of reach of scripts, never sent by
/// other sites' pages, and over HTTPS only where the server has it. Source: RFC 6265.
@OneObject
public class BrowserCookie {

    private final boolean secure;

    @Inject
    BrowserCookie(Settings settings) {
        this.secure = settings.secure();
    }

    /// The `__Host-` prefix ties it to this very host; browsers want HTTPS for that.
    public String name() {
        return secure ? "__Host-cairn" : "cairn";
    }

    /// The value of a `Set-Cookie` header that stores the token.
    ///
    /// @param refreshToken in URL-safe Base64, which needs no quoting
    public String holding(String refreshToken) {
        return setCookie(refreshToken, Sessions.LIFE.toSeconds());
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
