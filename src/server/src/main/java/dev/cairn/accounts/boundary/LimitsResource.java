package dev.cairn.accounts.boundary;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.core.sync.UserId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// `/admin/users/{userId}/limits`: what one person may have and keep. For administrators.
@Path("admin/users/{userId}/limits")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class LimitsResource {

    private final Accounts accounts;

    @Inject
    public LimitsResource(Accounts accounts) {
        this.accounts = accounts;
    }

    @GET
    public Accounts.Limits show(@PathParam("userId") UserId user) {
        return accounts.limits(user);
    }

    /// What is left out is as the server's settings say.
    @PUT
    public Accounts.Limits limit(@PathParam("userId") UserId user, Accounts.Limits limits) {
        return accounts.limit(user, limits);
    }
}
