package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.NodeState.Content;
import dev.cairn.tree.control.NodeState.Place;
import dev.cairn.tree.control.NodeState.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Trees in memory. It refuses what the database's keys refuse, so that rules which would break
/// them fail here too.
///
/// One transaction at a time, as the lock of the namespace row has it.
final class MemoryTreeStore implements TreeStore, Attic, Transactions {

    private final Map<NamespaceId, Space> spaces = new HashMap<>();
    private int calls;

    /// The same trees, which from now on change on their own.
    MemoryTreeStore copy() {
        var copy = new MemoryTreeStore();
        spaces.forEach((namespace, space) -> copy.spaces.put(namespace, new Space(space)));
        return copy;
    }

    @Override
    public NamespaceId newNamespace() {
        var namespace = new NamespaceId(spaces.size() + 1);
        open(namespace);
        return namespace;
    }

    /// Makes a namespace of a certain id.
    void open(NamespaceId namespace) {
        spaces.put(namespace, new Space(namespace));
    }

    @Override
    public synchronized <T> T run(Function<TreeStore, T> work) {
        var before = new HashMap<NamespaceId, Space>();
        spaces.forEach((namespace, space) -> before.put(namespace, new Space(space)));
        try {
            return work.apply(this);
        } catch (RuntimeException | Error e) {
            spaces.putAll(before);
            throw e;
        }
    }

    @Override
    public long usedBytes(NamespaceId namespace) {
        return space(namespace).usedBytes;
    }

    /// How often a commit has asked or written so far: each would be a statement or two.
    int calls() {
        return calls;
    }

    /// A node has gone to another namespace: here only its tombstone is left.
    void hide(NamespaceId namespace, NodeId id) {
        space(namespace).elsewhere.add(id);
    }

    /// It is about to come back.
    ///
    /// @return the rev that it may have at least
    int admit(NamespaceId namespace, NodeId id) {
        var former = space(namespace).nodes.remove(id);
        space(namespace).elsewhere.remove(id);
        return former == null ? 1 : former.rev() + 1;
    }

    /// All nodes there are, in the order of the journal.
    List<NodeState> journal(NamespaceId namespace) {
        return space(namespace).nodes.values().stream()
                .sorted((one, other) -> Long.compare(one.seq(), other.seq()))
                .toList();
    }

    /// All nodes there are, in any order.
    Collection<NodeState> nodes(NamespaceId namespace) {
        return space(namespace).nodes.values();
    }

    /// What was superseded, in the order in which it was.
    List<Past> past(NamespaceId namespace) {
        return Collections.unmodifiableList(space(namespace).past);
    }

    @Override
    public Optional<Head> lock(NamespaceId namespace) {
        calls++;
        return Optional.ofNullable(spaces.get(namespace)).map(space -> space.head);
    }

    @Override
    public List<NodeState> withAncestors(NamespaceId namespace, Collection<NodeId> ids) {
        calls++;
        var nodes = new HashMap<>(space(namespace).nodes);
        nodes.keySet().removeAll(space(namespace).elsewhere);
        var found = new LinkedHashMap<NodeId, NodeState>();
        for (var id : ids) {
            for (var node = nodes.get(id);
                    node != null && found.putIfAbsent(node.id(), node) == null && node.parent() != null; ) {
                node = nodes.get(node.parent());
            }
        }
        return List.copyOf(found.values());
    }

    @Override
    public List<NodeState> at(NamespaceId namespace, Collection<Place> places) {
        calls++;
        var wanted = Set.copyOf(places);
        return live(namespace).filter(node -> wanted.contains(node.place())).toList();
    }

    @Override
    public Map<VersionId, Content> olderVersions(NamespaceId namespace, Collection<VersionId> versions) {
        calls++;
        var found = new HashMap<VersionId, Content>();
        for (var past : space(namespace).past) {
            var id = past.state().versionId();
            if (past.content() && id != null && versions.contains(id)) {
                found.put(id, past.state().requireContent());
            }
        }
        return found;
    }

