package dev.cairn.tree.control;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.NodeState.Content;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A tree to try operations on: the shipped rules over any [TreeStore].
///
/// Contents are texts; `|` is where they are cut into chunks. A chunk is in the store as soon as an
/// operation was made of it here, unless it is said to be missing.
final class TestTree {

    static final Instant FIRST = Instant.parse("2026-11-23T10:00:00Z");

    private static final ChunkSizes SIZES = ChunkSizes.forFile(0);

    private final Transactions transactions;
    private final NamespaceId namespace;
    private final Map<Fingerprint, Integer> stored = new HashMap<>();
    private final Set<Fingerprint> damaged = new HashSet<>();
    private final Set<NodeId> reserved = new HashSet<>();
    private Instant now = FIRST;
    private long room = Long.MAX_VALUE;

    TestTree(Transactions transactions) {
        this(transactions, transactions.newNamespace());
    }

    TestTree(Transactions transactions, NamespaceId namespace) {
        this.transactions = transactions;
        this.namespace = namespace;
    }

    NamespaceId namespace() {
        return namespace;
    }

    NodeId top() {
        return NodeId.rootOf(namespace);
    }

    // ---- doing

    /// Commits as the first device.
    List<OperationResult> commit(Operation... operations) {
        return commit(1, Arrays.asList(operations));
    }

    /// Commits as one of many devices, a second after the last commit.
    List<OperationResult> commit(int device, List<Operation> operations) {
        now = now.plus(Duration.ofSeconds(1));
        return transactions.run(store -> {
            var head = store.lock(namespace).orElseThrow();
            var stamp = new TreeStore.Stamp(now, new DeviceId(device));
            var tree = new TreeChanges(store, namespace, head, stamp, room);
            var results = new CommitRules(store, tree, new Chunks(), reserved, "device " + device).apply(operations);
            if (tree.seq() != head.seq()) {
                store.write(tree.changed());
            }
            return results;
        });
    }

    /// Commits one operation as the first device.
    OperationResult only(Operation operation) {
        return commit(operation).getFirst();
    }

    /// The node that an operation which goes well is about.
    NodeId make(Operation operation) {
        return ((OperationResult.Done) only(operation)).nodeId();
    }

    NodeId file(NodeId parent, String name, String text) {
        return make(put(parent, name, text));
    }

    NodeId folder(NodeId parent, String name) {
        return make(mkdir(parent, name));
    }

    /// Hangs another namespace into a folder.
    NodeId mount(NodeId parent, String name) {
        return transactions.run(store -> {
            var head = store.lock(namespace).orElseThrow();
            var tree = new TreeChanges(store, namespace, head, new TreeStore.Stamp(now, new DeviceId(1)));
            tree.load(List.of(parent));
            var mount = new NodeState(
                    tree.nextId(),
                    parent,
                    name,
                    name,
                    NodeKind.FOLDER,
                    NodeState.Status.LIVE,
                    0,
                    1,
                    now,
                    null,
                    new NamespaceId(0x7fff_fff0));
            var made = tree.create(mount).id();
            store.write(tree.changed());
            return made;
        });
    }

    /// Makes a folder be as it was.
    ///
    /// @return what was done
    List<RewindPlan.Change> rewind(NodeId folder, Instant moment) {
        var plan = transactions.plan(folder, moment);
        var changes = plan.changes();
        for (var operation : plan.operations(changes)) {
            requireDone(operation);
        }
        changes.stream()
                .filter(change -> change.kind() == Rewinder.Kind.REVERT)
                .forEach(change -> revert(change.then()));
        return changes;
    }

    private void requireDone(Operation operation) {
        var result = only(operation);
        if (!(result instanceof OperationResult.Done)) {
            throw new AssertionError(operation + ": " + result);
        }
    }

    /// Gives a file the content of a former state.
    private void revert(NodeState state) {
        var manifest = manifestOf(state);
        var there = node(state.id());
        requireDone(put(
                NodeRef.to(there.place().parent()),
                there.name(),
                state.id(),
                there.versionId(),
                manifest,
                PutManifest.whole(manifest),
                false));
    }

    private Manifest manifestOf(NodeState state) {
        var content = state.requireContent();
        return content.manifest() == null
                ? transactions
                        .run(store -> store.manifests(namespace, Set.of(content.fingerprint())))
                        .get(content.fingerprint())
                : content.manifest();
    }

    /// Purges, as of the last commit.
    <T> T purge(Function<Purge, T> work) {
        return transactions.purge(attic -> work.apply(new Purge(attic, namespace, now)));
    }

    /// When the last commit was.
    Instant now() {
        return now;
    }

    /// By how many bytes each commit may let the files grow from now on.
    void limit(long bytes) {
        room = bytes;
    }

    void lose(String chunk) {
        stored.remove(fingerprint(chunk));
    }

    void damage(String chunk) {
        damaged.add(fingerprint(chunk));
    }

    /// Gives an id out before its node is made.
    void reserve(NodeId id) {
        reserved.add(id);
    }

    // ---- operations

    Operation.Put put(NodeId parent, String name, String text) {
        return put(NodeRef.to(parent), name, null, null, text, false);
    }

