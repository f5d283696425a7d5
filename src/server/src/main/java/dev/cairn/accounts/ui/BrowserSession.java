package dev.cairn.accounts.ui;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinServletResponse;
import com.vaadin.flow.server.VaadinSession;
import dev.cairn.accounts.control.BrowserCookie;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.Sessions;
import dev.cairn.core.problem.ProblemException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/// Who sits at this browser, as far as its pages know.
///
/// The cookie holds a refresh token, so a person stays signed in when the server is restarted or the
/// session ends; Vaadin's session remembers who they are.
@Dependent
public class BrowserSession implements Serializable {

    private final transient Sessions sessions;
    private final transient BrowserCookie cookie;

    @Inject
    BrowserSession(Sessions sessions, BrowserCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /// Who is signed in.
    ///
    /// @throws IllegalStateException on a page that anybody may see
    public static Caller caller() {
        return find().orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
    }

    /// Who is signed in, if anybody is.
    public static Optional<Caller> find() {
        return Optional.ofNullable(VaadinSession.getCurrent()).flatMap(BrowserSession::find);
    }

    static Optional<Caller> find(VaadinSession session) {
        return Optional.ofNullable(session.getAttribute(Caller.class));
    }

    /// The person at this browser has signed in. The session gets a new id, so that nobody who knew
    /// the old one is signed in too.
    void begin(Sessions.Session session) {
        VaadinService.reinitializeSession(VaadinRequest.getCurrent());
        remember(VaadinSession.getCurrent(), session, VaadinResponse.getCurrent());
    }

    /// Signs a browser in again that has a good cookie; leaves one alone that has not.
    void restore(VaadinSession vaadinSession, VaadinRequest request, VaadinResponse response) {
        var held = cookie(request, cookie.name());
        if (held.isEmpty()) {
            return;
        }
        try {
            remember(vaadinSession, sessions.refresh(held.get()), response);
        } catch (ProblemException signedOut) {
            setCookie(response, cookie.cleared());
        }
    }

    /// Signs this browser out, and ends its session.
    public void end() {
        find().ifPresent(sessions::close);
        forget();
    }

    /// Ends the session of a browser that was signed out from elsewhere.
    void forget() {
        setCookie(VaadinResponse.getCurrent(), cookie.cleared());
        VaadinSession.getCurrent().getSession().invalidate();
    }

    private void remember(VaadinSession vaadinSession, Sessions.Session session, VaadinResponse response) {
        vaadinSession.setAttribute(Caller.class, session.caller());
        setCookie(response, cookie.holding(session.refreshToken()));
    }

    /// What the browser keeps under a name.
    static Optional<String> cookie(VaadinRequest request, String name) {
        return Arrays.stream(Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]))
                .filter(candidate -> candidate.getName().equals(name))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /// Beside the container's own cookie: setting the header would drop that.
    static void setCookie(VaadinResponse response, String value) {
        if (response instanceof VaadinServletResponse servletResponse) {
            servletResponse.getHttpServletResponse().addHeader("Set-Cookie", value);
        }
    }
}
