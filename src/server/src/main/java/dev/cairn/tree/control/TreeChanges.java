package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A namespace's tree while a commit is worked out: what was loaded, and over it what the commit
/// has changed so far.
///
/// Not for more than one thread.
final class TreeChanges {

    private final TreeStore store;
    private final NamespaceId namespace;
    private final TreeStore.Stamp stamp;
    private final long room;
    private final @Nullable NodeId converting;
    private long seq;
    private long nextNumber;
    private long usedBytes;

    private final Map<NodeId, NodeState> nodes = new HashMap<>();
    private final Map<NodeState.Place, Optional<NodeId>> places = new HashMap<>();

    private final Map<NodeId, NodeState> before = new HashMap<>();
    private final Set<NodeId> created = new HashSet<>();
    private final Set<NodeId> touched = new LinkedHashSet<>();
    private final List<TreeStore.Past> past = new ArrayList<>();
    private final Map<Fingerprint, Manifest> manifests = new LinkedHashMap<>();

    TreeChanges(TreeStore store, NamespaceId namespace, TreeStore.Head head, TreeStore.Stamp stamp) {
        this(store, namespace, head, stamp, Long.MAX_VALUE);
    }

    /// @param room by how many bytes the files may grow; where they have more than they may, negative
    TreeChanges(TreeStore store, NamespaceId namespace, TreeStore.Head head, TreeStore.Stamp stamp, long room) {
        this.room = room;
        this.store = store;
        this.namespace = namespace;
        this.seq = head.seq();
        this.nextNumber = head.nextNumber();
        this.converting = head.converting();
        this.stamp = stamp;
    }

    /// Loads nodes with all folders above them, so that [#node] and [#isVisible] answer from
    /// memory.
    void load(Collection<NodeId> ids) {
        if (!ids.isEmpty()) {
            store.withAncestors(namespace, ids).forEach(node -> nodes.putIfAbsent(node.id(), node));
        }
    }

    /// Loads what is at these places, so that [#at] answers from memory.
    void loadPlaces(Collection<NodeState.Place> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        wanted.forEach(place -> places.putIfAbsent(place, Optional.empty()));
        for (var node : store.at(namespace, wanted)) {
            nodes.putIfAbsent(node.id(), node);
            places.put(node.place(), Optional.of(node.id()));
        }
    }

    NamespaceId namespace() {
        return namespace;
    }

    TreeStore.Stamp stamp() {
        return stamp;
    }

    long seq() {
        return seq;
    }

