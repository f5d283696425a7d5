package dev.cairn.tree.control;

import dev.cairn.accounts.control.Allowances;
import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import dev.cairn.tree.control.NodeState.Place;
import dev.cairn.tree.control.NodeState.Status;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.stream.Gatherers;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The one transaction of a move from one namespace to another: ids, versions and what is in the trash
/// below go along, no bytes move. Where they were, all nodes leave tombstones that say where they went.
///
/// Who may do it is decided before.
@OneObject
@Transactional
public class Crossing {

    /// Most nodes of one move: so long are the namespaces locked.
    static final int MOST = 10_000;

    private static final int SLICE = 500;

    private final DataSource database;
    private final Event<NamespaceChanged> changed;
    private final Event<Homes.NodesMoved> moved;
    private final Allowances allowances;
    private final InstantSource clock;

    @Inject
    Crossing(
            DataSource database,
            Event<NamespaceChanged> changed,
            Event<Homes.NodesMoved> moved,
            Allowances allowances,
            InstantSource clock) {
        this.database = database;
        this.changed = changed;
        this.moved = moved;
        this.allowances = allowances;
        this.clock = clock;
    }

    /// @param name null for the one that the node has
    /// @param rev of the node as the caller knows it; null for any
    /// @param exact to be refused rather than be given another name
    record Move(
            NodeId node,
            NamespaceId from,
            NamespaceId to,
            NodeId folder,
            @Nullable FileName name,
            @Nullable Integer rev,
            boolean exact) {}

