package dev.cairn.sharing.boundary;

import dev.cairn.accounts.boundary.Open;
import dev.cairn.content.boundary.ArchivesResource;
import dev.cairn.content.boundary.ExtentsResource;
import dev.cairn.content.boundary.PictureSizeForm;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.boundary.Limit;
import dev.cairn.sharing.control.LinkArchives;
import dev.cairn.sharing.control.LinkVisits;
import dev.cairn.sharing.control.Visit;
import dev.cairn.tree.boundary.FoldersResource;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// `/links/visit`: what a visitor may ask, with the token that opening the link gave. The routes have
/// the form of those for people with an account; neither's token is worth anything for the other's.
@Path("links/visit")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class VisitResource {

    private static final String SCHEME = "Bearer ";

    private final LinkVisits visits;
    private final LinkArchives archives;

    @HeaderParam(HttpHeaders.AUTHORIZATION)
    private @Nullable String authorization;

    @Inject
    public VisitResource(LinkVisits visits, LinkArchives archives) {
        this.visits = visits;
        this.archives = archives;
    }

    @GET
    @Open
    public Response show() {
        return answer(SharedJson.of(visits.show(visit())));
    }

    @GET
    @Path("folders/{folderId}/files")
    @Open
    public Response list(
            @PathParam("folderId") NodeId folder,
            @QueryParam("nextCursor") @Nullable String nextCursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @QueryParam("sort") @DefaultValue("name") String sort,
            @QueryParam("desc") boolean descending) {
        var order = FoldersResource.order(sort, descending);
        var page = visits.list(visit(), folder, order, nextCursor, limit.value());
        return answer(FoldersResource.page(page.entries(), page.nextCursor(), limit.value()));
    }

    @GET
    @Path("files/{fileId}/pre-signed-url")
    @Open
    public Response url(@PathParam("fileId") NodeId file) {
        return answer(visits.url(visit(), file));
    }

    @GET
    @Path("files/{fileId}/preview")
    @Open
    public Response preview(
            @PathParam("fileId") NodeId file, @QueryParam("size") @DefaultValue("medium") PictureSizeForm size) {
        return answer(visits.pictureUrl(visit(), file, size.size()));
    }

    @GET
    @Path("files/{fileId}/manifest")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Open
    public Response manifest(@PathParam("fileId") NodeId file, @QueryParam("prefix") @DefaultValue("32") int prefix) {
        if (prefix < 1 || prefix > Fingerprint.BYTES) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "prefix is a number of bytes from 1 to 32.");
        }
        return answer(visits.manifest(visit(), file, prefix));
    }

    /// Of newest versions only.
    @POST
    @Path("extents")
    @Open
    public Response extents(ExtentsResource.Question body) {
        return answer(visits.extents(visit(), body.newest()));
    }

    @POST
    @Path("archives")
    @Open
    public Response archive(ArchivesResource.Question body) {
        return answer(ArchivesResource.LinkJson.of(archives.link(visit(), body.nodeIds())));
    }

    private Visit visit() {
        var header = authorization;
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new ProblemException(ProblemType.SIGNED_OUT, "Open the link first, and send the token you get.");
        }
        return visits.resume(header.substring(SCHEME.length()).strip());
    }

    private static Response answer(Object body) {
        return VisitorHeaders.on(Response.ok(body)).build();
    }
}
