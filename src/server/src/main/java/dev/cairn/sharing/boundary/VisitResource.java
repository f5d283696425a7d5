package dev.cairn.sharing.boundary;

import dev.cairn.accounts.boundary.Open;
import dev.cairn.content.boundary.ArchivesResource;
import dev.cairn.content.boundary.ExtentsResource;
import dev.cairn.content.boundary.PreviewFormText;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.boundary.Limit;
import dev.cairn.sharing.control.Deposit;
import dev.cairn.sharing.control.LinkArchives;
import dev.cairn.sharing.control.LinkVisits;
import dev.cairn.sharing.control.Visit;
import dev.cairn.sharing.control.VisitUploads;
import dev.cairn.tree.boundary.FoldersResource;
import dev.cairn.tree.control.IdempotencyKey;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/links/visit`: what a visitor may ask, with the token that opening the link gave. The routes have
/// the form of those for people with an account; neither's token is worth anything for the other's.
@Path("links/visit")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class VisitResource {

    private final LinkVisits visits;
    private final LinkArchives archives;
    private final VisitUploads uploads;

    @HeaderParam(HttpHeaders.AUTHORIZATION)
    private @Nullable String authorization;

    @Inject
    public VisitResource(LinkVisits visits, LinkArchives archives, VisitUploads uploads) {
        this.visits = visits;
        this.archives = archives;
        this.uploads = uploads;
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
            @PathParam("fileId") NodeId file, @QueryParam("size") @DefaultValue("medium") PreviewFormText size) {
        return answer(visits.previewUrl(visit(), file, size.form()));
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

    /// Answers as opening does; the token that was sent stays good for as long as it is.
    @POST
    @Path("renew")
    @Open
    public Response renew() {
        return answer(LinksResource.Opened.of(visits.renew(visit())));
    }

    /// Answers 200 with a result for each operation, whatever came of them.
    @POST
    @Path("commit")
    @Open
    public Response commit(Deposit body, @HeaderParam("Idempotency-Key") @Nullable IdempotencyKey key) {
        return answer(new Committed(uploads.leave(visit(), body, Optional.ofNullable(key))));
    }

    public record Committed(List<Deposit.Outcome> results) {}

    private Visit visit() {
        return VisitHeader.read(authorization, visits);
    }

    private static Response answer(Object body) {
        return VisitorHeaders.on(Response.ok(body)).build();
    }
}
