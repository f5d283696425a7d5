package dev.cairn.content.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.content.control.Extents;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `POST /extents`: where to fetch what a device lacks.
@Path("extents")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class ExtentsResource {

    private final Extents extents;

    @Inject
    public ExtentsResource(Extents extents) {
        this.extents = extents;
    }

    @POST
    public Response find(Question body, @Context SecurityContext context) {
        var wants = body.files.stream().map(FileWanted::asWant).toList();
        return Response.ok(extents.find(callerOf(context), wants))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    public record Question(List<FileWanted> files) {
        public Question {
            files = List.copyOf(Objects.requireNonNull(files, "files is missing"));
        }
    }

    /// @param versionId null for the newest
    /// @param base a version that the device has; only what differs from it is told
    /// @param have chunks that the device has
    /// @param from index of the first chunk that is wanted; null for 0
    /// @param count how many chunks from there; null for all
    public record FileWanted(
            NodeId fileId,
            @Nullable VersionId versionId,
            @Nullable VersionId base,
            @Nullable List<Fingerprint> have,
            @Nullable Integer from,
            @Nullable Integer count) {

        public FileWanted {
            Objects.requireNonNull(fileId, "fileId is missing");
            if (from != null && from < 0 || count != null && count < 0) {
                throw new IllegalArgumentException("Chunks are counted from 0");
            }
        }

        Extents.Want asWant() {
            return new Extents.Want(
                    fileId,
                    versionId,
                    base,
                    have == null ? Set.of() : Set.copyOf(have),
                    Objects.requireNonNullElse(from, 0),
                    Objects.requireNonNullElse(count, Integer.MAX_VALUE));
        }
    }
}
