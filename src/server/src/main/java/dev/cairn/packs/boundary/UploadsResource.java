package dev.cairn.packs.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackUrl;
import dev.cairn.packs.control.Arrivals;
import dev.cairn.packs.control.Uploads;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `/uploads`: brings bytes into packs.
@Path("uploads")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class UploadsResource {

    private static final int BINARY_CHUNK = Fingerprint.BYTES + Integer.BYTES;

    private final Uploads uploads;
    private final Arrivals arrivals;

    @Inject
    public UploadsResource(Uploads uploads, Arrivals arrivals) {
        this.uploads = uploads;
        this.arrivals = arrivals;
    }

    @POST
    public Response open(NewUpload body, @Context SecurityContext context) {
        var upload = uploads.open(callerOf(context), body.namespaceId, body.expectedBytes);
        return notStored(Response.Status.CREATED, Opened.of(upload));
    }

    /// Session, missing chunks and the URLs of the packs in one call, for small edits.
    @POST
    @Path("prepare")
    public Response prepare(Prepare body, @Context SecurityContext context) {
        var caller = callerOf(context);
        var upload = uploads.open(caller, body.namespaceId, body.expectedBytes);
        var answer = new Prepared(
                upload.id(),
                upload.expiresAt(),
                uploads.missing(caller, upload.id(), body.chunks),
                uploads.sign(caller, upload.id(), body.packs));
        return notStored(Response.Status.CREATED, answer);
    }

    @POST
    @Path("{uploadId}/missing")
    public Missing missing(@PathParam("uploadId") UploadId uploadId, Question body, @Context SecurityContext context) {
        return new Missing(uploads.missing(callerOf(context), uploadId, body.chunks));
    }

    /// The same question as 36 bytes a chunk: fingerprint, and length as four bytes, big-endian.
    @POST
    @Path("{uploadId}/missing")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public Missing missingBinary(
            @PathParam("uploadId") UploadId uploadId, byte[] body, @Context SecurityContext context) {
        return new Missing(uploads.missing(callerOf(context), uploadId, chunks(body)));
    }

    @POST
    @Path("{uploadId}/packs")
    public Response packs(@PathParam("uploadId") UploadId uploadId, Packs body, @Context SecurityContext context) {
        return notStored(Response.Status.OK, uploads.sign(callerOf(context), uploadId, body.packs));
    }

    @GET
    @Path("{uploadId}")
    public Status status(@PathParam("uploadId") UploadId uploadId, @Context SecurityContext context) {
        var upload = uploads.session(callerOf(context), uploadId);
        return Status.of(arrivals.look(uploadId), upload.expiresAt());
    }

    @DELETE
    @Path("{uploadId}")
    public Response abort(@PathParam("uploadId") UploadId uploadId, @Context SecurityContext context) {
        uploads.abort(callerOf(context), uploadId);
        return Response.noContent().build();
    }

    /// Chunks in their binary form.
    ///
    /// @throws ProblemException `BAD_REQUEST` if these are none
    public static List<Chunk> chunks(byte[] body) {
        if (body.length % BINARY_CHUNK != 0) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Each chunk has 36 bytes: fingerprint and length.");
        }
        var chunks = new ArrayList<Chunk>(body.length / BINARY_CHUNK);
        for (var source = ByteBuffer.wrap(body); source.hasRemaining(); ) {
            chunks.add(chunk(source));
        }
        return chunks;
    }

    private static Chunk chunk(ByteBuffer source) {
        try {
            return new Chunk(Fingerprint.read(source), source.getInt());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST, e.getMessage());
        }
    }

    private static Response notStored(Response.Status status, Object body) {
        return Response.status(status)
                .entity(body)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    public record NewUpload(NamespaceId namespaceId, long expectedBytes) {
        public NewUpload {
            Objects.requireNonNull(namespaceId, "namespaceId is missing");
        }
    }

    /// @param packSize bytes of the first packs; later ones follow the line's speed up to
    ///     `maxPackSize`
    public record Opened(UploadId uploadId, int packSize, int maxPackSize, Instant expiresAt) {
        public static Opened of(Uploads.Session upload) {
            return new Opened(upload.id(), Uploads.FIRST_PACK_SIZE, PackOffer.MAX_SIZE, upload.expiresAt());
        }
    }

    public record Prepare(NamespaceId namespaceId, long expectedBytes, List<Chunk> chunks, List<PackOffer> packs) {
        public Prepare {
            Objects.requireNonNull(namespaceId, "namespaceId is missing");
            chunks = chunks == null ? List.of() : List.copyOf(chunks);
            packs = packs == null ? List.of() : List.copyOf(packs);
        }
    }

    /// @param missing indexes into the question's chunks
    public record Prepared(UploadId uploadId, Instant expiresAt, List<Integer> missing, List<PackUrl> packs) {}

    public record Question(List<Chunk> chunks) {
        public Question {
            chunks = List.copyOf(Objects.requireNonNull(chunks, "chunks is missing"));
        }
    }

    /// @param missing indexes into the question's chunks
    public record Missing(List<Integer> missing) {}

    public record Packs(List<PackOffer> packs) {
        public Packs {
            packs = List.copyOf(Objects.requireNonNull(packs, "packs is missing"));
        }
    }

    /// @param receivedBytes of all packs that are in the store
    public record Status(List<PackStatus> packs, long receivedBytes, Instant expiresAt) {

        public static Status of(List<Arrivals.PackState> packs, Instant expiresAt) {
            long received = packs.stream()
                    .filter(pack -> pack.status() == ChunkStatus.UPLOADED)
                    .mapToLong(Arrivals.PackState::size)
                    .sum();
            return new Status(
                    packs.stream()
                            .map(pack -> new PackStatus(pack.number(), pack.status(), pack.size()))
                            .toList(),
                    received,
                    expiresAt);
        }
    }

    public record PackStatus(int pack, ChunkStatus chunkStatus, int size) {}
}
