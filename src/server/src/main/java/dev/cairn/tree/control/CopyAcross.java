package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Copies files into another namespace. No bytes move: the chunks are made that one's too.
@OneObject
class CopyAcross {

    private final Versions versions;
    private final ChunkSharing chunks;
    private final Committer committer;

    @Inject
    CopyAcross(Versions versions, ChunkSharing chunks, Committer committer) {
        this.versions = versions;
        this.chunks = chunks;
        this.committer = committer;
    }

    /// Copies one file; its name gets a number where it is taken.
    OperationResult copy(Caller caller, Entry file, Entries.Inside to, FileName name, Optional<IdempotencyKey> key) {
        for (int number = 1; ; number++) {
            var free = number == 1 ? name : name.with(" (" + number + ")");
            var result = put(caller, List.of(new Copy(file, free)), to, key).getFirst();
            boolean taken = result instanceof OperationResult.Rejected(var problem)
                    && problem.type().equals(ProblemType.NAME_TAKEN.uri().toString());
            if (!taken) {
                return Committer.require(result);
            }
        }
    }

    /// Copies files under their own names into a folder where nothing has them.
    void copy(Caller caller, List<Entry> files, Entries.Inside to) {
        var copies = files.stream()
                .map(file -> new Copy(file, new FileName(file.name())))
                .toList();
        put(caller, copies, to, Optional.empty()).forEach(Committer::require);
    }

    private record Copy(Entry file, FileName name) {}

    private List<OperationResult> put(
            Caller caller, List<Copy> copies, Entries.Inside to, Optional<IdempotencyKey> key) {
        var wanted = copies.stream()
                .map(copy -> new Versions.Wanted(copy.file.id(), copy.file.versionId()))
                .toList();
        var contents = versions.findAll(caller, wanted).stream()
                .map(found -> found.orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT, "A file has changed while it was copied. Copy it again.")))
                .toList();
        var manifests = versions.manifests(contents);
        share(contents, manifests, to.namespace());
        var operations = new ArrayList<Operation>(copies.size());
        for (int i = 0; i < copies.size(); i++) {
            var content = contents.get(i);
            operations.add(new Operation.Put(
                    NodeRef.to(to.folder()),
                    copies.get(i).name,
                    null,
                    null,
                    content.size(),
                    content.modified(),
                    content.fileType().orElse(null),
                    copies.get(i).file.executable(),
                    content.fingerprint(),
                    null,
                    PutManifest.whole(manifests.get(i)),
                    true));
        }
        return committer
                .commit(caller, new CommitRequest(to.namespace(), List.of(), operations, null), key)
                .results();
    }

    private void share(List<Versions.Content> contents, List<Manifest> manifests, NamespaceId to) {
        for (var from :
                contents.stream().map(Versions.Content::namespace).distinct().toList()) {
            var fingerprints = IntStream.range(0, contents.size())
                    .filter(i -> contents.get(i).namespace().equals(from))
                    .boxed()
                    .flatMap(i -> manifests.get(i).chunks().stream())
                    .map(Chunk::fingerprint)
                    .collect(Collectors.toSet());
            chunks.share(from, to, fingerprints);
        }
    }
}
