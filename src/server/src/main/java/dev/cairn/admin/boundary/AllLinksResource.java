package dev.cairn.admin.boundary;

import dev.cairn.admin.control.AllLinks;
import dev.cairn.core.sync.LinkId;
import dev.cairn.platform.boundary.Limit;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/admin/links`: everybody's links.
@Path("admin/links")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class AllLinksResource {

    private final AllLinks links;

    @Inject
    public AllLinksResource(AllLinks links) {
        this.links = links;
    }

    @GET
    public LinkList list(
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("nextCursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context,
            @Context HttpServletRequest request) {
        var page = links.list(Acting.in(context, request), text, cursor, limit.value());
        return new LinkList(page.items(), page.nextCursor());
    }

    @DELETE
    @Path("{linkId}")
    public Response revoke(
            @PathParam("linkId") LinkId id, @Context SecurityContext context, @Context HttpServletRequest request) {
        links.revoke(Acting.in(context, request), id);
        return Response.noContent().build();
    }

    @JsonbNillable
    public record LinkList(
            List<AllLinks.Info> links, @Nullable String nextCursor) {}
}
