package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.packs.control.Arrivals;
import dev.cairn.platform.control.Collisions;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes trees: the only way there is.
@OneObject
public class Committer {

    private final NamespaceAccess access;
    private final Homes homes;
    private final Arrivals arrivals;
    private final CommitTransaction transaction;
    private final HangingFiles hanging;

    @Inject
    Committer(
            NamespaceAccess access,
            Homes homes,
            Arrivals arrivals,
            CommitTransaction transaction,
            HangingFiles hanging) {
        this.access = access;
        this.homes = homes;
        this.arrivals = arrivals;
        this.transaction = transaction;
        this.hanging = hanging;
    }

    /// Carries out a batch of operations in one transaction; each has its own result.
    ///
    /// Safe to repeat with the same key: it then answers what it answered first. A commit whose
    /// answer was lost may have happened.
    ///
    /// @param key the idempotency key; empty for none
    /// @throws ProblemException `NOT_FOUND` or `FORBIDDEN` for the namespace; `KEY_REUSED` if the
    ///     key belongs to another request; `CURSOR_RESET` if the request was made from a state of the
    ///     server that is lost; `UNAVAILABLE`
    public CommitResult commit(Caller caller, CommitRequest request, Optional<IdempotencyKey> key) {
        return commit(caller, request, key, Set.of());
    }

    /// As [#commit(Caller, CommitRequest, Optional)].
    ///
    /// @param reserved ids, given out before, that new files may have
    CommitResult commit(Caller caller, CommitRequest request, Optional<IdempotencyKey> key, Set<NodeId> reserved) {
        access.requireWrite(caller, request.namespaceId());
        arrivals.settle(request.uploads().stream().distinct().toList());
        var result = Collisions.retry(() -> transaction.run(caller, request, key, reserved));
        return hanging.carryOn(caller, request, result);
    }

    /// Carries out one operation, for those who want it done or an error.
    ///
    /// @param near a node of the namespace that it is for
    /// @throws ProblemException what the operation was refused for; `CONFLICT` if it did not take
    ///     effect because of a newer change; `MISSING_CHUNKS`
    public OperationResult commit(Caller caller, Operation operation, NodeId near, Optional<IdempotencyKey> key) {
        var request = new CommitRequest(homes.of(near), List.of(), List.of(operation), null);
        return require(commit(caller, request, key).results().getFirst());
    }

    /// A result that took effect, or the error that it is.
    static OperationResult require(OperationResult result) {
        return switch (result) {
            case OperationResult.Done done -> done;
            case OperationResult.Conflict conflict -> {
                if (!conflict.applied()) {
                    throw new ProblemException(
                            ProblemType.CONFLICT, "It has changed in the meantime. Nothing was done; look again.");
                }
                yield conflict;
            }
            case OperationResult.MissingChunks missing ->
                throw new ProblemException(
                        ProblemType.MISSING_CHUNKS,
                        missing.missing().size() + " chunks have not been uploaded. Upload them and try again.");
            case OperationResult.Rejected rejected ->
                throw new ProblemException(
                        ProblemType.ofUri(rejected.problem().type()),
                        rejected.problem().detail());
        };
    }
}
