package dev.cairn.tree.control;

import static dev.cairn.core.problem.ProblemType.BAD_REQUEST;
import static dev.cairn.core.problem.ProblemType.CONFLICT;
import static dev.cairn.core.problem.ProblemType.NAME_TAKEN;
import static dev.cairn.core.problem.ProblemType.NOT_FOUND;
import static dev.cairn.core.problem.ProblemType.PRECONDITION_FAILED;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.VersionId;
import dev.cairn.tree.control.NodeState.Content;
import dev.cairn.tree.control.NodeState.Place;
import dev.cairn.tree.control.NodeState.Status;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What each operation of a commit does, and what happens when somebody else was faster.
///
/// Pure: it works on what is loaded, and changes nothing but the [TreeChanges] it is given. The
/// order of commits is the only order; no clock decides anything. `src/docs/protocol.md`,
/// "Conflicts", has the table that this class carries out.
final class CommitRules {

    private static final String ROOT_STAYS = "The top folder cannot be moved, renamed or deleted.";

    private final TreeStore store;
    private final TreeChanges tree;
    private final KnownChunks chunks;
    private final Set<NodeId> reserved;
    private final String deviceName;
    private final List<NodeId> made = new ArrayList<>();
    private final Set<Fingerprint> used = new HashSet<>();
    private boolean beside;
    private Map<VersionId, Content> olderVersions = Map.of();
    private Map<Fingerprint, Manifest> manifests = Map.of();

    /// @param reserved ids that new files may have, because they were given out before
    /// @param deviceName for the names of conflicted copies
    CommitRules(TreeStore store, TreeChanges tree, KnownChunks chunks, Set<NodeId> reserved, String deviceName) {
        this.store = store;
        this.tree = tree;
        this.chunks = chunks;
        this.reserved = reserved;
        this.deviceName = deviceName;
    }

    /// From now on, new files and folders stand beside what has their name, under one with a number, even
    /// where that would do: for those who must not learn what is there.
    void putBeside() {
        beside = true;
    }

    /// Says which chunks are there.
    interface KnownChunks {
        /// The chunk's length as it was uploaded; empty if it is missing.
        Optional<Integer> lengthOf(Fingerprint fingerprint);

        /// Whether the chunk is there, but was found to be other than its fingerprint says.
        boolean isDamaged(Fingerprint fingerprint);
    }

    /// Works the operations out, one after the other.
    List<OperationResult> apply(List<Operation> operations) {
        load(operations);
        var results = new ArrayList<OperationResult>(operations.size());
        for (var operation : operations) {
            OperationResult result;
            try {
                result = apply(operation);
            } catch (ProblemException refused) {
                result = OperationResult.Rejected.because(refused.type(), refused.getMessage());
            }
            made.add(nodeOf(result));
            results.add(result);
        }
        return results;
    }

    private static @Nullable NodeId nodeOf(OperationResult result) {
        return switch (result) {
            case OperationResult.Done done -> done.nodeId();
            case OperationResult.Conflict conflict -> conflict.nodeId();
            case OperationResult.MissingChunks _ -> null;
            case OperationResult.Rejected _ -> null;
        };
    }

    /// The chunks of all files that were written: what must not go away.
    Set<Fingerprint> used() {
        return used;
    }

    private OperationResult apply(Operation operation) {
        return switch (operation) {
            case Operation.Put put -> put(put);
            case Operation.MakeFolder make -> makeFolder(make);
            case Operation.Move move -> move(move);
            case Operation.Copy copy -> copy(copy);
            case Operation.Delete delete -> delete(delete);
            case Operation.Restore restore -> restore(restore);
        };
    }

    // ---- loading: everything that the operations name, in a fixed number of queries

    private void load(List<Operation> operations) {
        var ids = new HashSet<NodeId>();
        var versions = new HashSet<VersionId>();
        for (var operation : operations) {
            switch (operation) {
                case Operation.Put put -> {
                    add(ids, put.parentId());
                    add(ids, put.nodeId());
                    put.manifest().needed().ifPresent(versions::add);
                }
                case Operation.MakeFolder make -> add(ids, make.parentId());
                case Operation.Move move -> {
                    add(ids, move.nodeId());
                    add(ids, move.parentId());
                }
                case Operation.Copy copy -> {
                    add(ids, copy.nodeId());
                    add(ids, copy.parentId());
                    if (copy.versionId() != null) {
                        versions.add(copy.versionId());
                    }
                }
                case Operation.Delete delete -> add(ids, delete.nodeId());
                case Operation.Restore restore -> {
                    add(ids, restore.nodeId());
                    if (restore.parentId() != null) {
                        add(ids, restore.parentId());
                    }
                }
            }
        }
        ids.add(NodeId.rootOf(tree.namespace()));
        tree.load(ids);
        tree.loadPlaces(places(operations));
        loadVersions(versions);
    }

