package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.Change;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.Role;
import dev.cairn.tree.control.NodeState.Place;
import dev.cairn.tree.control.NodeState.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A tree of the server in memory, under the shipped commit rules.
public final class SimulatedTree {

    private final NamespaceId namespace;
    private final MemoryTreeStore store = new MemoryTreeStore();

    /// Nodes that went to another tree, and to which; those that went along with a folder have no entry in the
    /// journal any more.
    private final Map<NodeId, NamespaceId> moved = new HashMap<>();

    private final Set<NodeId> gone = new HashSet<>();
    private final Map<Fingerprint, Integer> chunks;

    /// @param chunks lengths of those that are in the store
    public SimulatedTree(NamespaceId namespace, Map<Fingerprint, Integer> chunks) {
        this.namespace = namespace;
        this.chunks = chunks;
        store.open(namespace);
    }

    public NamespaceId namespace() {
        return namespace;
    }

    /// @param read up to which seq the device had read
    /// @param advanced makes the cursor of who has read up to a seq, for who is told all by the results
    public CommitResult commit(
            int device, CommitRequest request, long read, LongFunction<String> advanced, Instant now) {
        return store.run(transaction -> {
            var head = transaction.lock(namespace).orElseThrow();
            var tree = new TreeChanges(transaction, namespace, head, new TreeStore.Stamp(now, new DeviceId(device)));
            var results =
                    new CommitRules(transaction, tree, new Known(), Set.of(), "device " + device).apply(request.ops());
            if (tree.seq() != head.seq()) {
                transaction.write(tree.changed());
            }
            var result = new CommitResult(tree.seq(), results, null);
            return Cursor.isAllTold(read, head.seq(), request.ops(), result)
                    ? result.with(advanced.apply(result.seq()))
                    : result;
        });
    }

    // ---- what hangs in it

    /// Hangs a tree into the top folder.
    public NodeId hang(SimulatedTree hanging, String name, Instant now) {
        return change(now, tree -> {
            var top = NodeId.rootOf(namespace);
            var wanted = new FileName(name);
            tree.load(List.of(top));
            tree.loadPlaces(Set.of(new Place(top, wanted.key())));
            var free = tree.at(new Place(top, wanted.key())).isEmpty() ? wanted : tree.freeName(top, wanted);
            return tree.create(new NodeState(
                            tree.nextId(),
                            top,
                            free.value(),
                            free.key(),
                            hanging.top().kind(),
                            Status.LIVE,
                            0,
                            1,
                            now,
                            null,
                            hanging.namespace))
                    .id();
        });
    }

    public void unhang(NodeId mount, Instant now) {
        change(now, tree -> {
            tree.load(List.of(mount));
            var node = tree.node(mount).orElseThrow();
            return node.status() == Status.PURGED ? node : tree.replace(node, node.with(Status.PURGED), false, false);
        });
    }

    /// A folder or file becomes a mount, or a mount a folder.
    public void turn(NodeId id, @Nullable NamespaceId target, Instant now) {
        turn(id, 1, null, target, now);
    }

    /// A mount becomes the file that hung there.
    public void takeBack(NodeId id, SimulatedTree hanging, Instant now) {
        var file = hanging.top();
        turn(id, file.rev(), file.content(), null, now);
    }

    private void turn(
            NodeId id, int leastRev, NodeState.@Nullable Content content, @Nullable NamespaceId target, Instant now) {
        change(now, tree -> {
            tree.load(List.of(id));
            var node = tree.node(id).orElseThrow();
            return tree.touch(
                    node.changedAt(node.seq(), Math.max(node.rev(), leastRev)),
                    new NodeState(
                            node.id(),
                            node.parent(),
                            node.name(),
                            node.nameKey(),
                            node.kind(),
                            node.status(),
                            node.seq(),
                            node.rev(),
                            node.createdAt(),
                            content,
                            target));
        });
    }

