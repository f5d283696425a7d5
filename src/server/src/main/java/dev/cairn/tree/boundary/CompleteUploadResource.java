package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.OneFileUploads;
import dev.cairn.tree.control.Versions;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `POST /uploads/{uploadId}/complete`: puts the one file of an upload into its folder.
@Path("uploads/{uploadId}/complete")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class CompleteUploadResource {

    private final OneFileUploads uploads;
    private final FolderBrowser browser;

    @Inject
    public CompleteUploadResource(OneFileUploads uploads, FolderBrowser browser) {
        this.uploads = uploads;
        this.browser = browser;
    }

    @POST
    public Completed complete(
            @PathParam("uploadId") UploadId uploadId, @Nullable Complete body, @Context SecurityContext context) {
        var given = Objects.requireNonNullElse(body, new Complete(null, null));
        var caller = callerOf(context);
        var content = uploads.complete(caller, uploadId, given.manifest, given.fingerprint);
        return Completed.of(content, browser.find(caller, content.file()).entry());
    }

    /// @param manifest null to let the server cut the file of a SIMPLE upload
    public record Complete(
            @Nullable PutManifest manifest, @Nullable Fingerprint fingerprint) {}

    public record Completed(
            NodeId fileId,
            @Nullable NodeId folderId,
            String fileName,
            VersionId versionId,
            Fingerprint fingerprint,
            Metadata metadata) {

        static Completed of(Versions.Content content, Entry entry) {
            return new Completed(
                    entry.id(),
                    entry.parent(),
                    entry.name(),
                    content.versionId(),
                    content.fingerprint(),
                    new Metadata(entry.created(), FileJson.FileStatus.UPLOADED, content.size()));
        }
    }

    public record Metadata(Instant createdTime, FileJson.FileStatus fileStatus, long fileSize) {}
}
