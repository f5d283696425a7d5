package dev.cairn.sharing.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.UserId;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.sharing.control.MemberInfo;
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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/folders/{folderId}/share` and `…/members`: whom a folder is shared with.
@Path("folders/{folderId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class FolderSharesResource {

    private final Shares shares;

    @PathParam("folderId")
    private NodeId folderId;

    @Inject
    @SuppressWarnings("NullAway.Init")
    public FolderSharesResource(Shares shares) {
        this.shares = shares;
    }

    @POST
    @Path("share")
    public Offers share(Wanted body, @Context SecurityContext context) {
        var addresses = body.userEmails.stream().map(EmailAddress::new).toList();
        return new Offers(
                shares.share(callerOf(context), folderId, addresses, body.role, Optional.ofNullable(body.message)));
    }

    @DELETE
    @Path("share")
    public Response end(@Context SecurityContext context) {
        shares.end(callerOf(context), folderId);
        return Response.noContent().build();
    }

    @GET
    @Path("members")
    public MemberList members(@Context SecurityContext context) {
        return new MemberList(shares.people(callerOf(context), folderId).members());
    }

    @PATCH
    @Path("members/{userId}")
    public MemberList change(@PathParam("userId") UserId user, RoleChange body, @Context SecurityContext context) {
        shares.change(callerOf(context), folderId, user, body.role());
        return members(context);
    }

    @DELETE
    @Path("members/{userId}")
    public Response remove(@PathParam("userId") UserId user, @Context SecurityContext context) {
        shares.remove(callerOf(context), folderId, user);
        return Response.noContent().build();
    }

    /// @param role EDITOR or VIEWER
    public record Wanted(
            List<String> userEmails, Role role, @Nullable String message) {
        public Wanted {
            userEmails = List.copyOf(Objects.requireNonNull(userEmails, "userEmails is missing"));
            Objects.requireNonNull(role, "role is missing");
        }
    }

    public record Offers(List<Shares.Offer> offers) {}

    public record MemberList(List<MemberInfo> members) {}
}
