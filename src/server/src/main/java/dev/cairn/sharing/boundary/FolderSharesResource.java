package dev.cairn.sharing.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import dev.cairn.sharing.control.Shares;
import dev.cairn.tree.control.FolderBrowser;
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

/// `/folders/{folderId}/share` and `…/members`: whom a folder is shared with.
@Path("folders/{folderId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class FolderSharesResource {

    private final Shares shares;
    private final FolderBrowser browser;

    @PathParam("folderId")
    private NodeId folderId;

    @Inject
    @SuppressWarnings("NullAway.Init")
    public FolderSharesResource(Shares shares, FolderBrowser browser) {
        this.shares = shares;
        this.browser = browser;
    }

    @POST
    @Path("share")
    public OffersJson share(WantedShare body, @Context SecurityContext context) {
        var caller = callerOf(context);
        return body.carryOut(shares, caller, folder(caller));
    }

    @DELETE
    @Path("share")
    public Response end(@Context SecurityContext context) {
        var caller = callerOf(context);
        shares.end(caller, folder(caller));
        return Response.noContent().build();
    }

    @GET
    @Path("members")
    public MembersJson members(@Context SecurityContext context) {
        var caller = callerOf(context);
        return new MembersJson(shares.people(caller, folder(caller)).members());
    }

    @PATCH
    @Path("members/{userId}")
    public MembersJson change(@PathParam("userId") UserId user, RoleChange body, @Context SecurityContext context) {
        var caller = callerOf(context);
        shares.change(caller, folder(caller), user, body.role());
        return members(context);
    }

    @DELETE
    @Path("members/{userId}")
    public Response remove(@PathParam("userId") UserId user, @Context SecurityContext context) {
        var caller = callerOf(context);
        shares.remove(caller, folder(caller), user);
        return Response.noContent().build();
    }

    /// The folder, which the caller sees.
    private NodeId folder(Caller caller) {
        return browser.findFolder(caller, folderId).entry().id();
    }
}