    Optional<NodeState> node(NodeId id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /// The live node at a place; one that was not loaded is asked for.
    Optional<NodeState> at(NodeState.Place place) {
        if (!places.containsKey(place)) {
            if (created.contains(place.parent())) {
                return Optional.empty(); // what is in a new folder was put there by this commit
            }
            loadPlaces(Set.of(place));
        }
        return places.get(place).map(nodes::get);
    }

    /// Whether a node is in the tree: live, and every folder above it too.
    boolean isVisible(NodeState node) {
        for (var at = node; at != null && at.isLive(); at = nodes.get(at.parent())) {
            if (at.parent() == null) {
                return true;
            }
        }
        return false;
    }

    /// Whether `node` is `folder` or somewhere below it.
    boolean isWithin(NodeState node, NodeId folder) {
        for (var at = node; at != null; at = at.parent() == null ? null : nodes.get(at.parent())) {
            if (at.id().equals(folder)) {
                return true;
            }
        }
        return false;
    }

    /// `name (2)`, or the next number that is free in the folder.
    FileName freeName(NodeId folder, FileName name) {
        for (int first = 2, count = 8; ; first += count, count = Math.min(2 * count, 1000)) {
            var names = IntStream.range(first, first + count)
                    .mapToObj(number -> name.with(" (" + number + ")"))
                    .toList();
            loadPlaces(names.stream()
                    .map(each -> new NodeState.Place(folder, each.key()))
                    .filter(place -> !places.containsKey(place))
                    .toList()); // many with one question: there may be thousands
            var free = names.stream()
                    .filter(each -> at(new NodeState.Place(folder, each.key())).isEmpty())
                    .findFirst();
            if (free.isPresent()) {
                return free.get();
            }
        }
    }

    /// Rows at a folder that is being converted are on their way to another namespace.
    void requireSettled(NodeState node) {
        if (converting != null && (node.id().equals(converting) || isBelow(node, converting))) {
            throw isConverting();
        }
    }

    /// Nor may that folder itself go away with others.
    void requireSettled(Collection<NodeId> leaving) {
        if (converting != null && leaving.contains(converting)) {
            throw isConverting();
        }
    }

    private static ProblemException isConverting() {
        return new ProblemException(
                ProblemType.CONVERTING,
                "The folder is just being shared, or its sharing ended. Try again in a few seconds.");
    }

    private boolean isBelow(NodeState node, NodeId folder) {
        return node.parent() != null
                && (node.parent().equals(folder)
                        || node(node.parent())
                                .filter(above -> isWithin(above, folder))
                                .isPresent());
    }

    /// The id of the next node that is made.
    NodeId nextId() {
        if (nextNumber > 0xffff_ffffL) {
            throw new IllegalStateException("Namespace " + namespace + " has no more ids");
        }
        return new NodeId(namespace, (int) nextNumber++);
    }

    /// Puts a new node into the tree.
    ///
    /// @throws ProblemException `QUOTA_EXCEEDED` if there is no room for it; nothing has changed then
    NodeState create(NodeState node) {
        requireSettled(node);
        grow(sizeOf(node));
        var made = node.changedAt(++seq, node.rev());
        created.add(made.id());
        touched.add(made.id());
        put(made);
        return made;
    }

    /// A commit that takes away first may then add as much.
    private void grow(long bytes) {
        if (bytes > 0 && usedBytes + bytes > room) {
            throw new ProblemException(
                    ProblemType.QUOTA_EXCEEDED,
                    "There is no room for " + bytes + " bytes more. Delete something for good, or ask for more room.");
        }
        usedBytes += bytes;
    }

    /// Replaces a node by its next state, with the next rev and seq, and keeps the former.
    ///
    /// @throws ProblemException `QUOTA_EXCEEDED` if there is no room for it; nothing has changed then
    NodeState replace(NodeState former, NodeState next, boolean content, boolean conflict) {
        requireSettled(former);
        requireSettled(next);
        grow(sizeOf(next) - sizeOf(former));
        var made = next.changedAt(++seq, former.rev() + 1);
        past.add(new TreeStore.Past(former, seq, content, conflict));
        remember(former);
        if (former.isLive() && former.parent() != null) {
            places.put(former.place(), Optional.empty());
        }
        put(made);
        return made;
    }

    /// Replaces a node whose attributes alone have changed; that is nothing to keep.
    NodeState touch(NodeState former, NodeState next) {
        requireSettled(former);
        var made = next.changedAt(++seq, former.rev() + 1);
        remember(former);
        put(made);
        return made;
    }

    /// Notes a manifest that a file has now; a short one is kept with its node.
    void keep(Manifest manifest, Fingerprint fingerprint) {
        if (manifest.chunks().size() > NodeState.Content.INLINE_CHUNKS) {
            manifests.put(fingerprint, manifest);
        }
    }

    /// All that was changed, for the store to write.
    TreeStore.Changed changed() {
        var createdNodes = new ArrayList<NodeState>();
        var replaced = new ArrayList<NodeState>();
        var displaced = new HashSet<NodeId>();
        var trashed = new HashSet<NodeId>();
        var untrashed = new HashSet<NodeId>();
        for (var id : touched) {
            var now = nodes.get(id);
            (created.contains(id) ? createdNodes : replaced).add(now);
            var then = Optional.ofNullable(before.get(id));
            var wasIn = then.map(NodeState::status).orElse(NodeState.Status.PURGED);
            if (now.status() == NodeState.Status.TRASHED && wasIn != NodeState.Status.TRASHED) {
                trashed.add(id);
            }
            if (now.status() != NodeState.Status.TRASHED && wasIn == NodeState.Status.TRASHED) {
                untrashed.add(id);
            }
            if (then.filter(NodeState::isLive).isPresent() && !(now.isLive() && samePlace(then.get(), now))) {
                displaced.add(id);
            }
        }
        return new TreeStore.Changed(
                namespace,
                new TreeStore.Head(seq, nextNumber),
                usedBytes,
                createdNodes,
                replaced,
                displaced,
                past,
                trashed,
                untrashed,
                manifests.values(),
                stamp);
    }

    private static boolean samePlace(NodeState one, NodeState other) {
        return one.parent() == null || one.place().equals(other.place());
    }

    private void remember(NodeState former) {
        if (!created.contains(former.id())) {
            before.putIfAbsent(former.id(), former);
        }
        touched.add(former.id());
    }

    private void put(NodeState node) {
        nodes.put(node.id(), node);
        if (node.isLive() && node.parent() != null) {
            places.put(node.place(), Optional.of(node.id()));
        }
    }

    private static long sizeOf(NodeState node) {
        return node.content() == null ? 0 : node.content().size();
    }
}
