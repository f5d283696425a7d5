package dev.cairn.admin.boundary;

import dev.cairn.admin.control.AllDevices;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.boundary.Limit;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/admin/devices`: where people are signed in.
@Path("admin/devices")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class AllDevicesResource {

    private final AllDevices devices;

    @Inject
    public AllDevicesResource(AllDevices devices) {
        this.devices = devices;
    }

    @GET
    public DeviceList list(
            @QueryParam("userId") @Nullable UserId of,
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("nextCursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context,
            @Context HttpServletRequest request) {
        var page = devices.list(Acting.in(context, request), Optional.ofNullable(of), text, cursor, limit.value());
        return new DeviceList(page.items(), page.nextCursor());
    }

    @DELETE
    @Path("{deviceId}")
    public Response revoke(
            @PathParam("deviceId") DeviceId id, @Context SecurityContext context, @Context HttpServletRequest request) {
        devices.revoke(Acting.in(context, request), id);
        return Response.noContent().build();
    }

    @JsonbNillable
    public record DeviceList(
            List<AllDevices.Info> devices, @Nullable String nextCursor) {}
}
