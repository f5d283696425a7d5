package dev.cairn.tree.control;

import dev.cairn.accounts.control.Allowances;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.Role;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.SignedTokens;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was deleted and can be restored.
@OneObject
public class TrashBin {

    /// Most entries of a page.
    public static final int MOST = 1000;

    private static final String CURSOR = "trash list cursor";

    private final Entries entries;
    private final NamespaceAccess access;
    private final Homes homes;
    private final Committer committer;
    private final Purger purger;
    private final Allowances allowances;
    private final SignedTokens tokens;

    @Inject
    TrashBin(
            Entries entries,
            NamespaceAccess access,
            Homes homes,
            Committer committer,
            Purger purger,
            Allowances allowances,
            SignedTokens tokens) {
        this.entries = entries;
        this.access = access;
        this.homes = homes;
        this.committer = committer;
        this.purger = purger;
        this.allowances = allowances;
        this.tokens = tokens;
    }

    /// A page of what is in the caller's trash, the latest first.
    ///
    /// @param cursor from the last page; null for the first
    /// @param limit 1 to [#MOST]
    /// @throws ProblemException `BAD_REQUEST` if the cursor is not one of ours
    public Page list(Caller caller, @Nullable String cursor, int limit) {
        var after = cursor == null ? null : mark(cursor);
        var found = entries.trash(caller.own(), after, limit + 1);
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        var shown = List.copyOf(found.subList(0, limit));
        var last = shown.getLast();
        var next = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(Times.toMicros(last.at()))
                .putLong(last.entry().id().value());
        return new Page(shown, tokens.seal(CURSOR, next.array()));
    }

    /// Takes something out of the trash, to where it was. Where that is gone it goes to the top
    /// folder; where its name is taken it gets a number.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is not there, or the caller may not see it
    public OperationResult restore(Caller caller, NodeId id, Optional<IdempotencyKey> key) {
        return committer.commit(caller, new Operation.Restore(id, null, null), id, key);
    }

    /// Deletes something in the trash for good, with all that is in it and all its versions.
    ///
    /// @throws ProblemException `NOT_FOUND` if it is not there, or the caller may not see it; `FORBIDDEN` to
    ///     who does not own what it was in; `CONFLICT` if it is shared
    public void purge(Caller caller, NodeId id) {
        var namespace = homes.of(id);
        if (access.requireWrite(caller, namespace) != Role.OWNER) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "Only the owner of a shared folder deletes for good what was in it.");
        }
        if (entries.path(namespace, id).stream().anyMatch(entry -> entry.id().equals(id) && entry.isMount())) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "What is shared is not deleted for good. Leave it, or restore it and end sharing it.");
        }
        if (!purger.purge(namespace, id)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "It is not in the trash.");
        }
    }

    /// How long what the caller deletes can be restored.
    public Duration kept(Caller caller) {
        return allowances.retention(caller.own()).trash();
    }

    /// Deletes for good all that is in the caller's trash.
    public void empty(Caller caller) {
        purger.empty(caller.own());
    }

    private Entries.TrashMark mark(String cursor) {
        return tokens.open(CURSOR, cursor)
                .filter(form -> form.length == 2 * Long.BYTES)
                .map(ByteBuffer::wrap)
                .map(form -> new Entries.TrashMark(Times.ofMicros(form.getLong()), new NodeId(form.getLong())))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.BAD_REQUEST, "nextCursor is not one of this server's. Begin with the first page."));
    }

    /// @param nextCursor null at the end
    public record Page(
            List<Entries.Trashed> entries, @Nullable String nextCursor) {}
}