    Operation.Put put(String parent, String name, String text) {
        return put(NodeRef.valueOf(parent), name, null, null, text, false);
    }

    /// A new content of a file, made from the version that is the newest right now.
    Operation.Put edit(NodeId file, String text) {
        return edit(file, node(file).versionId(), text);
    }

    Operation.Put edit(NodeId file, @Nullable VersionId base, String text) {
        var there = node(file);
        return put(NodeRef.to(there.place().parent()), there.name(), file, base, text, false);
    }

    Operation.Put put(
            NodeRef parent, String name, @Nullable NodeId node, @Nullable VersionId base, String text, boolean exact) {
        var manifest = manifest(text);
        manifest.chunks().forEach(chunk -> stored.put(chunk.fingerprint(), chunk.length()));
        return put(parent, name, node, base, manifest, PutManifest.whole(manifest), exact);
    }

    static Operation.Put put(
            NodeRef parent,
            String name,
            @Nullable NodeId node,
            @Nullable VersionId base,
            Manifest manifest,
            PutManifest sent,
            boolean exact) {
        return new Operation.Put(
                parent,
                new FileName(name),
                node,
                base,
                manifest.size(),
                FIRST,
                "text/plain",
                false,
                manifest.fingerprint(),
                null,
                sent,
                exact);
    }

    static Operation.MakeFolder mkdir(NodeId parent, String name) {
        return new Operation.MakeFolder(NodeRef.to(parent), new FileName(name), false);
    }

    static Operation.Move move(NodeId node, NodeId parent, String name) {
        return new Operation.Move(NodeRef.to(node), NodeRef.to(parent), new FileName(name), null, false);
    }

    static Operation.Copy copy(NodeId node, NodeId parent, String name) {
        return new Operation.Copy(node, null, NodeRef.to(parent), new FileName(name), false);
    }

    static Operation.Delete delete(NodeId node) {
        return new Operation.Delete(node, null, null);
    }

    static Operation.Restore restore(NodeId node) {
        return new Operation.Restore(node, null, null);
    }

    // ---- contents

    static Manifest manifest(String text) {
        var chunks = Arrays.stream(text.split("\\|"))
                .filter(chunk -> !chunk.isEmpty())
                .map(TestTree::chunk)
                .toList();
        return new Manifest(SIZES, chunks);
    }

    static Chunk chunk(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return Chunk.of(bytes, 0, bytes.length);
    }

    static Fingerprint fingerprint(String chunk) {
        return chunk(chunk).fingerprint();
    }

    // ---- looking

    NodeState node(NodeId id) {
        return find(id).orElseThrow();
    }

    Optional<NodeState> find(NodeId id) {
        return transactions.run(store -> store.withAncestors(namespace, Set.of(id)).stream()
                .filter(node -> node.id().equals(id))
                .findFirst());
    }

    /// All nodes there are, as a fresh reader sees them.
    List<NodeState> nodes() {
        return transactions.run(store -> {
            long next = store.lock(namespace).orElseThrow().nextNumber();
            var ids = IntStream.range(1, (int) next)
                    .mapToObj(number -> new NodeId(namespace, number))
                    .toList();
            return store.withAncestors(namespace, ids).stream()
                    .sorted((one, other) -> one.id().compareTo(other.id()))
                    .toList();
        });
    }

    /// The tree as people see it: a line for each visible node, folders with a slash at the end.
    List<String> paths() {
        var byId = new HashMap<NodeId, NodeState>();
        nodes().forEach(node -> byId.put(node.id(), node));
        return byId.values().stream()
                .flatMap(node -> path(node, byId).stream())
                .filter(path -> !path.equals("/"))
                .sorted()
                .toList();
    }

    /// Empty for a node that is not in the tree.
    private static Optional<String> path(NodeState node, Map<NodeId, NodeState> byId) {
        var path = node.isFolder() ? "/" : "";
        for (var at = node; at != null && at.isLive(); at = byId.get(at.parent())) {
            if (at.parent() == null) {
                return Optional.of(path);
            }
            path = (path.equals("") || path.equals("/") ? at.name() + path : at.name() + "/" + path);
        }
        return Optional.empty();
    }

    /// The fingerprint of what a file holds.
    Fingerprint content(NodeId file) {
        return node(file).requireContent().fingerprint();
    }

    Optional<Content> older(VersionId version) {
        return Optional.ofNullable(transactions
                .run(store -> store.olderVersions(namespace, Set.of(version)))
                .get(version));
    }

    long usedBytes() {
        return transactions.usedBytes(namespace);
    }

    long seq() {
        return transactions.run(store -> store.lock(namespace).orElseThrow().seq());
    }

    private final class Chunks implements CommitRules.KnownChunks {

        @Override
        public Optional<Integer> lengthOf(Fingerprint fingerprint) {
            return damaged.contains(fingerprint) ? Optional.empty() : Optional.ofNullable(stored.get(fingerprint));
        }

        @Override
        public boolean isDamaged(Fingerprint fingerprint) {
            return damaged.contains(fingerprint);
        }
    }
}
