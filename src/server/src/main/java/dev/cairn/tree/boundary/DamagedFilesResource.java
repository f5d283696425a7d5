package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.DamagedFiles;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/// `/damaged-files`: what cannot be read back from the store just now.
@Path("damaged-files")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class DamagedFilesResource {

    private final DamagedFiles files;

    @Inject
    public DamagedFilesResource(DamagedFiles files) {
        this.files = files;
    }

    @GET
    public DamagedList list(@Context SecurityContext context) {
        return new DamagedList(files.list(callerOf(context)).stream()
                .map(file -> new DamagedJson(file.file(), file.folder(), file.name(), file.version(), file.newest()))
                .toList());
    }

    public record DamagedList(List<DamagedJson> files) {}

    /// @param newest whether it is what the file holds now
    public record DamagedJson(NodeId fileId, NodeId folderId, String fileName, VersionId versionId, boolean newest) {}
}
