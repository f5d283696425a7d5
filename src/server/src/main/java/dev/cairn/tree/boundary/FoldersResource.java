package dev.cairn.tree.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.platform.boundary.Limit;
import dev.cairn.platform.control.Epoch;
import dev.cairn.tree.control.Committer;
import dev.cairn.tree.control.Entry;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.FolderCopier;
import dev.cairn.tree.control.IdempotencyKey;
import dev.cairn.tree.control.Mover;
import dev.cairn.tree.control.Order;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/folders/{folderId}`: a folder, and what is in it.
@Path("folders/{folderId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public class FoldersResource {

    private final FolderBrowser browser;
    private final Mover mover;
    private final FolderCopier copier;
    private final Committer committer;
    private final NamespaceAccess access;
    private final ServedPages served;
    private final Epoch epoch;

    @PathParam("folderId")
    private NodeId folderId;

    @HeaderParam("Idempotency-Key")
    private @Nullable IdempotencyKey key;

    @Inject
    @SuppressWarnings("NullAway.Init")
    public FoldersResource(
            FolderBrowser browser,
            Mover mover,
            FolderCopier copier,
            Committer committer,
            NamespaceAccess access,
            ServedPages served,
            Epoch epoch) {
        this.browser = browser;
        this.mover = mover;
        this.copier = copier;
        this.committer = committer;
        this.access = access;
        this.served = served;
        this.epoch = epoch;
    }

    @GET
    public Response show(@QueryParam("size") boolean size, @Context SecurityContext context) {
        return answer(Response.Status.OK, callerOf(context), folderId, size);
    }

    @POST
    @Path("folders")
    public Response make(NewFolder body, @Context SecurityContext context) {
        var inside = browser.inside(callerOf(context), folderId).folder();
        var operation = new Operation.MakeFolder(NodeRef.to(inside), body.folderName, true);
        var made = committer.commit(callerOf(context), operation, inside, Optional.ofNullable(key));
        return answer(Response.Status.CREATED, callerOf(context), Results.nodeOf(made), false);
    }

    @GET
    @Path("files")
    public Response list(
            @QueryParam("nextCursor") @Nullable String nextCursor,
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @QueryParam("sort") @DefaultValue("name") String sort,
            @QueryParam("desc") boolean descending,
            @Context SecurityContext context) {
        var caller = callerOf(context);
        var order = order(sort, descending);
        var inside = browser.inside(caller, folderId);
        var question = new ServedPages.Question(
                inside.seq(), epoch.value(), inside.folder(), order, nextCursor, limit.value());
        var json = served.answer(question, () -> {
            var page = browser.list(caller, inside.folder(), order, nextCursor, limit.value());
            return page(page.entries(), page.nextCursor(), limit.value());
        });
        return Response.ok(json)
                .header(HttpHeaders.CACHE_CONTROL, Results.REVALIDATE)
                .build();
    }

    /// What is in the folder under these names.
    @POST
    @Path("lookup")
    public FolderPage lookUp(Names body, @Context SecurityContext context) {
        var found = browser.lookUp(callerOf(context), folderId, body.names);
        return page(found, null, found.size());
    }

    @PATCH
    public Response change(
            Change body,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable Revision known,
            @Context SecurityContext context) {
        var caller = callerOf(context);
        var now = browser.findFolder(caller, folderId).entry();
        mover.move(caller, folderId, body.to(now), Change.rev(known), true, Optional.ofNullable(key));
        return answer(Response.Status.OK, caller, folderId, false);
    }

    @POST
    @Path("copy")
    public Response copy(CopyTo body, @Context SecurityContext context) {
        var caller = callerOf(context);
        var copy = copier.copy(caller, folderId, body.parentId, body.name);
        return answer(Response.Status.CREATED, caller, copy, false);
    }

    @DELETE
    public Response delete(@Context SecurityContext context) {
        var caller = callerOf(context);
        browser.findFolder(caller, folderId);
        var result = committer.commit(
                caller, new Operation.Delete(folderId, null, null), folderId, Optional.ofNullable(key));
        return Results.underDeletion(result);
    }

    private Response answer(Response.Status status, Caller caller, NodeId id, boolean withSize) {
        var location = browser.findFolder(caller, id);
        var owner = access.ownerOf(location.namespace());
        var size = withSize ? Long.valueOf(browser.size(caller, location.entry().inside())) : null;
        return Response.status(status)
                .entity(FolderJson.of(location, owner, size))
                .tag(Revision.tag(location.entry().rev()))
                .header(HttpHeaders.CACHE_CONTROL, Results.REVALIDATE)
                .build();
    }

    /// A page of entries, as lists show them.
    public static FolderPage page(List<Entry> entries, @Nullable String nextCursor, int limit) {
        var files = entries.stream().filter(Entry::isFile).map(FileJson::of).toList();
        var folders = entries.stream()
                .filter(entry -> !entry.isFile())
                .map(FolderJson::of)
                .toList();
        return new FolderPage(files, folders, nextCursor, limit);
    }

    /// @throws ProblemException `BAD_REQUEST` if `sort` is not an order
    public static Order order(String sort, boolean descending) {
        var by = switch (sort) {
            case "name" -> Order.By.NAME;
            case "modified" -> Order.By.MODIFIED;
            case "size" -> Order.By.SIZE;
            default -> throw new ProblemException(ProblemType.BAD_REQUEST, "sort is name, modified or size.");
        };
        return new Order(by, descending);
    }

    public record NewFolder(FileName folderName) {
        public NewFolder {
            Objects.requireNonNull(folderName, "folderName is missing");
        }
    }

    public record Names(List<FileName> names) {
        public Names {
            names = List.copyOf(Objects.requireNonNull(names, "names is missing"));
        }
    }

    /// @param nextCursor null at the end, and then said to be
    @JsonbNillable
    public record FolderPage(
            List<FileJson> files,
            List<FolderJson> folders,
            @Nullable String nextCursor,
            int limit) {}

    /// A rename, a move, or both.
    public record Change(@Nullable FileName name, @Nullable NodeId parentId) {

        /// @throws ProblemException `BAD_REQUEST` for a top folder
        Mover.To to(Entry now) {
            if (now.parent() == null) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "The top folder cannot be moved or renamed.");
            }
            return new Mover.To(parentId == null ? now.parent() : parentId, name);
        }

        static @Nullable Integer rev(@Nullable Revision known) {
            return known == null ? null : known.number();
        }
    }

    /// @param name null for the present name
    public record CopyTo(NodeId parentId, @Nullable FileName name) {
        public CopyTo {
            Objects.requireNonNull(parentId, "parentId is missing");
        }
    }
}
