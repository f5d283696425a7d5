package dev.cairn.content.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.content.control.Extents;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
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
        return Response.ok(extents.find(callerOf(context), body.wants()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    public record Question(List<FileWanted> files) {
        public Question {
            files = List.copyOf(Objects.requireNonNull(files, "files is missing"));
        }

        List<Extents.Want> wants() {
            return files.stream().map(FileWanted::asWant).toList();
        }

        /// For those who may see the newest versions only.
        ///
        /// @throws ProblemException `BAD_REQUEST` if another version is named
        public List<Extents.Want> newest() {
            if (files.stream().anyMatch(file -> file.versionId != null || file.base != null)) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "Only the newest versions can be had here.");
            }
            return wants();
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
