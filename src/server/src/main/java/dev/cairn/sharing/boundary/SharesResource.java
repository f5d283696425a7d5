package dev.cairn.sharing.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.sync.ShareId;
import dev.cairn.sharing.control.OwnShare;
import dev.cairn.sharing.control.ShareInfo;
import dev.cairn.sharing.control.Shares;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/// `/shares`: what is shared with the caller, offered to them, and shared by them.
@Path("shares")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class SharesResource {

    private final Shares shares;

    @Inject
    public SharesResource(Shares shares) {
        this.shares = shares;
    }

    @GET
    public ShareList list(@Context SecurityContext context) {
        var caller = callerOf(context);
        return new ShareList(shares.withMe(caller), shares.byMe(caller));
    }

    @PATCH
    @Path("{shareId}")
    public Response change(@PathParam("shareId") ShareId id, RoleChange body, @Context SecurityContext context) {
        shares.change(callerOf(context), id, body.role());
        return Response.noContent().build();
    }

    @POST
    @Path("{shareId}/accept")
    public Response accept(@PathParam("shareId") ShareId id, @Context SecurityContext context) {
        shares.accept(callerOf(context), id);
        return Response.noContent().build();
    }

    @DELETE
    @Path("{shareId}")
    public Response end(@PathParam("shareId") ShareId id, @Context SecurityContext context) {
        shares.end(callerOf(context), id);
        return Response.noContent().build();
    }

    public record ShareList(List<ShareInfo> withMe, List<OwnShare> byMe) {}
}
