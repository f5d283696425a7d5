package dev.cairn.platform.boundary;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/// Keeps everything below `/admin` for administrators, before anything of the request is read.
@Provider
@Dependent
@Priority(Priorities.AUTHORIZATION)
public class Administrators implements ContainerRequestFilter {

    private static final String PATH = "admin";

    /// @throws ProblemException `FORBIDDEN` for everybody else
    @Override
    public void filter(ContainerRequestContext request) {
        boolean isTheirs =
                request.getUriInfo().getPathSegments().getFirst().getPath().equals(PATH);
        if (isTheirs && !request.getSecurityContext().isUserInRole("ADMIN")) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This is for administrators.");
        }
    }
}
