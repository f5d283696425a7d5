package dev.cairn.push.boundary;

import dev.cairn.accounts.control.Caller;
import dev.cairn.platform.control.Settings;
import dev.cairn.push.control.Baseline;
import dev.cairn.push.control.Baselines;
import dev.cairn.push.control.Tickets;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lets nobody shake hands for a socket but who brings a good ticket, and no page but Cairn's own.
///
/// A browser says in `Origin` which page opens a socket; anything but the base URL's is refused.
/// Programs send none; the ticket alone says who they are. Cookies and access tokens mean nothing
/// here. Source: RFC 6455, section 10.2.
@WebFilter(urlPatterns = ChangesSocket.PATH, asyncSupported = true)
public class SocketGate extends HttpFilter {

    private final transient Tickets tickets;
    private final transient Baselines baselines;
    private final String origin;

    @Inject
    public SocketGate(Tickets tickets, Baselines baselines, Settings settings) {
        this.tickets = tickets;
        this.baselines = baselines;
        this.origin = originOf(settings.baseUrl());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var caller =
                isOurs(Collections.list(request.getHeaders("Origin"))) ? redeem(request) : Optional.<Caller>empty();
        if (caller.isEmpty() || request.getHeader("Upgrade") == null) {
            response.setHeader("Cache-Control", "no-store");
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        chain.doFilter(new Admitted(request, baselines.of(caller.get())), response);
    }

    private Optional<Caller> redeem(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("ticket")).flatMap(tickets::redeem);
    }

    private boolean isOurs(List<String> origins) {
        return origins.isEmpty() || origins.equals(List.of(origin));
    }

    /// Source: RFC 6454, section 6.2.
    private static String originOf(URI url) {
        var port = url.getPort() == -1 || isDefault(url) ? "" : ":" + url.getPort();
        return (url.getScheme() + "://" + url.getHost() + port).toLowerCase(Locale.ROOT);
    }

    private static boolean isDefault(URI url) {
        return url.getPort() == ("https".equals(url.getScheme()) ? 443 : 80);
    }

    /// A request whose sender is known, and their baseline: the device takes itself for connected when
    /// the handshake is answered, and the socket opens after that.
    private static final class Admitted extends HttpServletRequestWrapper {

        private final Baseline baseline;

        Admitted(HttpServletRequest request, Baseline baseline) {
            super(request);
            this.baseline = baseline;
        }

        @Override
        public Principal getUserPrincipal() {
            return baseline;
        }
    }
}
