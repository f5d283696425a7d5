package dev.cairn.sharing.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.accounts.boundary.Open;
import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.mail.control.EmailAddress;
import dev.cairn.sharing.control.Allow;
import dev.cairn.sharing.control.LinkChange;
import dev.cairn.sharing.control.LinkChange.Setting;
import dev.cairn.sharing.control.LinkInfo;
import dev.cairn.sharing.control.LinkTerms;
import dev.cairn.sharing.control.LinkVisits;
import dev.cairn.sharing.control.Links;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/links`: the caller's links; and the door for everybody else's.
@Path("links")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class LinksResource {

    private final Links links;
    private final LinkVisits visits;

    @Inject
    public LinksResource(Links links, LinkVisits visits) {
        this.links = links;
        this.visits = visits;
    }

    @POST
    public Response make(Wanted body, @Context SecurityContext context) {
        var caller = callerOf(context);
        var addresses = body.notifyEmails.stream().map(EmailAddress::new).toList();
        var made = links.make(caller, body.nodeId, body.terms());
        links.mail(caller, made, addresses);
        return VisitorHeaders.on(Response.status(Response.Status.CREATED).entity(made))
                .build();
    }

    @GET
    public Response list(@Context SecurityContext context) {
        return VisitorHeaders.on(Response.ok(new LinkList(links.list(callerOf(context)))))
                .build();
    }

    @PATCH
    @Path("{linkId}")
    public Response change(@PathParam("linkId") LinkId id, Change body, @Context SecurityContext context) {
        return VisitorHeaders.on(Response.ok(links.change(callerOf(context), id, body.asChange())))
                .build();
    }

    @DELETE
    @Path("{linkId}")
    public Response revoke(@PathParam("linkId") LinkId id, @Context SecurityContext context) {
        links.revoke(callerOf(context), id);
        return Response.noContent().build();
    }

    @POST
    @Path("open")
    @Open
    public Response open(Key body, @Context HttpServletRequest request) {
        var opened = visits.open(body.token, Optional.ofNullable(body.password), request.getRemoteAddr());
        return VisitorHeaders.on(Response.ok(Opened.of(opened))).build();
    }

    /// @param allow null for DOWNLOAD
    /// @param notifyEmails whom to mail the link; null for nobody
    public record Wanted(
            NodeId nodeId,
            @Nullable String password,
            @Nullable Instant expiresAt,
            @Nullable Integer maxDownloads,
            @Nullable Allow allow,
            List<String> notifyEmails) {

        public Wanted {
            Objects.requireNonNull(nodeId, "nodeId is missing");
            notifyEmails = notifyEmails == null ? List.of() : List.copyOf(notifyEmails);
            if (notifyEmails.size() > Links.MOST_ADDRESSES) {
                throw new IllegalArgumentException("notifyEmails has at most " + Links.MOST_ADDRESSES + " addresses");
            }
        }

        LinkTerms terms() {
            return new LinkTerms(
                    Objects.requireNonNullElse(allow, Allow.DOWNLOAD),
                    Optional.ofNullable(password),
                    Optional.ofNullable(expiresAt),
                    Optional.ofNullable(maxDownloads));
        }
    }

    /// What is null stays as it is.
    ///
    /// @param remove terms to take away: `password`, `expiresAt`, `maxDownloads`
    public record Change(
            @Nullable String password,
            @Nullable Instant expiresAt,
            @Nullable Integer maxDownloads,
            @Nullable Allow allow,
            List<String> remove) {

        public Change {
            remove = remove == null ? List.of() : List.copyOf(remove);
        }

        LinkChange asChange() {
            return new LinkChange(
                    Optional.ofNullable(allow),
                    setting("password", password),
                    setting("expiresAt", expiresAt),
                    setting("maxDownloads", maxDownloads));
        }

        private <T> Setting<T> setting(String name, @Nullable T value) {
            if (value != null) {
                return new Setting.To<>(value);
            }
            return remove.contains(name) ? new Setting.Removed<>() : new Setting.Kept<>();
        }
    }

    public record Key(String token, @Nullable String password) {
        public Key {
            Objects.requireNonNull(token, "token is missing");
        }
    }

    public record LinkList(List<LinkInfo> links) {}

    /// @param accessToken for `/links/visit` alone
    /// @param expiresIn seconds that it is good
    public record Opened(String accessToken, long expiresIn, SharedJson link) {
        static Opened of(LinkVisits.Opened opened) {
            return new Opened(opened.token(), opened.expiresIn().toSeconds(), SharedJson.of(opened.shared()));
        }
    }
}
