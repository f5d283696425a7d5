package dev.cairn.accounts.boundary;

import dev.cairn.accounts.control.SecondFactorSetup;
import dev.cairn.accounts.control.SecondFactors;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/me/second-factor`: a code of an authenticator, beside the password.
@Path("me/second-factor")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class SecondFactorResource {

    private final SecondFactorSetup setup;

    @Inject
    public SecondFactorResource(SecondFactorSetup setup) {
        this.setup = setup;
    }

    @GET
    public SecondFactors.Status show(@Context SecurityContext context) {
        return setup.status(BearerFilter.callerOf(context));
    }

    @POST
    public Response begin(Begin body, @Context SecurityContext context, @Context HttpServletRequest request) {
        var enrollment = setup.begin(BearerFilter.callerOf(context), body.password, request.getRemoteAddr());
        return notStored(new Begun(enrollment.secret(), enrollment.uri()));
    }

    @POST
    @Path("prove")
    public Response prove(Proof body, @Context SecurityContext context, @Context HttpServletRequest request) {
        var codes = setup.prove(BearerFilter.callerOf(context), body.code, request.getRemoteAddr());
        return notStored(new Proven(codes));
    }

    @POST
    @Path("off")
    public Response end(End body, @Context SecurityContext context, @Context HttpServletRequest request) {
        setup.end(
                BearerFilter.callerOf(context), body.password, Optional.ofNullable(body.code), request.getRemoteAddr());
        return Response.noContent().build();
    }

    private static Response notStored(Object body) {
        return Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    public record Begin(String password) {
        public Begin {
            Objects.requireNonNull(password, "password is missing");
        }
    }

    public record Begun(String secret, URI uri) {}

    public record Proof(String code) {
        public Proof {
            Objects.requireNonNull(code, "code is missing");
        }
    }

    public record Proven(List<String> recoveryCodes) {}

    public record End(String password, @Nullable String code) {
        public End {
            Objects.requireNonNull(password, "password is missing");
        }
    }
}
