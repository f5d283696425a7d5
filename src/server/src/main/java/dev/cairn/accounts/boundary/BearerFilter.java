package dev.cairn.accounts.boundary;

import dev.cairn.accounts.control.AccessTokens;
import dev.cairn.accounts.control.ActiveDevices;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;

/// Finds out who is calling, before any route but those that are [Open].
///
/// A token comes in the `Authorization` header alone: never in a URL, which ends up in logs, and
/// never in a cookie, which other sites can make a browser send.
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION)
public class BearerFilter implements ContainerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;
    private final ActiveDevices devices;

    @Context
    private ResourceInfo route;

    @Inject
    public BearerFilter(AccessTokens tokens, ActiveDevices devices) {
        this.tokens = tokens;
        this.devices = devices;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (route.getResourceMethod().isAnnotationPresent(Open.class)) {
            return;
        }
        var header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new ProblemException(
                    ProblemType.SIGNED_OUT,
                    "Send an access token: the header Authorization with Bearer and the token.");
        }
        var caller = tokens.verify(header.substring(SCHEME.length()).strip());
        devices.require(caller);
        request.setSecurityContext(
                new CallerContext(caller, request.getSecurityContext().isSecure()));
    }

    /// The caller, as resources see it.
    ///
    /// @throws IllegalStateException on an open route, where nobody has asked who is calling
    public static Caller callerOf(SecurityContext context) {
        if (context.getUserPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("An open route has no caller");
    }

    private record CallerContext(Caller caller, boolean secure) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return "ADMIN".equals(role) && caller.administrator();
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }
}