    /// A new tree becomes one file, that of another tree.
    public void hold(SimulatedTree from, NodeId id, Instant now) {
        var file = from.find(id).orElseThrow();
        change(now, tree -> {
            tree.load(List.of(NodeId.rootOf(namespace)));
            var top = tree.node(NodeId.rootOf(namespace)).orElseThrow();
            return tree.touch(
                    top.changedAt(top.seq(), file.rev()),
                    new NodeState(
                            top.id(),
                            null,
                            file.name(),
                            file.nameKey(),
                            NodeKind.FILE,
                            Status.LIVE,
                            0,
                            file.rev(),
                            file.createdAt(),
                            file.content()));
        });
    }

    /// Whether all of it is one file.
    public boolean isFile() {
        return top().kind() == NodeKind.FILE;
    }

    private NodeState top() {
        return find(NodeId.rootOf(namespace)).orElseThrow();
    }

    /// A file of the top folder, if there is one; deleted ones are none.
    public Optional<NodeId> fileToShare() {
        return store.journal(namespace).stream()
                .filter(node -> node.isLive() && !node.isFolder() && !node.isMount())
                .filter(node -> NodeId.rootOf(namespace).equals(node.parent()))
                .map(NodeState::id)
                .findFirst();
    }

    /// A folder of the top folder that holds no mount, if there is one; deleted ones are none.
    public Optional<NodeId> folderToShare() {
        return store.journal(namespace).stream()
                .filter(node -> node.isLive() && node.isFolder() && !node.isMount())
                .filter(node -> NodeId.rootOf(namespace).equals(node.parent()))
                .filter(node -> nodesBelow(node.id()).stream().noneMatch(NodeState::isMount))
                .map(NodeState::id)
                .findFirst();
    }

    /// Whether a node is there: live or in the trash.
    public boolean has(NodeId id) {
        return find(id).filter(node -> node.status() != Status.PURGED).isPresent();
    }

    public boolean isLive(NodeId id) {
        return find(id).filter(NodeState::isLive).isPresent();
    }

    private Optional<NodeState> find(NodeId id) {
        return store.journal(namespace).stream()
                .filter(node -> node.id().equals(id))
                .findFirst();
    }

    /// Moves a node into another tree, with all that is below it.
    ///
    /// @throws ProblemException as the server
    public void cross(SimulatedTree to, NodeId id, NodeId folder, FileName name, Instant now) {
        var node = find(id).filter(this::isVisible)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such node"));
        var parent = to.find(folder)
                .filter(to::isVisible)
                .filter(there -> there.isFolder() && !there.isMount())
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such folder"));
        var below = nodesBelow(id);
        if (node.isMount() || below.stream().anyMatch(NodeState::isMount)) {
            throw new ProblemException(ProblemType.NESTED_SHARE, "It is shared, or holds what is");
        }
        if (to.live(parent.id(), name)) {
            throw new ProblemException(ProblemType.NAME_TAKEN, "The name is taken");
        }
        var there = new ArrayList<NodeState>();
        there.add(node.at(folder, name.value(), name.key()));
        there.addAll(below);
        leave(List.of(node), now);
        leave(below, now);
        there.forEach(each -> moved.put(each.id(), to.namespace));
        to.arrive(there, now);
    }

    /// Takes over all that is below a folder of another tree.
    public void carry(SimulatedTree from, NodeId fromTop, NodeId top, Instant now) {
        var below = from.nodesBelow(fromTop);
        from.leave(below, now);
        below.forEach(node -> from.gone.add(node.id()));
        arrive(
                below.stream()
                        .map(node -> fromTop.equals(node.parent()) ? node.at(top, node.name(), node.nameKey()) : node)
                        .toList(),
                now);
    }

    private void leave(List<NodeState> nodes, Instant now) {
        change(now, tree -> {
            tree.load(nodes.stream().map(NodeState::id).toList());
            nodes.forEach(node -> tree.replace(node, node.with(Status.PURGED), false, false));
            return nodes;
        });
        nodes.forEach(node -> store.hide(namespace, node.id()));
    }

