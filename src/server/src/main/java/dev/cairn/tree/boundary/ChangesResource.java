package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.sync.Changes;
import dev.cairn.platform.boundary.Limit;
import dev.cairn.tree.control.Journal;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/// `/changes`: what is new since a cursor.
@Path("changes")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class ChangesResource {

    private final Journal journal;

    @Inject
    public ChangesResource(Journal journal) {
        this.journal = journal;
    }

    @GET
    public Changes read(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context) {
        return journal.read(callerOf(context), cursor, limit.value());
    }

    /// The same for a cursor that is too long for a URL.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Changes readLong(ReadFrom body, @Context SecurityContext context) {
        var limit = body.limit == null ? new Limit(100) : Limit.valueOf(body.limit.toString());
        return journal.read(callerOf(context), body.cursor, limit.value());
    }

    @GET
    @Path("latest-cursor")
    public Latest latest(@Context SecurityContext context) {
        return new Latest(journal.latest(callerOf(context)));
    }

    public record ReadFrom(
            @Nullable String cursor, @Nullable Integer limit) {}

    public record Latest(String cursor) {}
}
