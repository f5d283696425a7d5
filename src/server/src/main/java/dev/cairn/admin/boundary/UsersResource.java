package dev.cairn.admin.boundary;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.admin.control.Page;
import dev.cairn.admin.control.Users;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.boundary.Limit;
import dev.cairn.tree.boundary.HoldingsJson;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/admin/users`: who has an account, and whether they may use it.
@Path("admin/users")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class UsersResource {

    private final Users users;

    @Inject
    public UsersResource(Users users) {
        this.users = users;
    }

    @GET
    public UserList list(
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("nextCursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context,
            @Context HttpServletRequest request) {
        return UserList.of(users.list(Acting.in(context, request), text, cursor, limit.value()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response invite(Invitation body, @Context SecurityContext context, @Context HttpServletRequest request) {
        var id = users.invite(Acting.in(context, request), body.email, body.name);
        return Response.status(Response.Status.CREATED).entity(new Invited(id)).build();
    }

    @GET
    @Path("{userId}")
    public Users.Info find(
            @PathParam("userId") UserId id, @Context SecurityContext context, @Context HttpServletRequest request) {
        return users.find(Acting.in(context, request), id);
    }

    @PATCH
    @Path("{userId}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Users.Info change(
            @PathParam("userId") UserId id,
            Change body,
            @Context SecurityContext context,
            @Context HttpServletRequest request) {
        var administrator = Acting.in(context, request);
        users.change(administrator, id, body.asChange());
        return users.find(administrator, id);
    }

    @GET
    @Path("{userId}/storage")
    public HoldingsJson storage(
            @PathParam("userId") UserId id, @Context SecurityContext context, @Context HttpServletRequest request) {
        return HoldingsJson.of(users.holdings(Acting.in(context, request), id));
    }

    @GET
    @Path("{userId}/limits")
    public Accounts.Limits limits(
            @PathParam("userId") UserId id, @Context SecurityContext context, @Context HttpServletRequest request) {
        return users.limits(Acting.in(context, request), id);
    }

    /// What is left out is as the server's settings say.
    @PUT
    @Path("{userId}/limits")
    @Consumes(MediaType.APPLICATION_JSON)
    public Accounts.Limits limit(
            @PathParam("userId") UserId id,
            Accounts.Limits limits,
            @Context SecurityContext context,
            @Context HttpServletRequest request) {
        return users.limit(Acting.in(context, request), id, limits);
    }

    @DELETE
    @Path("{userId}")
    public Response dismiss(
            @PathParam("userId") UserId id,
            @QueryParam("handOverTo") @Nullable UserId heir,
            @Context SecurityContext context,
            @Context HttpServletRequest request) {
        var then = users.dismiss(Acting.in(context, request), id, Optional.ofNullable(heir));
        return Response.accepted(new Dismissed(then)).build();
    }

    /// For who has lost their authenticator.
    @DELETE
    @Path("{userId}/second-factor")
    public Response resetSecondFactor(
            @PathParam("userId") UserId id, @Context SecurityContext context, @Context HttpServletRequest request) {
        users.resetSecondFactor(Acting.in(context, request), id);
        return Response.noContent().build();
    }

    /// Takes a deletion back.
    @POST
    @Path("{userId}/keep")
    public Response keep(
            @PathParam("userId") UserId id, @Context SecurityContext context, @Context HttpServletRequest request) {
        users.keep(Acting.in(context, request), id);
        return Response.noContent().build();
    }

    @JsonbNillable
    public record UserList(List<Users.Info> users, @Nullable String nextCursor) {

        static UserList of(Page<Users.Info> page) {
            return new UserList(page.items(), page.nextCursor());
        }
    }

    public record Invitation(String email, String name) {
        public Invitation {
            Objects.requireNonNull(email, "email is missing");
            Objects.requireNonNull(name, "name is missing");
        }
    }

    public record Invited(UserId userId) {}

    public record Dismissed(Instant deleteAfter) {}

    /// @param role USER or ADMIN
    /// @param deviceLimit 0 for what the server's setting says
    public record Change(
            @Nullable String role,
            @Nullable Boolean suspended,
            @Nullable Integer deviceLimit) {

        Users.Change asChange() {
            return new Users.Change(
                    Optional.ofNullable(role).map(Change::isAdministrator),
                    Optional.ofNullable(suspended),
                    Optional.ofNullable(deviceLimit));
        }

        private static boolean isAdministrator(String role) {
            return switch (role) {
                case "ADMIN" -> true;
                case "USER" -> false;
                default -> throw new ProblemException(ProblemType.BAD_REQUEST, "role is USER or ADMIN.");
            };
        }
    }
}
