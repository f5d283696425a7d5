package dev.cairn.accounts.boundary;

import dev.cairn.accounts.control.AddressProofs;
import dev.cairn.accounts.control.BrowserCookie;
import dev.cairn.accounts.control.ForgottenPasswords;
import dev.cairn.accounts.control.Sessions;
import dev.cairn.accounts.control.SignIns;
import dev.cairn.accounts.control.SignUps;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/auth`: sign-up, sign-in, and what keeps a session going.
@Path("auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class AuthResource {

    private final SignUps signUps;
    private final SignIns signIns;
    private final Sessions sessions;
    private final AddressProofs proofs;
    private final ForgottenPasswords forgotten;
    private final BrowserCookie cookie;

    @Inject
    public AuthResource(
            SignUps signUps,
            SignIns signIns,
            Sessions sessions,
            AddressProofs proofs,
            ForgottenPasswords forgotten,
            BrowserCookie cookie) {
        this.signUps = signUps;
        this.signIns = signIns;
        this.sessions = sessions;
        this.proofs = proofs;
        this.forgotten = forgotten;
        this.cookie = cookie;
    }

    @POST
    @Path("sign-up")
    @Open
    public Response signUp(SignUp body, @Context HttpServletRequest request) {
        var user = signUps.signUp(
                body.email, body.name, body.password, Optional.ofNullable(body.adminToken), request.getRemoteAddr());
        return Response.status(Response.Status.CREATED)
                .entity(new SignedUp(user))
                .build();
    }

    @POST
    @Path("sign-in")
    @Open
    public Response signIn(SignIn body, @Context HttpServletRequest request) {
        var session = signIns.signIn(
                body.email,
                body.password,
                Optional.ofNullable(body.code),
                body.deviceName,
                body.platform,
                Optional.ofNullable(body.replaceDeviceId),
                request.getRemoteAddr());
        return notStored(Tokens.of(session));
    }

    @POST
    @Path("refresh")
    @Open
    public Response refresh(Refresh body) {
        return notStored(Tokens.of(sessions.refresh(body.refreshToken)));
    }

    /// An access token for the page in a signed-in browser, whose refresh token only its cookie has.
    @POST
    @Path("browser")
    @Consumes(MediaType.WILDCARD)
    @Open
    public Response browser(@Context HttpHeaders headers) {
        var held = headers.getCookies().get(cookie.name());
        if (held == null) {
            throw new ProblemException(ProblemType.SIGNED_OUT, "This browser is not signed in.");
        }
        var session = sessions.refresh(held.getValue());
        return Response.ok(
                        new PageToken(session.accessToken(), session.expiresIn().toSeconds()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.SET_COOKIE, cookie.holding(session.refreshToken()))
                .build();
    }

    @POST
    @Path("sign-out")
    @Consumes(MediaType.WILDCARD)
    public Response signOut(@Context SecurityContext context) {
        sessions.close(BearerFilter.callerOf(context));
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.cleared())
                .build();
    }

    @POST
    @Path("password")
    public Response changePassword(
            ChangePassword body, @Context SecurityContext context, @Context HttpServletRequest request) {
        signIns.changePassword(BearerFilter.callerOf(context), body.current, body.next, request.getRemoteAddr());
        return Response.noContent().build();
    }

    /// The page of the mailed link tells the server that it was opened; a GET alone proves nothing,
    /// for mail scanners make it too.
    @POST
    @Path("verify-email")
    @Open
    public Response proveAddress(Token body) {
        proofs.prove(body.token);
        return Response.noContent().build();
    }

    @POST
    @Path("verify-email/mail")
    @Consumes(MediaType.WILDCARD)
    public Response mailProof(@Context SecurityContext context) {
        proofs.ask(BearerFilter.callerOf(context));
        return Response.accepted().build();
    }

    /// The answer is the same whether anybody has the address or not.
    @POST
    @Path("reset")
    @Open
    public Response mailReset(Forgotten body, @Context HttpServletRequest request) {
        forgotten.ask(body.email, request.getRemoteAddr());
        return Response.accepted().build();
    }

    @POST
    @Path("reset/finish")
    @Open
    public Response finishReset(NewPassword body) {
        forgotten.finish(body.token, body.password);
        return Response.noContent().build();
    }

    private static Response notStored(Object body) {
        return Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    /// @param adminToken the one-time token of a new server; null to become a user
    public record SignUp(
            String email,
            String name,
            String password,
            @Nullable String adminToken) {
        public SignUp {
            Objects.requireNonNull(email, "email is missing");
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(password, "password is missing");
        }
    }

    public record SignedUp(UserId userId) {}

    /// @param code of an authenticator, or for its loss; null if none is given
    /// @param replaceDeviceId a device to sign out where there are too many
    public record SignIn(
            String email,
            String password,
            @Nullable String code,
            String deviceName,
            String platform,
            @Nullable DeviceId replaceDeviceId) {
        public SignIn {
            Objects.requireNonNull(email, "email is missing");
            Objects.requireNonNull(password, "password is missing");
            deviceName = Objects.requireNonNullElse(deviceName, "");
            platform = Objects.requireNonNullElse(platform, "");
        }
    }

    public record Refresh(String refreshToken) {
        public Refresh {
            Objects.requireNonNull(refreshToken, "refreshToken is missing");
        }
    }

    public record ChangePassword(String current, String next) {
        public ChangePassword {
            Objects.requireNonNull(current, "current is missing");
            Objects.requireNonNull(next, "next is missing");
        }
    }

    public record Token(String token) {
        public Token {
            Objects.requireNonNull(token, "token is missing");
        }
    }

    public record Forgotten(String email) {
        public Forgotten {
            Objects.requireNonNull(email, "email is missing");
        }
    }

    public record NewPassword(String token, String password) {
        public NewPassword {
            Objects.requireNonNull(token, "token is missing");
            Objects.requireNonNull(password, "password is missing");
        }
    }

    /// @param expiresIn seconds that the access token is good
    public record Tokens(
            String accessToken,
            long expiresIn,
            String refreshToken,
            UserId userId,
            DeviceId deviceId,
            NodeId rootFolderId) {

        static Tokens of(Sessions.Session session) {
            return new Tokens(
                    session.accessToken(),
                    session.expiresIn().toSeconds(),
                    session.refreshToken(),
                    session.caller().user(),
                    session.caller().device(),
                    session.rootFolder());
        }
    }

    /// @param expiresIn seconds that the access token is good
    public record PageToken(String accessToken, long expiresIn) {}
}
