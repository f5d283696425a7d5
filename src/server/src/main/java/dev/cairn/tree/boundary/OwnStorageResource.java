package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.tree.control.Holdings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/// `/me/storage`: what the caller's trash and older versions cost, and how long they are kept.
@Path("me/storage")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class OwnStorageResource {

    private final Holdings holdings;

    @Inject
    public OwnStorageResource(Holdings holdings) {
        this.holdings = holdings;
    }

    @GET
    public Response show(@Context SecurityContext context) {
        return Response.ok(HoldingsJson.of(holdings.of(callerOf(context).user())))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
