package dev.cairn.content.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.content.control.ArchiveLinks;
import dev.cairn.content.control.Archives;
import dev.cairn.core.sync.NodeId;
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
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// `POST /archives`: where several files and folders can be had as one zip archive.
@Path("archives")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class ArchivesResource {

    private final Archives archives;

    @Inject
    public ArchivesResource(Archives archives) {
        this.archives = archives;
    }

    @POST
    public Response link(Question body, @Context SecurityContext context) {
        return Response.ok(LinkJson.of(archives.link(callerOf(context), body.nodeIds)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    public record Question(List<NodeId> nodeIds) {
        public Question {
            nodeIds = List.copyOf(Objects.requireNonNull(nodeIds, "nodeIds is missing"));
        }
    }

    /// @param expiresAt until when a download may begin
    public record LinkJson(URI url, String fileName, Instant expiresAt) {

        public static LinkJson of(ArchiveLinks.Link link) {
            return new LinkJson(link.url(), link.fileName(), link.expiresAt());
        }
    }
}
