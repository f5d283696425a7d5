package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Splice;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.control.Collisions;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// New versions of files that hang in a namespace and are in another one: a commit to the namespace in which
/// somebody sees them is carried on there. So who puts many files into a folder, or has not heard yet that
/// one of them is shared, need not know.
///
/// What was sent for the first namespace belongs to it, and is then the other's too.
@OneObject
class HangingFiles {

    private final Entries entries;
    private final NamespaceAccess access;
    private final CommitTransaction transaction;
    private final ChunkSharing chunks;

    @Inject
    HangingFiles(Entries entries, NamespaceAccess access, CommitTransaction transaction, ChunkSharing chunks) {
        this.entries = entries;
        this.access = access;
        this.transaction = transaction;
        this.chunks = chunks;
    }

    /// Carries out those of a commit's operations that were refused because their file is elsewhere. Costs
    /// nothing where no file was refused.
    CommitResult carryOn(Caller caller, CommitRequest request, CommitResult result) {
        var refused = result.results().stream().anyMatch(OperationResult.Rejected.class::isInstance)
                ? filesOf(request, result)
                : Set.<NodeId>of();
        if (refused.isEmpty() || caller.visitor() != null) {
            return result;
        }
        var homes = entries.hangingFiles(request.namespaceId(), refused);
        var results = new ArrayList<>(result.results());
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof OperationResult.Rejected
                    && request.ops().get(i) instanceof Operation.Put put
                    && put.nodeId() != null
                    && homes.containsKey(put.nodeId())) {
                results.set(i, carryOn(caller, request, put, Objects.requireNonNull(homes.get(put.nodeId()))));
            }
        }
        return new CommitResult(result.seq(), results, null);
    }

    private static Set<NodeId> filesOf(CommitRequest request, CommitResult result) {
        var files = Stream.<NodeId>builder();
        for (int i = 0; i < request.ops().size(); i++) {
            if (result.results().get(i) instanceof OperationResult.Rejected
                    && request.ops().get(i) instanceof Operation.Put put
                    && put.nodeId() != null) {
                files.add(put.nodeId());
            }
        }
        return files.build().collect(Collectors.toSet());
    }

    private OperationResult carryOn(Caller caller, CommitRequest request, Operation.Put put, NamespaceId home) {
        try {
            access.requireWrite(caller, home);
            var named = chunksOf(put.manifest());
            Collisions.retry(() -> transaction.takeUp(caller, request, named));
            Collisions.retry(() -> chunks.share(request.namespaceId(), home, named));
            var there = new CommitRequest(home, List.of(), List.of(in(home, put)), null);
            return here(
                    Objects.requireNonNull(put.nodeId()),
                    Collisions.retry(() -> transaction.run(caller, there, Optional.empty(), Set.of()))
                            .results()
                            .getFirst());
        } catch (ProblemException refused) {
            return OperationResult.Rejected.because(refused.type(), String.valueOf(refused.getMessage()));
        }
    }

    private static Set<Fingerprint> chunksOf(PutManifest manifest) {
        var whole = Optional.ofNullable(manifest.chunks()).stream().flatMap(List::stream);
        var inserted = Optional.ofNullable(manifest.splices()).stream()
                .flatMap(List::stream)
                .map(Splice::insert)
                .flatMap(List::stream);
        return Stream.concat(whole, inserted).map(Chunk::fingerprint).collect(Collectors.toSet());
    }

    /// The same, in the words of the namespace that the file is in.
    private static Operation.Put in(NamespaceId home, Operation.Put put) {
        var file = NodeId.rootOf(home);
        var manifest = put.manifest();
        return new Operation.Put(
                NodeRef.to(file),
                put.name(),
                file,
                named(file, put.baseVersionId()),
                put.size(),
                put.modifiedTime(),
                put.fileType(),
                put.executable(),
                put.fingerprint(),
                put.sha256(),
                manifest.splices() == null
                        ? manifest
                        : PutManifest.difference(
                                Objects.requireNonNull(named(file, manifest.base())), manifest.splices()),
                put.exact());
    }

    /// What came of it, in the words of the namespace that the file hangs in.
    private static OperationResult here(NodeId mount, OperationResult there) {
        return switch (there) {
            case OperationResult.Done done ->
                new OperationResult.Done(mount, named(mount, done.versionId()), done.seq());
            case OperationResult.Conflict conflict ->
                new OperationResult.Conflict(
                        conflict.applied(),
                        mount,
                        named(mount, conflict.versionId()),
                        conflict.seq(),
                        named(mount, conflict.conflictVersionId()),
                        conflict.name());
            case OperationResult.MissingChunks missing -> missing;
            case OperationResult.Rejected rejected -> rejected;
        };
    }

    private static @Nullable VersionId named(NodeId file, @Nullable VersionId version) {
        return version == null ? null : new VersionId(file, version.number());
    }
}