    @Override
    public Map<Fingerprint, Manifest> manifests(NamespaceId namespace, Collection<Fingerprint> fingerprints) {
        calls++;
        var kept = space(namespace).manifests;
        return fingerprints.stream()
                .filter(kept::containsKey)
                .distinct()
                .collect(Collectors.toMap(fingerprint -> fingerprint, kept::get));
    }

    @Override
    public boolean changedBelow(NamespaceId namespace, NodeId folder, long seq) {
        calls++;
        var nodes = space(namespace).nodes;
        return nodes.values().stream()
                .filter(node -> node.seq() > seq && !node.id().equals(folder))
                .anyMatch(node -> Stream.iterate(
                                node,
                                Objects::nonNull,
                                below -> below.parent() == null ? null : nodes.get(below.parent()))
                        .anyMatch(below -> folder.equals(below.parent())));
    }

    @Override
    public void write(Changed changed) {
        calls++;
        var space = space(changed.namespace());
        for (var node : changed.created()) {
            require(space.nodes.put(node.id(), node) == null, () -> "A node is created twice: " + node);
        }
        for (var node : changed.replaced()) {
            var former = space.nodes.put(node.id(), node);
            require(former != null, () -> "A node is replaced that is not there: " + node);
            require(Objects.requireNonNull(former).rev() < node.rev(), () -> "A rev does not grow: " + node);
        }
        space.past.addAll(changed.past());
        changed.past()
                .forEach(past -> space.supersededAt.put(past, changed.stamp().at()));
        changed.trashed()
                .forEach(
                        id -> require(space.trash.put(id, changed.stamp().at()) == null, () -> "Trashed twice: " + id));
        changed.untrashed().forEach(id -> require(space.trash.remove(id) != null, () -> "Not in the trash: " + id));
        changed.manifests().forEach(manifest -> space.manifests.put(manifest.fingerprint(), manifest));
        require(changed.head().seq() >= space.head.seq(), () -> "The head goes back");
        space.head = changed.head();
        space.usedBytes += changed.usedBytes();
        space.checkKeys();
    }

    // ---- the attic

    @Override
    public <T> T purge(Function<Attic, T> work) {
        return run(_ -> work.apply(this));
    }

    @Override
    public RewindPlan plan(NodeId folder, Instant moment) {
        var space = space(folder.birthplace());
        var past = space.past.stream()
                .filter(state -> space.supersededAt.get(state).isAfter(moment))
                .toList();
        return new RewindPlan(folder, moment, space.nodes.values(), past);
    }

    @Override
    public boolean mayTake(NamespaceId namespace) {
        return spaces.containsKey(namespace);
    }

