package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.tree.control.Committer;
import dev.cairn.tree.control.IdempotencyKey;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST /commit`: changes a tree, many operations at a time.
@Path("commit")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class CommitResource {

    private final Committer committer;

    @Inject
    public CommitResource(Committer committer) {
        this.committer = committer;
    }

    /// Answers 200 with a result for each operation, whatever came of them.
    @POST
    public CommitResult commit(
            CommitRequest request,
            @HeaderParam("Idempotency-Key") @Nullable IdempotencyKey key,
            @Context SecurityContext context) {
        return committer.commit(callerOf(context), request, Optional.ofNullable(key));
    }
}
