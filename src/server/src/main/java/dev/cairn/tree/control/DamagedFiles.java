package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/// The files that something of is damaged in the store. Whoever still has one heals it by uploading
/// it again.
///
/// It reads through the namespaces: damage is rare, and nobody waits for this list.
@OneObject
public class DamagedFiles {

    /// Most files of an answer.
    public static final int MOST = 1000;

    /// Damaged chunks that are looked for at once; the next ones come when these are healed.
    private static final int CHUNKS = 200;

    private final NamespaceAccess access;
    private final DataSource database;

    @Inject
    DamagedFiles(NamespaceAccess access, DataSource database) {
        this.access = access;
        this.database = database;
    }

    /// A content that is damaged.
    ///
    /// @param newest whether it is what the file holds now; else an older version
    public record Damaged(NodeId file, NodeId folder, String name, VersionId version, boolean newest) {}

    /// Those that the caller may change, at most [#MOST], in tree, trash and older versions.
    public List<Damaged> list(Caller caller) {
        try (var connection = database.getConnection()) {
            var sql = new Sql(connection);
            return access.visible(caller).stream()
                    .filter(visible -> visible.role().mayWrite())
                    .flatMap(visible -> list(sql, visible.namespace()).stream())
                    .limit(MOST)
                    .toList();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static List<Damaged> list(Sql sql, NamespaceId namespace) {
        var chunks = sql.read(
                "SELECT fingerprint FROM damaged_chunk WHERE namespace_id = ? LIMIT " + CHUNKS,
                to -> to.add(namespace.value()),
                row -> Fingerprint.ofBytes(row.getBytes(1)));
        if (chunks.isEmpty()) {
            return List.of();
        }
        var segments = containing(sql, namespace, "segment", "entries", chunks);
        var manifests = segments.isEmpty() ? segments : containing(sql, namespace, "manifest", "segments", segments);
        var isDamaged = "(" + contains("s.manifest", chunks)
                + (manifests.isEmpty()
                        ? ""
                        : " OR s.manifest IS NULL AND s.fingerprint IN (" + Sql.marks(manifests) + ")")
                + ")";
        return sql.read(
                "SELECT s.id, COALESCE(s.parent_id, s.id), s.name, s.version, 1 FROM node s WHERE s.namespace_id = ? AND s.kind = 2"
                        + " AND (s.live = 1 OR EXISTS (SELECT 1 FROM trash t WHERE t.namespace_id = s.namespace_id"
                        + " AND t.node_id = s.id)) AND " + isDamaged
                        + " UNION ALL SELECT s.node_id, COALESCE(n.parent_id, n.id), n.name, s.version, 0 FROM history s"
                        + " JOIN node n ON n.namespace_id = s.namespace_id AND n.id = s.node_id"
                        + " WHERE s.namespace_id = ? AND s.content = 1 AND " + isDamaged + " LIMIT " + MOST,
                to -> {
                    for (int half = 0; half < 2; half++) {
                        to.add(namespace.value());
                        addAll(to, chunks);
                        addAll(to, manifests);
                    }
                },
                row -> {
                    var file = new NodeId(row.getLong(1));
                    return new Damaged(
                            file,
                            new NodeId(row.getLong(2)),
                            row.getString(3),
                            new VersionId(file, row.getInt(4)),
                            row.getBoolean(5));
                });
    }

    /// The rows in one of whose binary column one of these fingerprints is.
    private static List<Fingerprint> containing(
            Sql sql, NamespaceId namespace, String table, String column, List<Fingerprint> parts) {
        return sql.read(
                "SELECT fingerprint FROM " + table + " WHERE namespace_id = ? AND (" + contains(column, parts) + ")",
                to -> addAll(to.add(namespace.value()), parts),
                row -> Fingerprint.ofBytes(row.getBytes(1)));
    }

    private static String contains(String column, Collection<Fingerprint> parts) {
        return String.join(" OR ", Collections.nCopies(parts.size(), "INSTR(" + column + ", ?) > 0"));
    }

    private static void addAll(Sql.Parameters to, List<Fingerprint> fingerprints) throws SQLException {
        for (var fingerprint : fingerprints) {
            to.add(fingerprint.toBytes());
        }
    }
}