    private Set<Place> places(List<Operation> operations) {
        var places = new HashSet<Place>();
        for (var operation : operations) {
            switch (operation) {
                case Operation.Put put -> add(places, put.parentId(), put.name());
                case Operation.MakeFolder make -> add(places, make.parentId(), make.name());
                case Operation.Move move ->
                    resolve(move.nodeId()).ifPresent(node -> add(places, move.parentId(), wanted(move.name(), node)));
                case Operation.Copy copy ->
                    tree.node(copy.nodeId()).ifPresent(node -> add(places, copy.parentId(), wanted(copy.name(), node)));
                case Operation.Restore restore ->
                    tree.node(restore.nodeId())
                            .filter(node -> node.parent() != null)
                            .ifPresent(node -> add(places, restore, node));
                case Operation.Delete _ -> {}
            }
        }
        return places;
    }

    private void loadVersions(Set<VersionId> versions) {
        var older = versions.stream().filter(id -> current(id).isEmpty()).toList();
        olderVersions = older.isEmpty() ? Map.of() : store.olderVersions(tree.namespace(), older);
        var longOnes = versions.stream()
                .flatMap(id -> version(id).stream())
                .filter(content -> content.manifest() == null)
                .map(Content::fingerprint)
                .toList();
        manifests = longOnes.isEmpty() ? Map.of() : store.manifests(tree.namespace(), longOnes);
    }

    private Optional<Content> current(VersionId id) {
        return tree.node(id.node())
                .filter(node -> node.status() != Status.PURGED)
                .flatMap(node -> Optional.ofNullable(node.content()))
                .filter(content -> content.version() == id.number());
    }

    private Optional<Content> version(VersionId id) {
        return current(id).or(() -> Optional.ofNullable(olderVersions.get(id)));
    }

    private static void add(Set<NodeId> ids, @Nullable NodeId id) {
        if (id != null) {
            ids.add(id);
        }
    }

    private static void add(Set<NodeId> ids, NodeRef ref) {
        if (ref instanceof NodeRef.Existing(var id)) {
            ids.add(id);
        }
    }

    private static void add(Set<Place> places, NodeRef parent, FileName name) {
        if (parent instanceof NodeRef.Existing(var id)) {
            places.add(new Place(id, name.key()));
        }
    }

    /// The three places that a node may come back to.
    private void add(Set<Place> places, Operation.Restore restore, NodeState node) {
        var name = wanted(restore.name(), node);
        places.add(new Place(node.place().parent(), name.key()));
        places.add(new Place(NodeId.rootOf(tree.namespace()), name.key()));
        if (restore.parentId() != null) {
            add(places, restore.parentId(), name);
        }
    }

    // ---- PUT

    private OperationResult put(Operation.Put put) {
        var base = put.manifest().needed().map(this::manifestOf);
        var manifest = manifestOf(put, base.orElse(null));
        var missing = missing(manifest, base.map(Manifest::chunks).orElse(List.of()));
        if (!missing.isEmpty()) {
            return new OperationResult.MissingChunks(missing);
        }
        var content = new Content(
                1,
                put.size(),
                put.modifiedTime(),
                tree.stamp().at(),
                tree.stamp().by(),
                put.executable(),
                put.fileType(),
                put.fingerprint(),
                put.sha256(),
                manifest.chunks().size() <= Content.INLINE_CHUNKS ? manifest : null);
        var existing = put.nodeId() == null ? Optional.<NodeState>empty() : tree.node(put.nodeId());
        boolean isNew = existing.isEmpty() && (put.nodeId() == null || reserved.contains(put.nodeId()));
        var result = isNew ? write(put, content) : overwrite(put, requireContent(existing), content);
        tree.keep(manifest, content.fingerprint());
        manifest.chunks().forEach(chunk -> used.add(chunk.fingerprint()));
        return result;
    }

