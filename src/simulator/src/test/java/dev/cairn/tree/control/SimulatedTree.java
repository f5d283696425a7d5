package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.Change;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The server's tree in memory, under the shipped commit rules.
public final class SimulatedTree {

    private final NamespaceId namespace = new NamespaceId(7);
    private final MemoryTreeStore store = new MemoryTreeStore();
    private final Map<Fingerprint, Integer> chunks;

    /// @param chunks lengths of those that are in the store
    public SimulatedTree(Map<Fingerprint, Integer> chunks) {
        this.chunks = chunks;
        store.open(namespace);
    }

    public NamespaceId namespace() {
        return namespace;
    }

    public List<OperationResult> commit(int device, CommitRequest request, Instant now) {
        return store.run(transaction -> {
            var head = transaction.lock(namespace).orElseThrow();
            var tree = new TreeChanges(transaction, namespace, head, new TreeStore.Stamp(now, new DeviceId(device)));
            var results =
                    new CommitRules(transaction, tree, new Known(), Set.of(), "device " + device).apply(request.ops());
            if (tree.seq() != head.seq()) {
                transaction.write(tree.changed());
            }
            return results;
        });
    }

    public long head() {
        return store.lock(namespace).orElseThrow().seq();
    }

    /// What has changed after `seq`, in the order of the journal.
    public List<Change> changesAfter(long seq) {
        var changes = new ArrayList<Change>();
        for (var node : store.journal(namespace)) {
            if (node.seq() > seq) {
                changes.add(change(node));
            }
        }
        return changes;
    }

    private Change change(NodeState node) {
        var content = node.content();
        return new Change.NodeChanged(
                namespace,
                node.seq(),
                node.id(),
                node.parent(),
                node.kind(),
                node.name(),
                node.rev(),
                !node.isLive(),
                node.versionId(),
                content == null ? null : content.size(),
                content == null ? null : content.modifiedTime(),
                content == null ? null : content.executable(),
                content == null ? null : content.fingerprint(),
                Role.OWNER);
    }

    /// Contents that lost to somebody who had not seen them, and are kept as such.
    public Set<Fingerprint> conflicts() {
        var contents = new HashSet<Fingerprint>();
        for (var past : store.past(namespace)) {
            if (past.conflict() && past.state().content() != null) {
                contents.add(past.state().content().fingerprint());
            }
        }
        return contents;
    }

    /// What is visible: paths, folders with `/` at the end, and the fingerprints of files.
    public TreeMap<String, String> show() {
        var nodes = new TreeMap<NodeId, NodeState>();
        store.journal(namespace).forEach(node -> nodes.put(node.id(), node));
        var shown = new TreeMap<String, String>();
        for (var node : nodes.values()) {
            path(nodes, node).ifPresent(path -> {
                if (node.isFolder()) {
                    shown.put(path + "/", "");
                } else {
                    var content = node.requireContent();
                    shown.put(path, content.fingerprint() + (content.executable() ? "*" : ""));
                }
            });
        }
        return shown;
    }

    private static Optional<String> path(Map<NodeId, NodeState> nodes, NodeState node) {
        if (node.parent() == null || !node.isLive()) {
            return Optional.empty();
        }
        var parent = Objects.requireNonNull(nodes.get(node.parent()), "Every node has a parent");
        return parent.parent() == null
                ? Optional.of(node.name())
                : path(nodes, parent).map(above -> above + "/" + node.name());
    }

    private final class Known implements CommitRules.KnownChunks {
        @Override
        public Optional<Integer> lengthOf(Fingerprint fingerprint) {
            return Optional.ofNullable(chunks.get(fingerprint));
        }

        @Override
        public boolean isDamaged(Fingerprint fingerprint) {
            return false;
        }
    }
}
