package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.platform.boundary.Limit;
import dev.cairn.tree.control.Entries;
import dev.cairn.tree.control.IdempotencyKey;
import dev.cairn.tree.control.TrashBin;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/trash`: what was deleted and can be restored.
@Path("trash")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class TrashResource {

    private final TrashBin trash;

    @Inject
    public TrashResource(TrashBin trash) {
        this.trash = trash;
    }

    @GET
    public TrashPage list(
            @QueryParam("nextCursor") @Nullable String nextCursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context) {
        var page = trash.list(callerOf(context), nextCursor, limit.value());
        return new TrashPage(page.entries().stream().map(TrashedJson::of).toList(), page.nextCursor(), limit.value());
    }

    @POST
    @Path("{nodeId}/restore")
    public OperationResult restore(
            @PathParam("nodeId") NodeId nodeId,
            @HeaderParam("Idempotency-Key") @Nullable IdempotencyKey key,
            @Context SecurityContext context) {
        return trash.restore(callerOf(context), nodeId, Optional.ofNullable(key));
    }

    /// Deletes one entry for good.
    @DELETE
    @Path("{nodeId}")
    public void purge(@PathParam("nodeId") NodeId nodeId, @Context SecurityContext context) {
        trash.purge(callerOf(context), nodeId);
    }

    /// Deletes all for good.
    @DELETE
    public void empty(@Context SecurityContext context) {
        trash.empty(callerOf(context));
    }

    /// @param nextCursor null at the end, and then said to be
    @JsonbNillable
    public record TrashPage(
            List<TrashedJson> entries, @Nullable String nextCursor, int limit) {}

    /// @param size bytes of a file; 0 for folders
    public record TrashedJson(
            NodeId nodeId, @Nullable NodeId parentId, NodeKind kind, String name, long size, Instant trashedAt) {

        static TrashedJson of(Entries.Trashed trashed) {
            var entry = trashed.entry();
            return new TrashedJson(entry.id(), entry.parent(), entry.kind(), entry.name(), entry.size(), trashed.at());
        }
    }
}
