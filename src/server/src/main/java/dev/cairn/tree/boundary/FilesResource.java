package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.boundary.Limit;
import dev.cairn.tree.control.Committer;
import dev.cairn.tree.control.FileCopier;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.IdempotencyKey;
import dev.cairn.tree.control.Mover;
import dev.cairn.tree.control.VersionRestorer;
import dev.cairn.tree.control.Versions;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/folders/{folderId}/files/{fileId}`: a file in the tree. How its bytes are read is in `content`.
@Path("folders/{folderId}/files/{fileId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class FilesResource {

    private final FolderBrowser browser;
    private final Versions versions;
    private final VersionRestorer restorer;
    private final Mover mover;
    private final FileCopier copier;
    private final Committer committer;

    @PathParam("folderId")
    private NodeId folderId;

    @PathParam("fileId")
    private NodeId fileId;

    @HeaderParam("Idempotency-Key")
    private @Nullable IdempotencyKey key;

    @Inject
    @SuppressWarnings("NullAway.Init")
    public FilesResource(
            FolderBrowser browser,
            Versions versions,
            VersionRestorer restorer,
            Mover mover,
            FileCopier copier,
            Committer committer) {
        this.browser = browser;
        this.versions = versions;
        this.restorer = restorer;
        this.mover = mover;
        this.copier = copier;
        this.committer = committer;
    }

    @GET
    public Response show(@Context SecurityContext context) {
        return answer(Response.Status.OK, callerOf(context), fileId);
    }

    @PATCH
    public Response change(
            FoldersResource.Change body,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable Revision known,
            @Context SecurityContext context) {
        var caller = callerOf(context);
        var now = browser.findFile(caller, folderId, fileId).entry();
        mover.move(caller, now.id(), body.to(now), FoldersResource.Change.rev(known), true, Optional.ofNullable(key));
        return answer(Response.Status.OK, caller, fileId);
    }

    @POST
    @Path("copy")
    public Response copy(FoldersResource.CopyTo body, @Context SecurityContext context) {
        var caller = callerOf(context);
        var now = browser.findFile(caller, folderId, fileId).entry();
        var made = copier.copy(caller, now, body.parentId(), body.name(), Optional.ofNullable(key));
        return answer(Response.Status.CREATED, caller, Results.nodeOf(made));
    }

    @DELETE
    public Response delete(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable Revision known, @Context SecurityContext context) {
        var caller = callerOf(context);
        var now = browser.findFile(caller, folderId, fileId).entry();
        var operation = new Operation.Delete(now.id(), known == null ? null : known.number(), null);
        return Results.underDeletion(committer.commit(caller, operation, now.id(), Optional.ofNullable(key)));
    }

    @GET
    @Path("versions")
    public Response versions(
            @QueryParam("nextCursor") @Nullable String nextCursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context) {
        var page = versions.list(callerOf(context), folderId, fileId, nextCursor, limit.value());
        return Response.ok(new VersionPage(page.versions(), page.nextCursor(), limit.value()))
                .header(HttpHeaders.CACHE_CONTROL, Results.REVALIDATE)
                .build();
    }

    @POST
    @Path("versions/{versionId}/restore")
    @Consumes(MediaType.WILDCARD)
    public Response restore(@PathParam("versionId") VersionId versionId, @Context SecurityContext context) {
        var caller = callerOf(context);
        restorer.restore(caller, folderId, fileId, versionId, Optional.ofNullable(key));
        return answer(Response.Status.OK, caller, fileId);
    }

    private Response answer(Response.Status status, Caller caller, NodeId id) {
        var entry = browser.find(caller, id).entry();
        return Response.status(status)
                .entity(FileJson.of(entry))
                .tag(Revision.tag(entry.rev()))
                .header(HttpHeaders.CACHE_CONTROL, Results.REVALIDATE)
                .build();
    }

    /// @param nextCursor null at the end, and then said to be
    @JsonbNillable
    public record VersionPage(
            List<Versions.Info> versions, @Nullable String nextCursor, int limit) {}
}