    /// @throws ProblemException what the move is refused for
    /// @throws DatabaseFailure if the database refuses; one that is passing may be tried again
    OperationResult run(Caller caller, Move move) {
        try (var connection = database.getConnection()) {
            return run(connection, caller, move);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private OperationResult run(Connection connection, Caller caller, Move move) {
        var store = new JdbcTreeStore(connection);
        var stamp = new TreeStore.Stamp(clock.instant(), caller.device());
        boolean inOrder = move.from.value() < move.to.value();
        var first = store.lock(inOrder ? move.from : move.to).orElseThrow(FolderBrowser::notFound);
        var second = store.lock(inOrder ? move.to : move.from).orElseThrow(FolderBrowser::notFound);
        var sql = new Sql(connection);
        long room = allowances.lockRoomFor(sql, move.from, move.to);
        var source = new TreeChanges(store, move.from, inOrder ? first : second, stamp);
        var target = new TreeChanges(store, move.to, inOrder ? second : first, stamp);
        var node = node(source, move);
        var wanted = move.name == null ? new FileName(node.name()) : move.name;
        var name = name(target, move, wanted);
        target.requireSettled(node.at(move.folder, name.value(), name.key()));
        var nodes = nodes(connection, move);
        source.requireSettled(nodes);
        long bytes = bytes(sql, move, nodes);
        if (bytes > 0 && bytes > room) {
            throw new ProblemException(
                    ProblemType.QUOTA_EXCEEDED,
                    "Who owns that folder has no room for " + bytes + " bytes more. Nothing was moved.");
        }
        source.replace(node, node.with(Status.PURGED), false, false);
        store.write(source.changed());
        var heads = carryOver(connection, move, node.place().parent(), nodes, new Heads(source.seq(), target.seq()));
        place(sql, move, name);
        count(sql, move, bytes, heads);
        changed.fire(new NamespaceChanged(move.from, heads.from));
        changed.fire(new NamespaceChanged(move.to, heads.to));
        moved.fire(new Homes.NodesMoved());
        return name.equals(wanted)
                ? new OperationResult.Done(node.id(), node.versionId(), heads.to)
                : new OperationResult.Conflict(true, node.id(), node.versionId(), heads.to, null, name);
    }

    private static NodeState node(TreeChanges source, Move move) {
        source.load(List.of(move.node));
        var node = source.node(move.node).filter(source::isVisible).orElseThrow(FolderBrowser::notFound);
        if (node.parent() == null) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The top folder cannot be moved.");
        }
        if (node.isMount()) {
            throw nested();
        }
        if (move.exact && move.rev != null && move.rev != node.rev()) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_FAILED, "It has changed in the meantime. Nothing was moved.");
        }
        return node;
    }

    private static FileName name(TreeChanges target, Move move, FileName wanted) {
        target.load(List.of(move.folder));
        var folder = target.node(move.folder)
                .filter(target::isVisible)
                .filter(found -> found.isFolder() && !found.isMount())
                .orElseThrow(FolderBrowser::notFound);
        var place = new Place(folder.id(), wanted.key());
        target.loadPlaces(Set.of(place));
        if (target.at(place).isEmpty()) {
            return wanted;
        }
        if (move.exact) {
            throw new ProblemException(ProblemType.NAME_TAKEN, "There is already “" + wanted + "” in that folder.");
        }
        return target.freeName(folder.id(), wanted);
    }

    private static List<NodeId> nodes(Connection connection, Move move) {
        var nodes = new ArrayList<NodeId>();
        nodes.add(move.node);
        nodes.addAll(Relocation.below(connection, move.from, move.node));
        if (nodes.size() > MOST) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "There are more than " + MOST + " files and folders in it. Move what is in it in several parts.");
        }
        boolean mounts = nodes.stream()
                .gather(Gatherers.windowFixed(SLICE))
                .anyMatch(slice -> !new Sql(connection)
                        .read(
                                "SELECT 1 FROM node WHERE namespace_id = ? AND target_id IS NOT NULL AND id IN ("
                                        + Sql.marks(slice) + ")",
                                to -> {
                                    to.add(move.from.value());
                                    for (var id : slice) {
                                        to.add(id.value());
                                    }
                                },
                                row -> row.getInt(1))
                        .isEmpty());
        if (mounts) {
            throw nested();
        }
        return nodes;
    }

    private static ProblemException nested() {
        return new ProblemException(
                ProblemType.NESTED_SHARE,
                "What is shared with people cannot be moved into a shared folder. End sharing it first, or move a"
                        + " copy of it.");
    }

    private static void inSlices(List<NodeId> nodes, ObjIntConsumer<List<NodeId>> work) {
        for (int place = 0; place < nodes.size(); place += SLICE) {
            work.accept(nodes.subList(place, Math.min(place + SLICE, nodes.size())), place);
        }
    }

    /// How far both namespaces are.
    private record Heads(long from, long to) {}

    private static Heads carryOver(Connection connection, Move move, NodeId parent, List<NodeId> nodes, Heads before) {
        var relocation = new Relocation(connection, new Relocation.Route(move.from, move.to, parent, move.folder));
        inSlices(nodes, (slice, place) -> relocation.copy(slice, before.to + place));
        relocation.note(nodes);
        relocation.copyPackUses();
        inSlices(nodes, (slice, place) -> relocation.leaveTombstones(slice, before.from + place));
        return new Heads(before.from + nodes.size(), before.to + nodes.size());
    }

    private static void place(Sql sql, Move move, FileName name) {
        sql.update(
                "UPDATE node SET parent_id = ?, name = ?, name_key = ?, live = 1 WHERE namespace_id = ? AND id = ?",
                to -> to.add(move.folder.value())
                        .add(name.value())
                        .add(name.key().getBytes(StandardCharsets.UTF_8))
                        .add(move.to.value())
                        .add(move.node.value()));
    }

    private static long bytes(Sql sql, Move move, List<NodeId> nodes) {
        return nodes.stream()
                .gather(Gatherers.windowFixed(SLICE))
                .flatMap(slice -> sql
                        .read(
                                "SELECT COALESCE(SUM(size), 0) FROM node WHERE namespace_id = ? AND id IN ("
                                        + Sql.marks(slice) + ")",
                                to -> {
                                    to.add(move.from.value());
                                    for (var id : slice) {
                                        to.add(id.value());
                                    }
                                },
                                row -> row.getLong(1))
                        .stream())
                .mapToLong(sum -> sum)
                .sum();
    }

    private void count(Sql sql, Move move, long bytes, Heads heads) {
        sql.update(
                "UPDATE namespace SET used_bytes = used_bytes - ?, head_seq = ?, loosened_at = ? WHERE id = ?",
                to -> to.add(bytes)
                        .add(heads.from)
                        .add(Times.toMicros(clock.instant()))
                        .add(move.from.value()));
        sql.update(
                "UPDATE namespace SET used_bytes = used_bytes + ?, head_seq = ? WHERE id = ?",
                to -> to.add(bytes).add(heads.to).add(move.to.value()));
    }
}
