package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.Members;
import dev.cairn.accounts.control.RandomIds;
import dev.cairn.accounts.entity.Namespace;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The steps of a [Conversion], each a short transaction that may be done again.
///
/// Every step but the first locks the conversion's row and looks how far it is, so two that are at work
/// on one conversion do no harm.
@OneObject
@Transactional
public class ConversionSteps {

    /// How long a worker has for one step.
    private static final Duration HELD = Duration.ofMinutes(2);

    /// The way back leaves so many seqs free for what is committed while rows are copied.
    private static final long ROOM = 1_000_000;

    /// Of the top folder of a new namespace.
    private static final long TOP_SEQ = 1;

    private final DataSource database;
    private final RandomIds ids;
    private final Members members;
    private final Event<NamespaceChanged> changed;
    private final Event<Homes.NodesMoved> moved;
    private final InstantSource clock;

    @Inject
    ConversionSteps(
            DataSource database,
            RandomIds ids,
            Members members,
            Event<NamespaceChanged> changed,
            Event<Homes.NodesMoved> moved,
            InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.members = members;
        this.changed = changed;
        this.moved = moved;
        this.clock = clock;
    }

    /// Begins to make a folder or file of the caller's own tree a namespace: neither it nor what is below
    /// may change from now on. A file becomes the top of its namespace, and is all that is in it.
    ///
    /// @throws ProblemException `NOT_FOUND`; `BAD_REQUEST` for the top folder; `NESTED_SHARE` if
    ///     something shared hangs below it; `CONVERTING` while another folder of the tree is converted
    NamespaceId beginSharing(Caller caller, NodeId folder) {
        var shared = new NamespaceId(ids.free(Namespace.class)); // asked for before the connection is held
        return inTransaction(connection -> {
            var store = new JdbcTreeStore(connection);
            requireFree(store.lock(caller.own()).orElseThrow());
            var nodes = store.withAncestors(caller.own(), List.of(folder));
            var node = nodes.stream()
                    .filter(found -> found.id().equals(folder))
                    .findFirst()
                    .filter(_ -> nodes.stream().allMatch(NodeState::isLive))
                    .filter(found -> !found.isMount())
                    .orElseThrow(FolderBrowser::notFound);
            if (node.parent() == null) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "Share a folder or a file, not all that you have.");
            }
            var sql = new Sql(connection);
            requireNothingShared(sql, store, caller.own(), folder);
            sql.update(
                    "INSERT INTO namespace (id, owner_id, head_seq, next_number, used_bytes, elsewhere_id)"
                            + " VALUES (?, ?, ?, 2, 0, ?)",
                    to -> to.add(shared.value())
                            .add(caller.user().value())
                            .add(TOP_SEQ)
                            .add(caller.own().value()));
            sql.update(
                    "INSERT INTO node (namespace_id, id, parent_id, name, name_key, kind, live, seq, rev, created_at,"
                            + " version, size, modified_time, committed_at, committed_by, executable, file_type,"
                            + " fingerprint, sha256, manifest)"
                            + " SELECT ?, ?, NULL, name, name_key, kind, live, ?, IF(kind = 1, 1, rev), created_at,"
                            + " version, size, modified_time, committed_at, committed_by, executable, file_type,"
                            + " fingerprint, sha256, manifest FROM node WHERE namespace_id = ? AND id = ?",
                    to -> to.add(shared.value())
                            .add(NodeId.rootOf(shared).value())
                            .add(TOP_SEQ)
                            .add(caller.own().value())
                            .add(folder.value()));
            begin(sql, new Conversion(shared, caller.own(), folder, true, false, TOP_SEQ));
            converting(sql, shared, NodeId.rootOf(shared).value());
            return shared;
        });
    }

    /// Begins to make a namespace a folder of its owner's tree again.
    ///
    /// @param mount where it hangs there
    /// @throws ProblemException `NOT_FOUND` if it does not hang there; `CONVERTING`
    void beginReturn(NamespaceId shared, NamespaceId tree, NodeId mount) {
        inTransaction(connection -> {
            var store = new JdbcTreeStore(connection);
            var heads = lock(store, shared, tree);
            heads.forEach(ConversionSteps::requireFree);
            var nodes = store.withAncestors(tree, List.of(mount));
            if (nodes.isEmpty() || !nodes.stream().allMatch(NodeState::isLive)) {
                throw new ProblemException(
                        ProblemType.NOT_FOUND, "It is in your trash. Restore it before you end sharing it.");
            }
            var sql = new Sql(connection);
            begin(sql, new Conversion(shared, tree, mount, false, false, 0));
            return converting(sql, shared, NodeId.rootOf(shared).value());
        });
    }

    private static void requireFree(TreeStore.Head head) {
        if (head.converting() != null) {
            throw new ProblemException(
                    ProblemType.CONVERTING,
                    "Something else is just being shared, or its sharing ended. Try again in a few seconds.");
        }
    }

    private static void requireNothingShared(Sql sql, JdbcTreeStore store, NamespaceId tree, NodeId folder) {
        var mounts = sql.read(
                "SELECT id FROM node WHERE namespace_id = ? AND target_id IS NOT NULL AND (live = 1 OR EXISTS"
                        + " (SELECT 1 FROM trash t WHERE t.namespace_id = node.namespace_id AND t.node_id = node.id))",
                to -> to.add(tree.value()),
                row -> new NodeId(row.getLong(1)));
        if (!mounts.isEmpty()
                && store.withAncestors(tree, mounts).stream().anyMatch(node -> folder.equals(node.parent()))) {
            throw new ProblemException(
                    ProblemType.NESTED_SHARE,
                    "There is something shared in this folder. Move it out, or end sharing it, then share this one.");
        }
    }

    private void begin(Sql sql, Conversion conversion) {
        sql.update(
                "INSERT INTO conversion (shared_id, tree_id, folder_id, sharing, swapped, seq_offset, held_until)"
                        + " VALUES (?, ?, ?, ?, 0, ?, ?)",
                to -> to.add(conversion.shared().value())
                        .add(conversion.tree().value())
                        .add(conversion.folder().value())
                        .add(conversion.sharing())
                        .add(conversion.seqOffset())
                        .add(heldUntil()));
        converting(sql, conversion.tree(), conversion.folder().value());
    }

    private static int converting(Sql sql, NamespaceId namespace, @Nullable Long node) {
        return sql.update(
                "UPDATE namespace SET converting_id = ? WHERE id = ?",
                to -> to.add(node).add(namespace.value()));
    }

    /// A conversion that somebody began and has not been at work on for a while; it is held now.
    Optional<Conversion> takeAbandoned() {
        return inTransaction(connection -> {
            var sql = new Sql(connection);
            var found = read(sql, "held_until < ? LIMIT 1 FOR UPDATE", Times.toMicros(clock.instant()));
            found.ifPresent(conversion -> hold(sql, conversion));
            return found;
        });
    }

    /// Takes a conversion up, where rows have been copied or not: they are copied anew.
    ///
    /// @return as it is now; empty if it is over
    Optional<Conversion> start(NamespaceId shared) {
        return inTransaction(connection -> {
            var sql = new Sql(connection);
            var found = read(sql, "shared_id = ? FOR UPDATE", shared.value());
            if (found.isEmpty() || found.get().swapped() || found.get().sharing()) {
                return found;
            }
            sql.update(
                    "UPDATE conversion SET seq_offset = ? + (SELECT head_seq FROM namespace WHERE id = ?)"
                            + " WHERE shared_id = ?",
                    to -> to.add(ROOM).add(found.get().tree().value()).add(shared.value()));
            return read(sql, "shared_id = ? FOR UPDATE", shared.value());
        });
    }

    /// All nodes that are to be copied, or taken away: nothing can change them meanwhile.
    List<NodeId> nodes(Conversion conversion) {
        return inTransaction(
                connection -> Relocation.below(connection, conversion.route().from(), conversion.source()));
    }

    /// Copies some nodes. Does nothing if the conversion is further than that.
    ///
    /// @param place of the first of them among all, from 0
    void copy(Conversion conversion, Collection<NodeId> nodes, int place) {
        step(conversion, (connection, _) -> {
            var relocation = new Relocation(connection, conversion.route());
            relocation.copy(nodes, conversion.seqOffset() + place);
            if (conversion.sharing()) {
                relocation.note(nodes);
            }
        });
    }

    /// Copies what a shared file had before; of a folder, nothing.
    void copyPast(Conversion conversion) {
        step(
                conversion,
                (connection, _) -> new Relocation(connection, conversion.route()).copyTopPast(conversion.seqOffset()));
    }

    /// Notes what all copied rows have in common.
    ///
    /// @return sizes of all files that were copied, in bytes
    long sumUp(Conversion conversion) {
        return inTransaction(connection -> {
            new Relocation(connection, conversion.route()).copyPackUses();
            return new Sql(connection)
                    .read(
                            "SELECT COALESCE(SUM(n.size), 0) FROM node n LEFT JOIN trash t"
                                    + " ON t.namespace_id = n.namespace_id AND t.node_id = n.id"
                                    + " WHERE n.namespace_id = ? AND (n.live = 1 OR t.node_id IS NOT NULL)",
                            to -> to.add(conversion.shared().value()),
                            row -> row.getLong(1))
                    .getFirst();
        });
    }

    /// From now on the copies count. Short, however many there are.
    ///
    /// @param bytes sizes of all files that were copied
    void swap(Conversion conversion, long bytes) {
        boolean swapped = step(conversion, (connection, sql) -> {
            var route = conversion.route();
            var store = new JdbcTreeStore(connection);
            lock(store, conversion.shared(), conversion.tree());
            if (conversion.sharing()) {
                hang(sql, conversion);
            } else {
                new Relocation(connection, route).copyTopState();
                putBack(sql, conversion);
            }
            sql.update(
                    "UPDATE namespace SET used_bytes = IF(id = ?, used_bytes + ?, used_bytes - ?) WHERE id IN (?, ?)",
                    to -> to.add(route.to().value())
                            .add(bytes)
                            .add(bytes)
                            .add(route.from().value())
                            .add(route.to().value()));
            sql.update(
                    "UPDATE conversion SET swapped = 1 WHERE shared_id = ?",
                    to -> to.add(conversion.shared().value()));
            moved.fire(new Homes.NodesMoved());
            tell(store, conversion);
        });
        if (swapped && conversion.sharing()) {
            members.join(ownerOf(conversion.shared()), conversion.shared(), Role.OWNER, conversion.folder());
        } else if (swapped) {
            members.of(conversion.shared()).forEach(member -> members.leave(member.user(), conversion.shared()));
        }
    }

    private UserId ownerOf(NamespaceId namespace) {
        return inTransaction(connection -> new Sql(connection)
                .read(
                        "SELECT owner_id FROM namespace WHERE id = ?",
                        to -> to.add(namespace.value()),
                        row -> new UserId(row.getInt(1)))
                .getFirst());
    }

    private static void hang(Sql sql, Conversion conversion) {
        var shared = conversion.shared();
        var tree = conversion.tree();
        sql.update(
                "UPDATE namespace SET elsewhere_id = NULL, converting_id = NULL, head_seq = (SELECT MAX(seq) FROM node"
                        + " WHERE namespace_id = ?) WHERE id = ?",
                to -> to.add(shared.value()).add(shared.value()));
        sql.update("UPDATE namespace SET head_seq = head_seq + 1 WHERE id = ?", to -> to.add(tree.value()));
        sql.update(
                "UPDATE node n JOIN namespace t ON t.id = n.namespace_id SET n.target_id = ?, n.seq = t.head_seq,"
                        + " n.rev = n.rev + 1 WHERE n.namespace_id = ? AND n.id = ?",
                to -> to.add(shared.value())
                        .add(tree.value())
                        .add(conversion.folder().value()));
    }

    private static void putBack(Sql sql, Conversion conversion) {
        var shared = conversion.shared();
        var tree = conversion.tree();
        sql.update(
                "UPDATE namespace SET head_seq = 1 + GREATEST(head_seq, (SELECT MAX(seq) FROM node WHERE namespace_id = ?))"
                        + " WHERE id = ?",
                to -> to.add(tree.value()).add(tree.value()));
        sql.update(
                "UPDATE node n JOIN namespace t ON t.id = n.namespace_id SET n.target_id = NULL, n.seq = t.head_seq,"
                        + " n.rev = n.rev + 1 WHERE n.namespace_id = ? AND n.id = ?",
                to -> to.add(tree.value()).add(conversion.folder().value()));
        sql.update(
                "UPDATE namespace SET elsewhere_id = ? WHERE id = ?",
                to -> to.add(tree.value()).add(shared.value()));
    }

    private void tell(JdbcTreeStore store, Conversion conversion) {
        Stream.of(conversion.tree(), conversion.shared())
                .forEach(namespace -> store.lock(namespace)
                        .ifPresent(head -> changed.fire(new NamespaceChanged(namespace, head.seq()))));
    }

    /// Takes away some of what was copied.
    void clear(Conversion conversion, Collection<NodeId> nodes) {
        step(conversion, (connection, _) -> new Relocation(connection, conversion.route()).clear(nodes));
    }

    /// It is over: what is there may change again, and the collector may look at what has left.
    void finish(Conversion conversion) {
        step(conversion, (connection, sql) -> {
            lock(new JdbcTreeStore(connection), conversion.shared(), conversion.tree());
            new Relocation(connection, conversion.route()).clearTop();
            converting(sql, conversion.tree(), null);
            converting(sql, conversion.shared(), null);
            sql.update(
                    "UPDATE namespace SET loosened_at = ? WHERE id = ?",
                    to -> to.add(Times.toMicros(clock.instant()))
                            .add(conversion.route().from().value()));
            sql.update(
                    "DELETE FROM conversion WHERE shared_id = ?",
                    to -> to.add(conversion.shared().value()));
        });
    }

    /// Does a step, unless the conversion is further than that. Whatever needs a connection of its own,
    /// as what is read by JPA does, comes before or after it: many that each hold one and wait for
    /// another would wait for each other.
    ///
    /// @return whether it was done
    private boolean step(Conversion conversion, Step step) {
        return inTransaction(connection -> {
            var sql = new Sql(connection);
            var now = read(sql, "shared_id = ? FOR UPDATE", conversion.shared().value());
            boolean isNext = now.equals(Optional.of(conversion));
            if (isNext) {
                hold(sql, conversion);
                step.run(connection, sql);
            }
            return isNext;
        });
    }

    private void hold(Sql sql, Conversion conversion) {
        sql.update(
                "UPDATE conversion SET held_until = ? WHERE shared_id = ?",
                to -> to.add(heldUntil()).add(conversion.shared().value()));
    }

    private long heldUntil() {
        return Times.toMicros(clock.instant().plus(HELD));
    }

    private static Optional<Conversion> read(Sql sql, String condition, long value) {
        return sql
                .read(
                        "SELECT shared_id, tree_id, folder_id, sharing, swapped, seq_offset FROM conversion WHERE "
                                + condition,
                        to -> to.add(value),
                        row -> new Conversion(
                                new NamespaceId(row.getInt(1)),
                                new NamespaceId(row.getInt(2)),
                                new NodeId(row.getLong(3)),
                                row.getInt(4) == 1,
                                row.getInt(5) == 1,
                                row.getLong(6)))
                .stream()
                .findFirst();
    }

    /// Locks two namespaces, in the order in which everybody does.
    private static List<TreeStore.Head> lock(JdbcTreeStore store, NamespaceId one, NamespaceId other) {
        return Stream.of(one, other)
                .sorted((left, right) -> Integer.compare(left.value(), right.value()))
                .map(namespace -> store.lock(namespace).orElseThrow(FolderBrowser::notFound))
                .toList();
    }

    private <T> T inTransaction(Function<Connection, T> work) {
        try (var connection = database.getConnection()) {
            return work.apply(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run(Connection connection, Sql sql);
    }
}