    @Override
    public List<NodeState> trashedBefore(NamespaceId namespace, Instant moment, int most) {
        var space = space(namespace);
        return space.trash.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(moment))
                .sorted(Map.Entry.comparingByValue())
                .map(entry -> space.nodes.get(entry.getKey()))
                .filter(node -> !node.isMount())
                .limit(most)
                .toList();
    }

    @Override
    public List<NodeId> purgedFolders(NamespaceId namespace, int most) {
        return space(namespace).purgedFolders.stream().limit(most).toList();
    }

    @Override
    public List<NodeState> childrenOf(NamespaceId namespace, NodeId folder, int most) {
        return live(namespace)
                .filter(node -> folder.equals(node.parent()))
                .limit(most)
                .toList();
    }

    @Override
    public void purge(NamespaceId namespace, Collection<NodeState> nodes, Instant now) {
        var space = space(namespace);
        for (var node : nodes) {
            var content = node.content();
            if (content == null) {
                require(space.purgedFolders.add(node.id()), () -> "Purged twice: " + node);
            } else {
                space.usedBytes -= content.size();
            }
            space.nodes.put(node.id(), purged(node));
            space.trash.remove(node.id());
            space.past.removeIf(past -> past.state().id().equals(node.id()));
        }
        space.checkKeys();
    }

    @Override
    public void keep(NamespaceId namespace, Collection<NodeState> nodes, Instant now) {
        var space = space(namespace);
        for (var node : nodes) {
            space.nodes.put(node.id(), node.with(Status.TRASHED));
            space.trash.put(node.id(), now);
        }
        space.checkKeys();
    }

    private static NodeState purged(NodeState node) {
        var content = node.content();
        var tombstone = node.with(Status.PURGED);
        return content == null
                ? tombstone
                : tombstone.with(new Content(
                        content.version(),
                        0,
                        content.modifiedTime(),
                        content.committedAt(),
                        content.committedBy(),
                        content.executable(),
                        content.fileType(),
                        content.fingerprint(),
                        content.sha256(),
                        null));
    }

    @Override
    public void emptied(NamespaceId namespace, NodeId folder) {
        space(namespace).purgedFolders.remove(folder);
    }

    @Override
    public int forgetStates(NamespaceId namespace, Instant moment, int newest, int most, Instant now) {
        var space = space(namespace);
        var expired = space.past.stream()
                .filter(past -> space.supersededAt.get(past).isBefore(moment))
                .filter(past -> !past.content() || space.newerVersions(past) >= newest)
                .limit(most)
                .toList();
        space.past.removeAll(expired);
        return expired.size();
    }

    private Stream<NodeState> live(NamespaceId namespace) {
        return space(namespace).nodes.values().stream().filter(node -> node.isLive() && node.parent() != null);
    }

    private Space space(NamespaceId namespace) {
        return Objects.requireNonNull(spaces.get(namespace), "There is no such namespace");
    }

    private static void require(boolean good, Supplier<String> otherwise) {
        if (!good) {
            throw new IllegalStateException(otherwise.get());
        }
    }

    private static final class Space {

        private final Map<NodeId, NodeState> nodes;
        private final Map<NodeId, Instant> trash;
        private final Set<NodeId> elsewhere;
        private final Set<NodeId> purgedFolders;
        private final Map<Past, Instant> supersededAt;
        private final List<Past> past;
        private final Map<Fingerprint, Manifest> manifests;
        private Head head;
        private long usedBytes;

        Space(NamespaceId namespace) {
            nodes = new HashMap<>();
            trash = new HashMap<>();
            elsewhere = new HashSet<>();
            purgedFolders = new LinkedHashSet<>();
            supersededAt = new IdentityHashMap<>();
            past = new ArrayList<>();
            manifests = new HashMap<>();
            head = new Head(1, 2);
            var top = NodeId.rootOf(namespace);
            nodes.put(top, new NodeState(top, null, "", "", NodeKind.FOLDER, Status.LIVE, 1, 1, Instant.EPOCH, null));
        }

        Space(Space other) {
            nodes = new HashMap<>(other.nodes);
            trash = new HashMap<>(other.trash);
            elsewhere = new HashSet<>(other.elsewhere);
            purgedFolders = new LinkedHashSet<>(other.purgedFolders);
            supersededAt = new IdentityHashMap<>(other.supersededAt);
            past = new ArrayList<>(other.past);
            manifests = new HashMap<>(other.manifests);
            head = other.head;
            usedBytes = other.usedBytes;
        }

        /// How many older versions of the same file are newer than this one.
        private long newerVersions(Past version) {
            return past.stream()
                    .filter(other -> other.content()
                            && other.state().id().equals(version.state().id())
                            && other.state().requireContent().version()
                                    > version.state().requireContent().version())
                    .count();
        }

        /// The unique keys of the tables, and that status and trash say the same.
        void checkKeys() {
            var places = new HashSet<Place>();
            var seqs = new HashSet<Long>();
            for (var node : nodes.values()) {
                require(seqs.add(node.seq()), () -> "Two nodes have seq " + node.seq());
                require(node.seq() <= head.seq(), () -> "A seq is beyond the head: " + node);
                require(
                        !node.isLive() || node.parent() == null || places.add(node.place()),
                        () -> "Two nodes are at one place: " + node);
                require(
                        (node.status() == Status.TRASHED) == trash.containsKey(node.id()),
                        () -> "Status and trash differ: " + node);
            }
            var states = new HashSet<String>();
            past.forEach(then -> require(
                    states.add(then.state().id() + "/" + then.state().rev()),
                    () -> "A state is superseded twice: " + then));
        }
    }
}
