package dev.cairn.accounts.boundary;

import dev.cairn.accounts.control.Accounts;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Objects;

/// `/me`: the caller's own account.
@Path("me")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class MeResource {

    private final Accounts accounts;

    @Inject
    public MeResource(Accounts accounts) {
        this.accounts = accounts;
    }

    @GET
    public Response show(@Context SecurityContext context) {
        return answer(accounts.profile(BearerFilter.callerOf(context)));
    }

    @PATCH
    public Response rename(Rename body, @Context SecurityContext context) {
        return answer(accounts.rename(BearerFilter.callerOf(context), body.name));
    }

    private static Response answer(Accounts.Profile profile) {
        return Response.ok(profile)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    public record Rename(String name) {
        public Rename {
            Objects.requireNonNull(name, "name is missing");
        }
    }
}
