package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.platform.boundary.Limit;
import dev.cairn.tree.control.RecentFiles;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /recent`: the files whose content is the newest.
@Path("recent")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class RecentResource {

    private final RecentFiles recent;

    @Inject
    public RecentResource(RecentFiles recent) {
        this.recent = recent;
    }

    @GET
    public Response list(
            @QueryParam("nextCursor") @Nullable String nextCursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context) {
        var page = recent.list(callerOf(context), nextCursor, limit.value());
        var files = page.files().stream().map(HitJson::of).toList();
        return Response.ok(new RecentPage(files, page.nextCursor(), limit.value()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /// @param nextCursor null at the end, and then said to be
    @JsonbNillable
    public record RecentPage(List<HitJson> files, @Nullable String nextCursor, int limit) {}
}
