package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.platform.boundary.Limit;
import dev.cairn.tree.control.NameSearch;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `GET /search`: files and folders by a part of their name.
@Path("search")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class SearchResource {

    private final NameSearch search;

    @Inject
    public SearchResource(NameSearch search) {
        this.search = search;
    }

    @GET
    public Response find(
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("type") @Nullable String type,
            @QueryParam("nextCursor") @Nullable String nextCursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context) {
        var page = search.find(callerOf(context), text, kind(type), nextCursor, limit.value());
        var hits = page.hits().stream().map(HitJson::of).toList();
        return Response.ok(new HitPage(hits, page.nextCursor(), limit.value()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Optional<NodeKind> kind(@Nullable String type) {
        return switch (type) {
            case null -> Optional.empty();
            case "file" -> Optional.of(NodeKind.FILE);
            case "folder" -> Optional.of(NodeKind.FOLDER);
            default -> throw new ProblemException(ProblemType.BAD_REQUEST, "type is file or folder.");
        };
    }

    /// @param nextCursor null at the end, and then said to be
    @JsonbNillable
    public record HitPage(List<HitJson> hits, @Nullable String nextCursor, int limit) {}
}
