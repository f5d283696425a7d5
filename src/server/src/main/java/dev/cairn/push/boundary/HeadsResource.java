package dev.cairn.push.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.push.control.StaleNamespaces;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Objects;

/// `/changes/heads`: how far namespaces are, the cheap question for those that one is not told about.
@Path("changes/heads")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class HeadsResource {

    private static final int MOST = 1000;

    private final StaleNamespaces namespaces;

    @Inject
    public HeadsResource(StaleNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    /// Those that are not there, or that the caller may not see, are not in the answer.
    @POST
    public List<Hint> heads(Asked body, @Context SecurityContext context) {
        if (body.namespaces.size() > MOST) {
            throw new ProblemException(ProblemType.TOO_LARGE, "Ask for at most " + MOST + " namespaces at once.");
        }
        return namespaces.heads(callerOf(context), body.namespaces).stream()
                .map(Hint::of)
                .toList();
    }

    public record Asked(List<NamespaceId> namespaces) {
        public Asked {
            namespaces = List.copyOf(Objects.requireNonNull(namespaces, "namespaces is missing"));
        }
    }
}
