package dev.cairn.platform.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;

/// Writes down what was denied, to whom and from where. Source: ASVS 5.0, 16.3.2.
///
/// The path is as it was sent, still encoded, so nobody can write lines of their own; it holds no secret.
@Provider
public class DenialLog implements ContainerResponseFilter {

    /// Not signed in, not allowed, not there or not to be seen, too often.
    private static final Set<Integer> DENIALS = Set.of(401, 403, 404, 429);

    private static final int LONGEST_PATH = 300;

    private static final System.Logger LOG = System.getLogger(DenialLog.class.getName());

    @Context
    private HttpServletRequest sender;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (DENIALS.contains(response.getStatus())) {
            var path = request.getUriInfo().getPath(false);
            var person = Optional.ofNullable(request.getSecurityContext().getUserPrincipal());
            LOG.log(
                    Level.INFO,
                    "Denied ({0}): {1} {2}, for {3} from {4}, request {5}",
                    response.getStatus(),
                    request.getMethod(),
                    path.substring(0, Math.min(path.length(), LONGEST_PATH)),
                    person.map(caller -> "user " + caller.getName()).orElse("nobody"),
                    sender.getRemoteAddr(),
                    RequestId.of(sender),
                    RequestId.field(sender));
        }
    }
}
