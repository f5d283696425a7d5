package dev.cairn.platform.boundary;

import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/// Keeps the container's session cookie to HTTPS where people reach Cairn by it, whatever the
/// connection from a proxy to this server is.
@WebListener
public class SessionCookie implements ServletContextListener {

    private final Settings settings;

    @Inject
    public SessionCookie(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void contextInitialized(ServletContextEvent start) {
        start.getServletContext().getSessionCookieConfig().setSecure(settings.secure());
    }
}