    /// A new file, unless there is one of this name.
    private OperationResult write(Operation.Put put, Content content) {
        var parent = requireFolder(put.parentId());
        var found = tree.at(new Place(parent.id(), put.name().key()));
        if (found.isPresent() && !beside) {
            var there = found.get();
            if (there.content() != null && there.content().sameBytes(content)) {
                return done(there);
            }
            requireNot(put.exact(), NAME_TAKEN, "There is already “" + there.name() + "” in this folder.");
        }
        var name = found.isEmpty() ? put.name() : besideOf(parent, put.name());
        var id = put.nodeId() == null ? tree.nextId() : put.nodeId();
        var node = tree.create(newNode(id, parent, name, NodeKind.FILE, content));
        return found.isEmpty() || beside ? done(node) : renamed(node, name);
    }

    /// A new content of a file, wherever the file is by now.
    private OperationResult overwrite(Operation.Put put, NodeState file, Content content) {
        var there = file.requireContent();
        if (!file.isLive() || !tree.isVisible(file)) {
            return bringBack(put, file, content);
        }
        if (there.sameBytes(content)) {
            return done(
                    there.sameAttributes(content)
                            ? file
                            : tree.touch(file, file.with(there.withAttributesOf(content))));
        }
        boolean seen = put.baseVersionId() != null && put.baseVersionId().equals(file.versionId());
        requireNot(put.exact() && !seen, CONFLICT, "The file has changed in the meantime. Nothing was written.");
        var replaced = file.versionId();
        var node = tree.replace(
                file, file.with(content.as(file.rev() + 1, content.committedAt(), content.committedBy())), true, !seen);
        return seen
                ? done(node)
                : new OperationResult.Conflict(true, node.id(), node.versionId(), node.seq(), replaced, null);
    }

    /// An edit wins over a delete: the file comes back, at the place that the operation names. One that
    /// was purged comes back without its former content.
    private OperationResult bringBack(Operation.Put put, NodeState file, Content content) {
        var parent = requireFolder(put.parentId());
        boolean purged = file.status() == Status.PURGED;
        boolean same = !purged && file.requireContent().sameBytes(content);
        var taken = tree.at(new Place(parent.id(), put.name().key()))
                .filter(there -> !there.id().equals(file.id()));
        requireNot(
                taken.isPresent() && put.exact(), NAME_TAKEN, "There is already “" + put.name() + "” in this folder.");
        var name = taken.isEmpty() ? put.name() : conflictName(parent, put.name());
        var next = file.at(parent.id(), name.value(), name.key())
                .with(Status.LIVE)
                .with(
                        same
                                ? file.requireContent().withAttributesOf(content)
                                : content.as(file.rev() + 1, content.committedAt(), content.committedBy()));
        var node = tree.replace(file, next, !same && !purged, false);
        return taken.isEmpty() ? done(node) : renamed(node, name);
    }

    private static Manifest manifestOf(Operation.Put put, @Nullable Manifest base) {
        Manifest manifest;
        try {
            manifest = put.manifest().resolve(base);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(BAD_REQUEST, "The manifest is wrong: " + e.getMessage());
        }
        if (manifest.size() != put.size() || !manifest.fingerprint().equals(put.fingerprint())) {
            throw new ProblemException(
                    BAD_REQUEST, "The manifest has another size or fingerprint than the operation says.");
        }
        return manifest;
    }

    private Manifest manifestOf(VersionId id) {
        var content = version(id).orElseThrow(() -> new ProblemException(NOT_FOUND, "The base version is not kept."));
        var manifest = content.manifest() == null ? manifests.get(content.fingerprint()) : content.manifest();
        if (manifest == null) {
            throw new ProblemException(NOT_FOUND, "The base version is not kept.");
        }
        return manifest;
    }

    /// @param inherited chunks of a version that is kept, and so of chunks that are there
    private List<Integer> missing(Manifest manifest, List<Chunk> inherited) {
        var kept = new HashSet<>(inherited);
        var list = manifest.chunks();
        return IntStream.range(0, list.size())
                .filter(index -> {
                    var chunk = list.get(index);
                    return kept.contains(chunk) ? chunks.isDamaged(chunk.fingerprint()) : isMissing(chunk);
                })
                .boxed()
                .toList();
    }

    private boolean isMissing(Chunk chunk) {
        var length = chunks.lengthOf(chunk.fingerprint());
        requireNot(
                length.isPresent() && length.get() != chunk.length(),
                BAD_REQUEST,
                "The manifest gives a chunk another length than it has.");
        return length.isEmpty();
    }

