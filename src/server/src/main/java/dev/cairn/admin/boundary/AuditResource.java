package dev.cairn.admin.boundary;

import dev.cairn.admin.control.Act;
import dev.cairn.admin.control.AuditCsv;
import dev.cairn.admin.control.AuditEntries;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.boundary.Limit;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.servlet.http.HttpServletRequest;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/admin/audit`: what administrators have done.
@Path("admin/audit")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class AuditResource {

    private final AuditEntries entries;
    private final AuditCsv csv;

    @Inject
    public AuditResource(AuditEntries entries, AuditCsv csv) {
        this.entries = entries;
        this.csv = csv;
    }

    @GET
    public EntryList list(
            @QueryParam("act") @Nullable String act,
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("nextCursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @Context SecurityContext context,
            @Context HttpServletRequest request) {
        var administrator = Acting.in(context, request);
        var page = entries.list(administrator, filter(act, text), cursor, limit.value());
        return new EntryList(page.items(), page.nextCursor());
    }

    @GET
    @Path("csv")
    @Produces({"text/csv", MediaType.APPLICATION_JSON})
    public Response csv(
            @QueryParam("act") @Nullable String act,
            @QueryParam("q") @DefaultValue("") String text,
            @Context SecurityContext context,
            @Context HttpServletRequest request) {
        var export = csv.export(Acting.in(context, request), filter(act, text));
        StreamingOutput body = export::write;
        return Response.ok(body, "text/csv;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static AuditEntries.Filter filter(@Nullable String act, String text) {
        return new AuditEntries.Filter(Optional.ofNullable(act).map(AuditResource::act), text);
    }

    private static Act act(String name) {
        return Arrays.stream(Act.values())
                .filter(act -> act.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.BAD_REQUEST, "act is one of " + Arrays.toString(Act.values()) + "."));
    }

    @JsonbNillable
    public record EntryList(
            List<AuditEntries.Entry> entries, @Nullable String nextCursor) {}
}
