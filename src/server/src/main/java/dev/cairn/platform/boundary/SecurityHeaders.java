package dev.cairn.platform.boundary;

import dev.cairn.platform.control.ContentPolicy;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Tells browsers with every answer what they may do with it; what answers more strictly sets its own.
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class SecurityHeaders extends HttpFilter {

    /// A year. For this host alone: what else runs below its domain is not ours.
    private static final String HTTPS_ONLY = "max-age=31536000";

    private final transient ContentPolicy policy;
    private final boolean secure;

    @Inject
    public SecurityHeaders(ContentPolicy policy, Settings settings) {
        this.policy = policy;
        this.secure = settings.secure();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Content-Security-Policy", policy.ofFiles());
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (secure) {
            response.setHeader("Strict-Transport-Security", HTTPS_ONLY);
        }
        chain.doFilter(request, response);
    }
}
