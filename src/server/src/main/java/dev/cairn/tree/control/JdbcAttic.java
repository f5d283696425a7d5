package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Trash and history in the database, for one transaction on one connection.
final class JdbcAttic implements Attic {

    private final Sql sql;

    JdbcAttic(Connection connection) {
        this.sql = new Sql(connection);
    }

    @Override
    public boolean mayTake(NamespaceId namespace) {
        return NamespaceLock.take(sql, namespace);
    }

    @Override
    public List<NodeState> trashedBefore(NamespaceId namespace, Instant moment, int most) {
        return sql.read(
                "SELECT n.* FROM trash t JOIN node n ON n.namespace_id = t.namespace_id AND n.id = t.node_id"
                        + " WHERE t.namespace_id = ? AND t.trashed_at < ? AND n.target_id IS NULL ORDER BY t.trashed_at LIMIT ?",
                to -> to.add(namespace.value()).add(Times.toMicros(moment)).add(most),
                row -> JdbcTreeStore.node(row, true));
    }

    @Override
    public List<NodeId> purgedFolders(NamespaceId namespace, int most) {
        return sql.read(
                "SELECT node_id FROM purged_folder WHERE namespace_id = ? LIMIT ?",
                to -> to.add(namespace.value()).add(most),
                row -> new NodeId(row.getLong(1)));
    }

    @Override
    public List<NodeState> childrenOf(NamespaceId namespace, NodeId folder, int most) {
        return sql.read(
                "SELECT * FROM node WHERE namespace_id = ? AND parent_id = ? AND live = 1 LIMIT ?",
                to -> to.add(namespace.value()).add(folder.value()).add(most),
                row -> JdbcTreeStore.node(row, false));
    }

    @Override
    public void purge(NamespaceId namespace, Collection<NodeState> nodes, Instant now) {
        if (nodes.isEmpty()) {
            return;
        }
        var ids = nodes.stream().map(NodeState::id).toList();
        long bytes = nodes.stream()
                .filter(node -> node.content() != null)
                .mapToLong(node -> node.requireContent().size())
                .sum();
        sql.update(
                "UPDATE node SET live = NULL, size = 0, manifest = NULL WHERE namespace_id = ? AND id IN ("
                        + Sql.marks(ids) + ")",
                to -> addAll(to.add(namespace.value()), ids));
        for (var table : List.of("trash", "history")) {
            sql.update(
                    "DELETE FROM " + table + " WHERE namespace_id = ? AND node_id IN (" + Sql.marks(ids) + ")",
                    to -> addAll(to.add(namespace.value()), ids));
        }
        sql.batch(
                "INSERT INTO purged_folder (namespace_id, node_id) VALUES (?, ?)",
                nodes.stream().filter(node -> node.kind() == NodeKind.FOLDER).toList(),
                (to, folder) -> to.add(namespace.value()).add(folder.id().value()));
        loosen(namespace, bytes, now);
    }

    @Override
    public void keep(NamespaceId namespace, Collection<NodeState> nodes, Instant now) {
        if (nodes.isEmpty()) {
            return;
        }
        var ids = nodes.stream().map(NodeState::id).toList();
        sql.update(
                "INSERT INTO trash (namespace_id, node_id, trashed_at, trashed_by) SELECT namespace_id, id, ?, committed_by"
                        + " FROM node WHERE namespace_id = ? AND id IN (" + Sql.marks(ids) + ")",
                to -> addAll(to.add(Times.toMicros(now)).add(namespace.value()), ids));
        sql.update(
                "UPDATE node SET live = NULL WHERE namespace_id = ? AND id IN (" + Sql.marks(ids) + ")",
                to -> addAll(to.add(namespace.value()), ids));
    }

    @Override
    public void emptied(NamespaceId namespace, NodeId folder) {
        sql.update(
                "DELETE FROM purged_folder WHERE namespace_id = ? AND node_id = ?",
                to -> to.add(namespace.value()).add(folder.value()));
    }

    @Override
    public int forgetStates(NamespaceId namespace, Instant moment, int newest, int most, Instant now) {
        record State(NodeId node, int rev) {}
        var expired = sql.read(
                """
                SELECT node_id, rev FROM (
                    SELECT node_id, rev, content, superseded_at,
                        ROW_NUMBER() OVER (PARTITION BY node_id, content ORDER BY version DESC) AS place
                    FROM history WHERE namespace_id = ?) states
                WHERE superseded_at < ? AND (content = 0 OR place > ?) LIMIT ?
                """,
                to -> to.add(namespace.value())
                        .add(Times.toMicros(moment))
                        .add(newest)
                        .add(most),
                row -> new State(new NodeId(row.getLong(1)), row.getInt(2)));
        if (!expired.isEmpty()) {
            sql.batch(
                    "DELETE FROM history WHERE namespace_id = ? AND node_id = ? AND rev = ?",
                    expired,
                    (to, state) ->
                            to.add(namespace.value()).add(state.node.value()).add(state.rev));
            loosen(namespace, 0, now);
        }
        return expired.size();
    }

    /// Tells the collector that chunks may have lost the last that had them.
    private void loosen(NamespaceId namespace, long bytes, Instant now) {
        sql.update(
                "UPDATE namespace SET used_bytes = used_bytes - ?, loosened_at = ? WHERE id = ?",
                to -> to.add(bytes).add(Times.toMicros(now)).add(namespace.value()));
    }

    private static void addAll(Sql.Parameters to, Collection<NodeId> ids) throws SQLException {
        for (var id : ids) {
            to.add(id.value());
        }
    }
}
