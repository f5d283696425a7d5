package dev.cairn.tree.control;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Splice;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.packs.control.ChunkIndex;
import dev.cairn.packs.control.CommitChunks;
import dev.cairn.packs.control.Sender;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a commit does once it has the lock of its namespace: look, work out, write.
final class CommitWork {

    private final TreeStore store;
    private final CommitChunks chunks;

    CommitWork(TreeStore store, CommitChunks chunks) {
        this.store = store;
        this.chunks = chunks;
    }

    /// Who commits. What a visitor leaves is new, and stands beside whatever is there.
    ///
    /// @param deviceName for the names of conflicted copies
    record By(Sender sender, String deviceName, TreeStore.Stamp stamp) {}

    /// @param head as it was found with the lock
    /// @param reserved ids that new files may have, because they were given out before
    /// @param room by how many bytes the files may grow
    CommitResult run(By by, CommitRequest request, TreeStore.Head head, Set<NodeId> reserved, long room) {
        var namespace = request.namespaceId();
        var arrived = chunks.claim(namespace, by.sender, request.uploads(), by.stamp.at());
        var tree = new TreeChanges(store, namespace, head, by.stamp, room);
        var rules = new CommitRules(store, tree, knownChunks(by, request, arrived), reserved, by.deviceName);
        if (by.sender.isVisitor()) {
            rules.putBeside();
        }
        var results = rules.apply(request.ops());
        chunks.adopt(namespace, by.sender, used(arrived, rules.used()), by.stamp.at());
        if (tree.seq() != head.seq()) {
            store.write(tree.changed());
        }
        return new CommitResult(tree.seq(), results, null);
    }

    /// Takes up packs of the request's uploads in which one of these chunks is.
    void takeUp(Sender sender, CommitRequest request, Set<Fingerprint> wanted, Instant now) {
        var arrived = chunks.claim(request.namespaceId(), sender, request.uploads(), now);
        chunks.adopt(request.namespaceId(), sender, used(arrived, wanted), now);
    }

    /// The chunks that the operations name and that are there: in the namespace, or in a pack that
    /// has arrived for it; for a visitor, only those that the visit has sent. This is the rule of
    /// `missing`, asked again where nothing can change it.
    private CommitRules.KnownChunks knownChunks(By by, CommitRequest request, List<ChunkIndex.ArrivedPack> arrived) {
        var named = new HashSet<Fingerprint>();
        for (var operation : request.ops()) {
            if (operation instanceof Operation.Put put) {
                chunksOf(put).forEach(chunk -> named.add(chunk.fingerprint()));
            }
        }
        if (by.sender.isVisitor()) {
            named.retainAll(chunks.sent(request.namespaceId(), by.sender, request.uploads(), by.stamp.at()));
        }
        var known = new HashMap<>(chunks.lengths(request.namespaceId(), named));
        var damaged = new HashSet<>(chunks.damaged(request.namespaceId()));
        for (var pack : arrived) {
            for (var chunk : pack.directory().chunks()) {
                known.putIfAbsent(chunk.fingerprint(), chunk.size());
                damaged.remove(chunk.fingerprint());
            }
        }
        return new CommitRules.KnownChunks() {
            @Override
            public Optional<Integer> lengthOf(Fingerprint fingerprint) {
                return Optional.ofNullable(known.get(fingerprint));
            }

            @Override
            public boolean isDamaged(Fingerprint fingerprint) {
                return damaged.contains(fingerprint);
            }
        };
    }

    private static List<Chunk> chunksOf(Operation.Put put) {
        var manifest = put.manifest();
        if (manifest.chunks() != null) {
            return manifest.chunks();
        }
        return manifest.splices() == null
                ? List.of()
                : manifest.splices().stream()
                        .map(Splice::insert)
                        .flatMap(List::stream)
                        .toList();
    }

    private static Collection<ChunkIndex.ArrivedPack> used(
            List<ChunkIndex.ArrivedPack> arrived, Set<Fingerprint> fingerprints) {
        return arrived.stream()
                .filter(pack -> pack.directory().chunks().stream()
                        .anyMatch(chunk -> fingerprints.contains(chunk.fingerprint())))
                .toList();
    }
}