    private void arrive(List<NodeState> nodes, Instant now) {
        for (var node : nodes) {
            moved.remove(node.id());
            gone.remove(node.id());
            int rev = Math.max(node.rev(), store.admit(namespace, node.id()));
            change(now, tree -> tree.create(node.changedAt(0, rev)));
        }
    }

    /// What is below a folder, live or in the trash; folders before what is in them.
    private List<NodeState> nodesBelow(NodeId folder) {
        var found = new ArrayList<NodeState>();
        for (var node : store.journal(namespace)) {
            if (folder.equals(node.parent()) && node.status() != Status.PURGED) {
                found.add(node);
                found.addAll(nodesBelow(node.id()));
            }
        }
        return found;
    }

    private boolean isVisible(NodeState node) {
        return node.isLive()
                && (node.parent() == null
                        || find(node.parent()).filter(this::isVisible).isPresent());
    }

    private boolean live(NodeId folder, FileName name) {
        return store.journal(namespace).stream()
                .anyMatch(node -> node.isLive()
                        && folder.equals(node.parent())
                        && node.nameKey().equals(name.key()));
    }

    private <T> T change(Instant now, Function<TreeChanges, T> work) {
        return store.run(transaction -> {
            var head = transaction.lock(namespace).orElseThrow();
            var tree = new TreeChanges(transaction, namespace, head, new TreeStore.Stamp(now, new DeviceId(99)));
            var result = work.apply(tree);
            if (tree.seq() != head.seq()) {
                transaction.write(tree.changed());
            }
            return result;
        });
    }

    // ---- looking

    public long head() {
        return store.lock(namespace).orElseThrow().seq();
    }

    /// What has changed after `seq`, in the order of the journal.
    ///
    /// @param roles what is to be told of the namespaces: what one may do there
    /// @param others trees that may hang in this one
    public List<Change> changesAfter(long seq, Map<NamespaceId, Role> roles, Map<NamespaceId, SimulatedTree> others) {
        var changes = new ArrayList<Change>();
        for (var node : store.journal(namespace)) {
            if (node.seq() > seq && !gone.contains(node.id())) {
                var role = roles.get(node.isMount() ? node.target() : namespace);
                var hanging = node.isMount() ? others.get(node.target()) : null;
                var shown = hanging == null || !hanging.isFile() ? node : hanging.top();
                changes.add(change(node, shown, role == null ? Role.OWNER : role));
            }
        }
        return changes;
    }

    /// @param shown whose content it shows
    private Change change(NodeState node, NodeState shown, Role role) {
        var content = shown.content();
        return new Change.NodeChanged(
                namespace,
                node.seq(),
                node.id(),
                node.parent(),
                node.kind(),
                node.name(),
                node.rev(),
                !node.isLive(),
                shown.versionId(),
                content == null ? null : content.size(),
                content == null ? null : content.modifiedTime(),
                content == null ? null : content.executable(),
                content == null ? null : content.fingerprint(),
                role,
                node.isLive() ? node.target() : null,
                moved.get(node.id()));
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

    /// What is visible: paths, folders with `/` at the end, and the fingerprints of files. A tree that is one
    /// file has no path.
    ///
    /// @param others trees that may hang in this one
    public TreeMap<String, String> show(Map<NamespaceId, SimulatedTree> others) {
        var nodes = new TreeMap<NodeId, NodeState>();
        store.journal(namespace).forEach(node -> nodes.put(node.id(), node));
        var shown = new TreeMap<String, String>();
        if (isFile()) {
            shown.put("", print(top()));
        }
        for (var node : nodes.values()) {
            path(nodes, node).ifPresent(path -> {
                var target = node.isMount() ? others.get(node.target()) : null;
                if (node.isFolder()) {
                    shown.put(path + "/", "");
                    if (target != null) {
                        target.show(others).forEach((below, print) -> shown.put(path + "/" + below, print));
                    }
                } else if (!node.isMount() || target != null) {
                    shown.put(path, print(target == null ? node : target.top()));
                }
            });
        }
        return shown;
    }

    private static String print(NodeState file) {
        var content = file.requireContent();
        return content.fingerprint() + (content.executable() ? "*" : "");
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
