package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.packs.control.Uploads;
import dev.cairn.tree.control.OneFileUploads;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `POST /folders/{folderId}/pre-signed-url`: begins the upload of one file.
@Path("folders/{folderId}/pre-signed-url")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class FileUploadsResource {

    private final OneFileUploads uploads;
    private final InstantSource clock;

    @Inject
    public FileUploadsResource(OneFileUploads uploads, InstantSource clock) {
        this.uploads = uploads;
        this.clock = clock;
    }

    @POST
    public Response open(
            @PathParam("folderId") NodeId folderId,
            @QueryParam("uploadType") String uploadType,
            NewFile body,
            @Context SecurityContext context) {
        var plan = new OneFileUploads.Plan(
                folderId,
                body.fileName,
                body.fileMetadata.fileSize,
                body.fileMetadata.modifiedTime == null ? clock.instant() : body.fileMetadata.modifiedTime,
                body.fileMetadata.fileType,
                body.fileId,
                body.baseVersionId);
        return switch (Objects.requireNonNullElse(uploadType, "")) {
            case "SIMPLE" -> {
                if (body.checkSum == null) {
                    throw new ProblemException(
                            ProblemType.BAD_REQUEST,
                            "A SIMPLE upload needs checkSum: the SHA-256 of the content in hex.");
                }
                yield created(SimpleUpload.of(uploads.openSimple(callerOf(context), plan, body.checkSum)));
            }
            case "RESUMABLE" -> {
                var upload = uploads.openResumable(callerOf(context), plan);
                yield created(new ResumableUpload(
                        upload.upload(), upload.file(), Uploads.FIRST_PACK_SIZE, upload.expiresAt()));
            }
            default -> throw new ProblemException(ProblemType.BAD_REQUEST, "uploadType is SIMPLE or RESUMABLE.");
        };
    }

    private static Response created(Object body) {
        return Response.status(Response.Status.CREATED)
                .entity(body)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /// @param checkSum SHA-256 of the content; needed for SIMPLE
    /// @param fileId the file that gets a new version; null for that of this name, or a new one
    public record NewFile(
            FileName fileName,
            FileMetadata fileMetadata,
            @Nullable Fingerprint checkSum,
            @Nullable NodeId fileId,
            @Nullable VersionId baseVersionId) {
        public NewFile {
            Objects.requireNonNull(fileName, "fileName is missing");
            Objects.requireNonNull(fileMetadata, "fileMetadata is missing");
        }
    }

    /// @param fileSize in bytes
    public record FileMetadata(
            Long fileSize,
            @Nullable String fileType,
            @Nullable Instant modifiedTime) {
        public FileMetadata {
            if (fileSize == null || fileSize < 0) {
                throw new IllegalArgumentException("fileMetadata.fileSize is the number of bytes, 0 or more");
            }
            if (modifiedTime != null) {
                FileTimes.check(modifiedTime);
            }
        }
    }

    public record SimpleUpload(
            UploadId uploadId, NodeId fileId, URI url, String method, Map<String, String> headers, Instant expiresAt) {

        static SimpleUpload of(OneFileUploads.Simple simple) {
            var request = simple.request();
            return new SimpleUpload(
                    simple.upload(),
                    simple.file(),
                    request.url(),
                    request.method(),
                    request.headers(),
                    request.expiresAt());
        }
    }

    /// @param packSize bytes of the first packs
    public record ResumableUpload(UploadId uploadId, NodeId fileId, int packSize, Instant expiresAt) {}
}
