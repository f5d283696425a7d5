package dev.cairn.accounts.boundary;

import dev.cairn.accounts.control.Devices;
import dev.cairn.core.sync.DeviceId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/// `/devices`: where the caller is signed in.
@Path("devices")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class DevicesResource {

    private final Devices devices;

    @Inject
    public DevicesResource(Devices devices) {
        this.devices = devices;
    }

    @GET
    public DeviceList list(@Context SecurityContext context) {
        return new DeviceList(devices.list(BearerFilter.callerOf(context)));
    }

    @DELETE
    @Path("{deviceId}")
    public Response remove(@PathParam("deviceId") DeviceId id, @Context SecurityContext context) {
        devices.remove(BearerFilter.callerOf(context), id);
        return Response.noContent().build();
    }

    public record DeviceList(List<Devices.Info> devices) {}
}
