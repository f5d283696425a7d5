package dev.cairn.content.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.content.control.Downloads;
import dev.cairn.content.control.Previews;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.FolderBrowser;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `/folders/{folderId}/files/{fileId}/…`: how a file's bytes are read.
@Path("folders/{folderId}/files/{fileId}")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class FileContentResource {

    private final Downloads downloads;
    private final Previews previews;
    private final FolderBrowser browser;

    @PathParam("folderId")
    private NodeId folderId;

    @PathParam("fileId")
    private NodeId fileId;

    @Inject
    @SuppressWarnings("NullAway.Init")
    public FileContentResource(Downloads downloads, Previews previews, FolderBrowser browser) {
        this.downloads = downloads;
        this.previews = previews;
        this.browser = browser;
    }

    @GET
    @Path("pre-signed-url")
    public Response url(@QueryParam("versionId") @Nullable VersionId versionId, @Context SecurityContext context) {
        return notStored(downloads.url(callerOf(context), folderId, fileId, versionId));
    }

    /// The same by way of the edge, if there is one.
    @GET
    @Path("cdn-url")
    public Response cdnUrl(@QueryParam("versionId") @Nullable VersionId versionId, @Context SecurityContext context) {
        return notStored(downloads.edgeUrl(callerOf(context), folderId, fileId, versionId));
    }

    @GET
    @Path("preview")
    public Response preview(
            @QueryParam("versionId") @Nullable VersionId versionId,
            @QueryParam("size") @DefaultValue("medium") PreviewFormText size,
            @Context SecurityContext context) {
        return notStored(previews.url(callerOf(context), folderId, fileId, versionId, size.form()));
    }

    @GET
    @Path("manifest")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response manifest(
            @QueryParam("versionId") @Nullable VersionId versionId,
            @QueryParam("base") @Nullable VersionId base,
            @QueryParam("prefix") @DefaultValue("32") int prefix,
            @Context SecurityContext context) {
        if (prefix < 1 || prefix > Fingerprint.BYTES) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "prefix is a number of bytes from 1 to 32.");
        }
        var caching = versionId == null ? "private, no-cache" : "private, max-age=31536000, immutable";
        return Response.ok(downloads.manifest(callerOf(context), folderId, fileId, versionId, base, prefix))
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .build();
    }

    /// The newest version, or 304 where `If-None-Match` names it.
    @GET
    @Path("changes")
    public Response changes(@Context Request request, @Context SecurityContext context) {
        var caller = callerOf(context);
        var location = browser.findFile(caller, folderId, fileId);
        var tag = new EntityTag(String.valueOf(location.entry().versionId()));
        var unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.build();
        }
        var download = downloads.url(caller, folderId, fileId, location.entry().versionId());
        var metadata = new Metadata(
                download.fileSize(),
                location.entry().fileType(),
                location.entry().created(),
                location.entry().modified());
        var body = new NewestVersion(
                download.url(),
                download.fileName(),
                location.text(),
                metadata,
                download.versionId(),
                download.fingerprint());
        return Response.ok(body)
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    private static Response notStored(Object body) {
        return Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    public record NewestVersion(
            URI url,
            String fileName,
            String filePath,
            Metadata fileMetadata,
            VersionId versionId,
            Fingerprint fingerprint) {}

    public record Metadata(long fileSize, @Nullable String fileType, Instant createdTime, Instant updatedAt) {}
}
