package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.tree.control.Rewinder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// `/folders/{folderId}/rewind`: a folder as it was at a moment.
@Path("folders/{folderId}/rewind")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class RewindResource {

    private final Rewinder rewinder;

    @Inject
    public RewindResource(Rewinder rewinder) {
        this.rewinder = rewinder;
    }

    @POST
    public RewindJson rewind(
            @PathParam("folderId") NodeId folderId, RewindRequest request, @Context SecurityContext context) {
        var caller = callerOf(context);
        var outcome = request.dryRun
                ? rewinder.preview(caller, folderId, request.to)
                : rewinder.rewind(caller, folderId, request.to);
        return RewindJson.of(outcome);
    }

    /// @param dryRun whether only to say what would change
    public record RewindRequest(Instant to, boolean dryRun) {
        public RewindRequest {
            Objects.requireNonNull(to, "to is missing");
        }
    }

    /// @param changes the first thousand
    public record RewindJson(List<ChangeJson> changes, int total, int refused) {

        static RewindJson of(Rewinder.Outcome outcome) {
            var changes = outcome.changes().stream()
                    .map(change -> new ChangeJson(
                            change.what().name(), change.node(), change.kind(), change.name(), change.formerName()))
                    .toList();
            return new RewindJson(changes, outcome.total(), outcome.refused());
        }
    }

    /// @param change TRASH, RESTORE, MOVE or REVERT
    public record ChangeJson(String change, NodeId nodeId, NodeKind kind, String name, String formerName) {}
}
