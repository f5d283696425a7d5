package dev.cairn.tree.control;

import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.tree.control.NodeState.Status;
import dev.cairn.tree.control.Rewinder.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What makes a folder be as it was at a moment: a comparison of two trees, nothing more.
///
/// What has come since goes into the trash, or back to where it came from; what was deleted, renamed or
/// moved since comes back; files get the contents that they had. Each step is an ordinary operation, so
/// nothing is lost by it, and rewinding to just before it undoes it. What was purged stays away.
final class RewindPlan {

    /// What came from another namespace has one seq for all states of a node.
    private static final Comparator<TreeStore.Past> NEWEST_FIRST = Comparator.comparing(TreeStore.Past::supersededSeq)
            .thenComparing(past -> past.state().rev())
            .reversed();

    private final NodeId top;
    private final Instant moment;
    private final Map<NodeId, NodeState> now = new HashMap<>();
    private final Map<NodeId, NodeState> then = new HashMap<>();

    /// @param folder is in the tree, and was at the moment
    /// @param nodes all nodes of the namespace as they are, those in the trash and tombstones too
    /// @param past states that were superseded after the moment, in any order
    RewindPlan(NodeId folder, Instant moment, Collection<NodeState> nodes, Collection<TreeStore.Past> past) {
        this.top = folder;
        this.moment = moment;
        nodes.forEach(node -> now.put(node.id(), node));
        now.values().stream().filter(this::wasThere).forEach(node -> then.put(node.id(), node));
        past.stream()
                .sorted(NEWEST_FIRST)
                .map(TreeStore.Past::state)
                .filter(this::wasThere)
                .forEach(state -> then.put(state.id(), state));
    }

    private boolean wasThere(NodeState node) {
        return !node.createdAt().isAfter(moment);
    }

    /// One thing that is done.
    ///
    /// @param now as the node is
    /// @param then as it was, and will be
    record Change(Kind kind, NodeState now, NodeState then) {}

    /// In an order in which they can be done.
    List<Change> changes() {
        var wanted = inFolder(then);
        var placed = placed(wanted);
        var back = movedIn(wanted);
        var moves = Stream.concat(placed.stream(), back.stream()).toList();
        var holders = holders(moves);
        var changes = new ArrayList<Change>();
        var late = new ArrayList<Change>();
        for (var change : trashed(wanted, moves)) {
            boolean mayGoFirst = isVisible(change.now, now) && !holders.contains(change.now.id());
            (mayGoFirst ? changes : late).add(change);
        }
        changes.addAll(moves);
        changes.addAll(late);
        wanted.stream()
                .filter(this::hasOtherContent)
                .map(id -> change(Kind.REVERT, id))
                .forEach(changes::add);
        return changes;
    }

    /// What does [#changes], but for [Kind#REVERT], which needs manifests.
    List<Operation> operations(List<Change> changes) {
        var operations = new ArrayList<Operation>();
        boolean madeRoom = false;
        for (var change : changes) {
            var id = change.now.id();
            if (!madeRoom && change.kind != Kind.TRASH) {
                madeRoom = true;
                asides(changes).forEach(operations::add);
            }
            switch (change.kind) {
                case TRASH -> operations.add(new Operation.Delete(id, null, null));
                case RESTORE -> {
                    operations.add(new Operation.Restore(id, NodeRef.to(parent(change.then)), name(change.then)));
                    operations.add(move(id, parent(change.then), name(change.then)));
                }
                case MOVE -> operations.add(move(id, parent(change.then), name(change.then)));
                case REVERT -> {}
            }
        }
        return operations;
    }

    /// Nodes that are about to leave a place which another one is about to take make room for it first.
    private Stream<Operation> asides(List<Change> changes) {
        var leaving = new HashMap<NodeState.Place, NodeState>();
        changes.stream()
                .dropWhile(change -> change.kind == Kind.TRASH)
                .filter(change -> change.kind != Kind.REVERT && isVisible(change.now, now))
                .forEach(change -> leaving.put(change.now.place(), change.now));
        return changes.stream()
                .filter(change -> change.kind == Kind.RESTORE || change.kind == Kind.MOVE)
                .map(change -> leaving.get(change.then.place()))
                .filter(node -> node != null)
                .distinct()
                .map(node -> move(node.id(), parent(node), new FileName("rewind " + node.id())));
    }

