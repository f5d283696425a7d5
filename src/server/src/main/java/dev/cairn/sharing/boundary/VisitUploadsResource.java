package dev.cairn.sharing.boundary;

import dev.cairn.accounts.boundary.Open;
import dev.cairn.core.sync.UploadId;
import dev.cairn.packs.boundary.UploadsResource;
import dev.cairn.sharing.control.LinkVisits;
import dev.cairn.sharing.control.Visit;
import dev.cairn.sharing.control.VisitUploads;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// `/links/visit/uploads`: brings a visitor's bytes into packs, by calls in the form of `/uploads`.
@Path("links/visit/uploads")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class VisitUploadsResource {

    private final LinkVisits visits;
    private final VisitUploads uploads;

    @HeaderParam(HttpHeaders.AUTHORIZATION)
    private @Nullable String authorization;

    @Inject
    public VisitUploadsResource(LinkVisits visits, VisitUploads uploads) {
        this.visits = visits;
        this.uploads = uploads;
    }

    @POST
    @Open
    public Response open(NewUpload body) {
        var upload = uploads.open(visit(), body.expectedBytes);
        return VisitorHeaders.on(Response.status(Response.Status.CREATED).entity(UploadsResource.Opened.of(upload)))
                .build();
    }

    @POST
    @Path("{uploadId}/missing")
    @Open
    public Response missing(@PathParam("uploadId") UploadId id, UploadsResource.Question body) {
        return answer(new UploadsResource.Missing(uploads.missing(visit(), id, body.chunks())));
    }

    /// The same question as 36 bytes a chunk.
    @POST
    @Path("{uploadId}/missing")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Open
    public Response missingBinary(@PathParam("uploadId") UploadId id, byte[] body) {
        return answer(new UploadsResource.Missing(uploads.missing(visit(), id, UploadsResource.chunks(body))));
    }

    @POST
    @Path("{uploadId}/packs")
    @Open
    public Response packs(@PathParam("uploadId") UploadId id, UploadsResource.Packs body) {
        return answer(uploads.sign(visit(), id, body.packs()));
    }

    @GET
    @Path("{uploadId}")
    @Open
    public Response status(@PathParam("uploadId") UploadId id) {
        var progress = uploads.progress(visit(), id);
        return answer(
                UploadsResource.Status.of(progress.packs(), progress.session().expiresAt()));
    }

    @DELETE
    @Path("{uploadId}")
    @Open
    public Response abort(@PathParam("uploadId") UploadId id) {
        uploads.abort(visit(), id);
        return Response.noContent().build();
    }

    private Visit visit() {
        return VisitHeader.read(authorization, visits);
    }

    private static Response answer(Object body) {
        return VisitorHeaders.on(Response.ok(body)).build();
    }

    /// @param expectedBytes what the visitor thinks to send
    public record NewUpload(long expectedBytes) {}
}