    // ---- MKDIR, MOVE, COPY

    private OperationResult makeFolder(Operation.MakeFolder make) {
        var parent = requireFolder(make.parentId());
        var found = tree.at(new Place(parent.id(), make.name().key()));
        if (beside) {
            var name = found.isEmpty() ? make.name() : tree.freeName(parent.id(), make.name());
            return done(tree.create(newNode(tree.nextId(), parent, name, NodeKind.FOLDER, null)));
        }
        requireNot(
                found.isPresent() && make.exact(),
                NAME_TAKEN,
                "There is already “" + make.name() + "” in this folder.");
        if (found.filter(NodeState::isFolder).isPresent()) {
            return done(found.get());
        }
        found.ifPresent(file -> moveAside(parent, file)); // the folder keeps the name, the file is kept too
        return done(tree.create(newNode(tree.nextId(), parent, make.name(), NodeKind.FOLDER, null)));
    }

    private void moveAside(NodeState parent, NodeState file) {
        var name = conflictName(parent, new FileName(file.name()));
        tree.replace(file, file.at(parent.id(), name.value(), name.key()), false, false);
    }

    private OperationResult move(Operation.Move move) {
        var node = requireVisible(move.nodeId());
        requireNot(node.parent() == null, BAD_REQUEST, ROOT_STAYS);
        boolean moved = move.baseRev() != null && move.baseRev() != node.rev();
        requireNot(moved && move.exact(), PRECONDITION_FAILED, "It has changed in the meantime. Nothing was moved.");
        var parent = requireFolder(move.parentId());
        requireNot(tree.isWithin(parent, node.id()), BAD_REQUEST, "A folder cannot be moved into itself.");
        var wanted = wanted(move.name(), node);
        if (parent.id().equals(node.parent()) && wanted.value().equals(node.name())) {
            return done(node);
        }
        var taken = tree.at(new Place(parent.id(), wanted.key()))
                .filter(there -> !there.id().equals(node.id()));
        requireNot(taken.isPresent() && move.exact(), NAME_TAKEN, "There is already “" + wanted + "” in that folder.");
        var name = taken.isEmpty() ? wanted : conflictName(parent, wanted);
        var result = tree.replace(node, node.at(parent.id(), name.value(), name.key()), false, false);
        return taken.isEmpty() ? done(result) : renamed(result, name);
    }

    private OperationResult copy(Operation.Copy copy) {
        var source = requireFile(tree.node(copy.nodeId()));
        var content = copy.versionId() == null
                ? source.requireContent()
                : version(copy.versionId())
                        .filter(_ -> copy.versionId().node().equals(source.id()))
                        .orElseThrow(() -> new ProblemException(NOT_FOUND, "This version is not kept."));
        var parent = requireFolder(copy.parentId());
        var wanted = wanted(copy.name(), source);
        var taken = tree.at(new Place(parent.id(), wanted.key()));
        requireNot(taken.isPresent() && copy.exact(), NAME_TAKEN, "There is already “" + wanted + "” in that folder.");
        var name = taken.isEmpty() ? wanted : tree.freeName(parent.id(), wanted);
        var copied = content.as(1, tree.stamp().at(), tree.stamp().by());
        var node = tree.create(newNode(tree.nextId(), parent, name, NodeKind.FILE, copied));
        return taken.isEmpty() ? done(node) : renamed(node, name);
    }

    // ---- DELETE, RESTORE

    private OperationResult delete(Operation.Delete delete) {
        var node = tree.node(delete.nodeId()).orElseThrow(CommitRules::notFound);
        requireNot(node.parent() == null, BAD_REQUEST, ROOT_STAYS);
        if (!node.isLive() || !tree.isVisible(node)) {
            return done(node);
        }
        if (!node.isMount() && isNewer(node, delete)) {
            return new OperationResult.Conflict(false, node.id(), node.versionId(), node.seq(), null, null);
        }
        return done(tree.replace(node, node.with(Status.TRASHED), false, false));
    }

    /// Whether there is something that who deletes it has not seen.
    private boolean isNewer(NodeState node, Operation.Delete delete) {
        return node.isFolder()
                ? delete.baseSeq() != null && store.changedBelow(tree.namespace(), node.id(), delete.baseSeq())
                : delete.baseRev() != null && node.requireContent().version() > delete.baseRev();
    }

