package dev.cairn.tree.control;

import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import dev.cairn.tree.control.NodeState.Status;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Whole trees, as they are and as they were: read in one transaction, so that they fit together.
@OneObject
@Transactional
public class PastTrees {

    private final DataSource database;

    @Inject
    PastTrees(DataSource database) {
        this.database = database;
    }

    /// What makes a folder be as it was at a moment; empty if it was not there then.
    Optional<RewindPlan> plan(NamespaceId namespace, NodeId folder, Instant moment) {
        try (var connection = database.getConnection()) {
            return plan(new Sql(connection), namespace, folder, moment);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    static Optional<RewindPlan> plan(Sql sql, NamespaceId namespace, NodeId folder, Instant moment) {
        var nodes = nodes(sql, namespace);
        boolean wasThere = nodes.stream()
                .anyMatch(node -> node.id().equals(folder) && !node.createdAt().isAfter(moment));
        return wasThere
                ? Optional.of(new RewindPlan(folder, moment, nodes, past(sql, namespace, moment)))
                : Optional.empty();
    }

    private static List<NodeState> nodes(Sql sql, NamespaceId namespace) {
        return sql.read(
                "SELECT n.*, t.node_id FROM node n LEFT JOIN trash t ON t.namespace_id = n.namespace_id"
                        + " AND t.node_id = n.id WHERE n.namespace_id = ?",
                to -> to.add(namespace.value()),
                row -> JdbcTreeStore.node(row, row.getObject("t.node_id") != null));
    }

    private static List<TreeStore.Past> past(Sql sql, NamespaceId namespace, Instant moment) {
        return sql.read(
                "SELECT h.*, n.kind, n.created_at, n.target_id FROM history h JOIN node n ON n.namespace_id = h.namespace_id"
                        + " AND n.id = h.node_id WHERE h.namespace_id = ? AND h.superseded_at > ?",
                to -> to.add(namespace.value()).add(Times.toMicros(moment)),
                PastTrees::past);
    }

    private static TreeStore.Past past(ResultSet row) throws SQLException {
        var kind = NodeKind.ofNumber(row.getInt("kind"));
        long parent = row.getLong("parent_id");
        boolean hasParent = !row.wasNull();
        var name = row.getString("name");
        var state = new NodeState(
                new NodeId(row.getLong("node_id")),
                hasParent ? new NodeId(parent) : null,
                name,
                hasParent ? new FileName(name).key() : name,
                kind,
                row.getBoolean("live") ? Status.LIVE : Status.TRASHED,
                0,
                row.getInt("rev"),
                Times.ofMicros(row.getLong("created_at")),
                row.getBytes("fingerprint") == null ? null : JdbcTreeStore.content(row),
                JdbcTreeStore.target(row));
        return new TreeStore.Past(
                state, row.getLong("superseded_seq"), row.getBoolean("content"), row.getBoolean("conflict"));
    }
}