    private static Operation move(NodeId id, NodeId parent, FileName name) {
        return new Operation.Move(NodeRef.to(id), NodeRef.to(parent), name, null, false);
    }

    private static FileName name(NodeState node) {
        return new FileName(node.name());
    }

    private static NodeId parent(NodeState node) {
        return node.place().parent();
    }

    /// What was in the folder and is elsewhere, or deleted; folders before what was in them.
    private List<Change> placed(List<NodeId> wanted) {
        return wanted.stream()
                .filter(id -> !isInPlace(id))
                .map(id -> change(isVisible(now.get(id), now) ? Kind.MOVE : Kind.RESTORE, id))
                .toList();
    }

    /// What is in the folder and was elsewhere in the tree, if there is still a folder there.
    private List<Change> movedIn(List<NodeId> wanted) {
        var known = Set.copyOf(wanted);
        return inFolder(now).stream()
                .filter(id -> !known.contains(id))
                .filter(id -> then.containsKey(id) && then.get(id).isLive())
                .filter(id -> isVisible(now.get(parent(then.get(id))), now) && !isBelow(parent(then.get(id)), now))
                .map(id -> change(Kind.MOVE, id))
                .toList();
    }

    /// What else will be in the folder after these moves and was not; not what goes along with its
    /// folder.
    private List<Change> trashed(List<NodeId> wanted, List<Change> moves) {
        var moved = new HashMap<>(now);
        var stays = new HashSet<>(wanted);
        for (var move : moves) {
            moved.put(move.now.id(), move.then);
            stays.add(move.now.id());
        }
        var goes = new HashSet<NodeId>();
        var changes = new ArrayList<Change>();
        for (var id : inFolder(moved)) {
            if (!stays.contains(id)) {
                goes.add(id);
                if (!goes.contains(parent(now.get(id)))) {
                    changes.add(change(Kind.TRASH, id));
                }
            }
        }
        return changes;
    }

    /// The folders that nodes are in before they move; these can go into the trash only afterwards.
    private Set<NodeId> holders(List<Change> moves) {
        var holders = new HashSet<NodeId>();
        moves.forEach(move -> {
            for (var at = move.now.parent();
                    at != null && now.containsKey(at) && holders.add(at);
                    at = now.get(at).parent()) {
                // up to the top folder, or to one that has left the namespace
            }
        });
        return holders;
    }

    private Change change(Kind kind, NodeId id) {
        var state = now.get(id);
        return new Change(kind, state, then.getOrDefault(id, state));
    }

    /// Whether a node is where it was, as soon as the folders above it are.
    private boolean isInPlace(NodeId id) {
        var is = now.get(id);
        var was = then.get(id);
        return is.isLive() && is.place().equals(was.place()) && is.name().equals(was.name());
    }

    private boolean hasOtherContent(NodeId id) {
        var is = now.get(id).content();
        var was = then.get(id).content();
        return is != null && was != null && !is.sameBytes(was);
    }

    /// What is visible below the folder and can be had, folders before what is in them.
    private List<NodeId> inFolder(Map<NodeId, NodeState> tree) {
        Predicate<NodeState> exists = node -> now.get(node.id()).status() != Status.PURGED;
        return tree.values().stream()
                .filter(node -> node.parent() != null && exists.test(node) && isVisible(node, tree))
                .filter(node -> isBelow(parent(node), tree))
                .sorted(Comparator.<NodeState>comparingInt(node -> depth(node, tree))
                        .thenComparing(NodeState::id))
                .map(NodeState::id)
                .toList();
    }

    /// Whether something in `folder` is in the folder that is rewound.
    private boolean isBelow(NodeId folder, Map<NodeId, NodeState> tree) {
        for (var at = tree.get(folder); at != null; at = at.parent() == null ? null : tree.get(at.parent())) {
            if (at.id().equals(top)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isVisible(NodeState node, Map<NodeId, NodeState> tree) {
        for (var at = node; at != null && at.isLive(); at = tree.get(at.parent())) {
            if (at.parent() == null) {
                return true;
            }
        }
        return false;
    }

    private static int depth(NodeState node, Map<NodeId, NodeState> tree) {
        int depth = 0;
        for (var at = node; at.parent() != null; at = tree.get(at.parent())) {
            depth++;
        }
        return depth;
    }
}
