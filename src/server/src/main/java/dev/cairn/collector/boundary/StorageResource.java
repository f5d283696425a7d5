package dev.cairn.collector.boundary;

import dev.cairn.collector.control.Storage;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// `/admin/storage`: what the store is full of. For administrators.
@Path("admin/storage")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class StorageResource {

    private final Storage storage;

    @Inject
    public StorageResource(Storage storage) {
        this.storage = storage;
    }

    @GET
    public Storage.Figures show() {
        return storage.figures();
    }
}