    private OperationResult restore(Operation.Restore restore) {
        var node = tree.node(restore.nodeId()).orElseThrow(CommitRules::notFound);
        requireNot(node.status() == Status.PURGED, NOT_FOUND, "It is no longer in the trash.");
        if (tree.isVisible(node)) {
            return done(node);
        }
        var parent = restore.parentId() == null ? formerFolder(node) : requireFolder(restore.parentId());
        requireNot(tree.isWithin(parent, node.id()), BAD_REQUEST, "A folder cannot be restored into itself.");
        var wanted = wanted(restore.name(), node);
        var taken = tree.at(new Place(parent.id(), wanted.key()));
        var name = taken.isEmpty() ? wanted : tree.freeName(parent.id(), wanted);
        var result = tree.replace(
                node, node.at(parent.id(), name.value(), name.key()).with(Status.LIVE), false, false);
        return taken.isEmpty() ? done(result) : renamed(result, name);
    }

    /// Where the node was, or the top folder if that is gone.
    private NodeState formerFolder(NodeState node) {
        return tree.node(node.place().parent())
                .filter(tree::isVisible)
                .filter(folder -> !folder.isMount())
                .orElseGet(() -> tree.node(NodeId.rootOf(tree.namespace())).orElseThrow());
    }

    // ---- what they share

    private NodeState newNode(NodeId id, NodeState parent, FileName name, NodeKind kind, @Nullable Content content) {
        return new NodeState(
                id,
                parent.id(),
                name.value(),
                name.key(),
                kind,
                Status.LIVE,
                0,
                1,
                tree.stamp().at(),
                content);
    }

    private static FileName wanted(@Nullable FileName name, NodeState node) {
        return name == null ? new FileName(node.name()) : name;
    }

    private NodeState requireVisible(NodeRef ref) {
        return resolve(ref).filter(tree::isVisible).orElseThrow(CommitRules::notFound);
    }

    private NodeState requireFolder(NodeRef ref) {
        var folder = resolve(ref)
                .filter(tree::isVisible)
                .filter(NodeState::isFolder)
                .orElseThrow(() -> new ProblemException(NOT_FOUND, "The folder is not there any more."));
        requireNoMount(folder);
        return folder;
    }

    private static NodeState requireFile(Optional<NodeState> node) {
        return requireContent(node.filter(file -> file.status() != Status.PURGED));
    }

    /// A file whose content is in this namespace.
    private static NodeState requireContent(Optional<NodeState> node) {
        var file = node.filter(CommitRules::isFile)
                .filter(found -> found.isLive() || !found.isMount())
                .orElseThrow(CommitRules::notFound);
        requireNoMount(file);
        return file;
    }

    private static void requireNoMount(NodeState node) {
        requireNot(node.isMount(), BAD_REQUEST, "What is in it is in the namespace " + node.target() + ".");
    }

    private static boolean isFile(NodeState node) {
        return node.kind() == NodeKind.FILE;
    }

    private Optional<NodeState> resolve(NodeRef ref) {
        return switch (ref) {
            case NodeRef.Existing(var id) -> tree.node(id);
            case NodeRef.ResultOf(var index) ->
                index < made.size() ? Optional.ofNullable(made.get(index)).flatMap(tree::node) : Optional.empty();
        };
    }

    private FileName besideOf(NodeState parent, FileName name) {
        return beside ? tree.freeName(parent.id(), name) : conflictName(parent, name);
    }

    /// `name (conflicted copy, device, date)`, or with a number if that is taken too.
    private FileName conflictName(NodeState parent, FileName name) {
        var date = LocalDate.ofInstant(tree.stamp().at(), ZoneOffset.UTC);
        var label = " (conflicted copy, " + deviceName + ", " + date;
        return IntStream.iterate(1, count -> count + 1)
                .mapToObj(count -> name.with(count == 1 ? label + ")" : label + ", " + count + ")"))
                .filter(free -> tree.at(new Place(parent.id(), free.key())).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static OperationResult done(NodeState node) {
        return new OperationResult.Done(node.id(), node.versionId(), node.seq());
    }

    private static OperationResult renamed(NodeState node, FileName name) {
        return new OperationResult.Conflict(true, node.id(), node.versionId(), node.seq(), null, name);
    }

    private static void requireNot(boolean wrong, ProblemType type, String detail) {
        if (wrong) {
            throw new ProblemException(type, detail);
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(NOT_FOUND, "There is no such file or folder, or you may not see it.");
    }
}
