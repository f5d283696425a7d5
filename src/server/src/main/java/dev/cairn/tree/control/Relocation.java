package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.Sql;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Copies nodes from one namespace to another, with the same ids and all that belongs to them: past
/// states, their places in the trash, manifests, and where their chunks are. No bytes move.
///
/// Copying twice does no harm. What was copied is taken away from where it was by [#clear]. For one
/// transaction on one connection.
final class Relocation {

    private static final int MOST_FINGERPRINTS = 1000;

    /// A chunk's place in a short manifest: see ManifestColumn.
    private static final int ENTRY = Fingerprint.BYTES + Integer.BYTES;

    private static final String STATE =
            "version, size, modified_time, committed_at, committed_by, executable, file_type,"
                    + " fingerprint, sha256, manifest";

    private static final String NUMBERS = IntStream.range(0, NodeState.Content.INLINE_CHUNKS)
            .mapToObj(number -> "SELECT " + number + " AS k")
            .collect(Collectors.joining(" UNION ALL "));

    private final Sql sql;
    private final Route route;

    Relocation(Connection connection, Route route) {
        this.sql = new Sql(connection);
        this.route = route;
    }

    /// From where to where.
    ///
    /// @param fromTop what has this folder as its parent
    /// @param toTop has that one afterwards
    record Route(NamespaceId from, NamespaceId to, NodeId fromTop, NodeId toTop) {}

    /// All that is below a folder, what is in the trash included; folders before what is in them. Always in
    /// the same order while nothing changes.
    static List<NodeId> below(Connection connection, NamespaceId namespace, NodeId folder) {
        return new Sql(connection)
                .read(
                        """
                        WITH RECURSIVE down AS (
                            SELECT n.id, n.kind, 1 AS depth FROM node n LEFT JOIN trash t
                                ON t.namespace_id = n.namespace_id AND t.node_id = n.id
                            WHERE n.namespace_id = ? AND n.parent_id = ? AND (n.live = 1 OR t.node_id IS NOT NULL)
                            UNION ALL
                            SELECT n.id, n.kind, down.depth + 1 FROM down
                            JOIN node n ON n.namespace_id = ? AND n.parent_id = down.id
                            LEFT JOIN trash t ON t.namespace_id = n.namespace_id AND t.node_id = n.id
                            WHERE down.kind = 1 AND (n.live = 1 OR t.node_id IS NOT NULL))
                        SELECT id FROM down ORDER BY depth, id
                        """,
                        to -> to.add(namespace.value()).add(folder.value()).add(namespace.value()),
                        row -> new NodeId(row.getLong(1)));
    }

    /// @param nodes a thousand or so
    /// @param after the seqs that copies have begin after this one, one for each node
    void copy(Collection<NodeId> nodes, long after) {
        var in = " IN (" + Sql.marks(nodes) + ")";
        copyRows(
                "node (parent_id, seq, id, name, name_key, kind, live, rev, created_at, " + STATE + ", target_id",
                "? + ROW_NUMBER() OVER (ORDER BY id), id, name, name_key, kind, live, rev, created_at, " + STATE
                        + ", target_id",
                "node WHERE namespace_id = ? AND id" + in,
                nodes,
                after);
        copyRows(
                "history (parent_id, superseded_seq, node_id, rev, superseded_at, superseded_by, content, conflict, live,"
                        + " name, " + STATE,
                "? + DENSE_RANK() OVER (ORDER BY node_id), node_id, rev, superseded_at, superseded_by, content, conflict, live, name, "
                        + STATE,
                "history WHERE namespace_id = ? AND node_id" + in,
                nodes,
                after);
        sql.update(
                "REPLACE INTO trash (namespace_id, node_id, trashed_at, trashed_by) SELECT ?, node_id, trashed_at,"
                        + " trashed_by FROM trash WHERE namespace_id = ? AND node_id" + in,
                to -> addIds(to.add(route.to.value()).add(route.from.value()), nodes));
        copyShortChunks(nodes);
        copyLongManifests(nodes);
    }

    private void copyRows(String into, String columns, String from, Collection<NodeId> nodes, long after) {
        sql.update(
                "REPLACE INTO " + into + ", namespace_id) SELECT IF(parent_id = ?, ?, parent_id), " + columns
                        + ", ? FROM " + from,
                to -> {
                    to.add(route.fromTop.value()).add(route.toTop.value());
                    to.add(after);
                    addIds(to.add(route.to.value()).add(route.from.value()), nodes);
                });
    }

    /// Copies what the file at the top had before, where it is one: then the one top becomes the other. The
    /// row itself is for who calls this. Copying twice does no harm.
    ///
    /// @param seq with which it is told there
    void copyTopPast(long seq) {
        if (!isFile()) {
            return;
        }
        sql.update(
                "DELETE FROM history WHERE namespace_id = ? AND node_id = ?",
                to -> to.add(route.to.value()).add(route.toTop.value()));
        sql.update(
                "INSERT INTO history (namespace_id, node_id, parent_id, name, live, superseded_seq, rev, superseded_at,"
                        + " superseded_by, content, conflict, " + STATE
                        + ") SELECT top.namespace_id, top.id, top.parent_id,"
                        + " top.name, 1, ?, h.rev, h.superseded_at, h.superseded_by, h.content, h.conflict, "
                        + Stream.of(STATE.split(", "))
                                .map(column -> "h." + column)
                                .collect(Collectors.joining(", "))
                        + " FROM history h JOIN node top ON top.namespace_id = ? AND top.id = ?"
                        + " WHERE h.namespace_id = ? AND h.node_id = ? AND h.content = 1",
                to -> to.add(seq)
                        .add(route.to.value())
                        .add(route.toTop.value())
                        .add(route.from.value())
                        .add(route.fromTop.value()));
        copyShortChunks(List.of(route.fromTop));
        copyLongManifests(List.of(route.fromTop));
    }

    /// Makes the one top show what the other does, where it is a file; their places stay.
    void copyTopState() {
        sql.update(
                "UPDATE node t JOIN node f ON f.namespace_id = ? AND f.id = ? AND f.kind = 2 SET "
                        + Stream.of(STATE.split(", "))
                                .map(column -> "t." + column + " = f." + column)
                                .collect(Collectors.joining(", "))
                        + ", t.rev = GREATEST(t.rev, f.rev) WHERE t.namespace_id = ? AND t.id = ?",
                to -> to.add(route.from.value())
                        .add(route.fromTop.value())
                        .add(route.to.value())
                        .add(route.toTop.value()));
    }

    /// Takes what the file at the top has and had away from where it was, where it is one.
    void clearTop() {
        if (isFile()) {
            sql.update(
                    "UPDATE node SET version = 0, size = 0, file_type = NULL, fingerprint = NULL, sha256 = NULL,"
                            + " manifest = NULL WHERE namespace_id = ? AND id = ?",
                    to -> to.add(route.from.value()).add(route.fromTop.value()));
            sql.update(
                    "DELETE FROM history WHERE namespace_id = ? AND node_id = ?",
                    to -> to.add(route.from.value()).add(route.fromTop.value()));
        }
    }

    private boolean isFile() {
        return !sql.read(
                        "SELECT 1 FROM node WHERE namespace_id = ? AND id = ? AND kind = 2",
                        to -> to.add(route.from.value()).add(route.fromTop.value()),
                        row -> row.getInt(1))
                .isEmpty();
    }

    private void copyShortChunks(Collection<NodeId> nodes) {
        var in = " AND manifest IS NOT NULL AND %s IN (" + Sql.marks(nodes) + ")";
        sql.update(
                "INSERT IGNORE INTO chunk (namespace_id, fingerprint, pack_id, position, stored_length, length, encoding)"
                        + " SELECT ?, c.fingerprint, c.pack_id, c.position, c.stored_length, c.length, c.encoding"
                        + " FROM (SELECT manifest FROM node WHERE namespace_id = ?" + in.formatted("id")
                        + " UNION ALL SELECT manifest FROM history WHERE namespace_id = ?" + in.formatted("node_id")
                        + ") m STRAIGHT_JOIN (" + NUMBERS + ") n STRAIGHT_JOIN chunk c ON c.namespace_id = ?"
                        + " AND c.fingerprint = SUBSTRING(m.manifest, 2 + " + ENTRY + " * n.k, " + Fingerprint.BYTES
                        + ")"
                        + " WHERE LENGTH(m.manifest) > 1 + " + ENTRY + " * n.k",
                to -> {
                    addIds(to.add(route.to.value()).add(route.from.value()), nodes);
                    addIds(to.add(route.from.value()), nodes);
                    to.add(route.from.value());
                });
    }

    private void copyLongManifests(Collection<NodeId> nodes) {
        var in = " AND manifest IS NULL AND fingerprint IS NOT NULL AND %s IN (" + Sql.marks(nodes) + ")";
        var manifests = sql.read(
                "SELECT fingerprint FROM node WHERE namespace_id = ?" + in.formatted("id")
                        + " UNION SELECT fingerprint FROM history WHERE namespace_id = ?" + in.formatted("node_id"),
                to -> {
                    addIds(to.add(route.from.value()), nodes);
                    addIds(to.add(route.from.value()), nodes);
                },
                row -> Fingerprint.ofBytes(row.getBytes(1)));
        if (manifests.isEmpty()) {
            return;
        }
        var segments = read("manifest", "segments", manifests).stream()
                .flatMap(list -> Segments.fingerprints(list).stream())
                .collect(Collectors.toSet());
        copyByFingerprint("manifest", "average, segments", manifests);
        copyByFingerprint("segment", "entries", segments);
        copyChunks(chunksOf(read("segment", "entries", segments)));
    }

    /// Makes chunks of the one namespace the other's too.
    void copyChunks(Collection<Fingerprint> fingerprints) {
        copyByFingerprint("chunk", "pack_id, position, stored_length, length, encoding", fingerprints);
    }

    private static Set<Fingerprint> chunksOf(List<byte[]> entries) {
        var chunks = new HashSet<Fingerprint>();
        for (var segment : entries) {
            for (var source = ByteBuffer.wrap(segment); source.hasRemaining(); source.getInt()) {
                chunks.add(Fingerprint.read(source));
            }
        }
        return chunks;
    }

    private List<byte[]> read(String table, String column, Collection<Fingerprint> fingerprints) {
        var all = new ArrayList<byte[]>();
        inParts(fingerprints)
                .forEach(part -> all.addAll(sql.read(
                        "SELECT " + column + " FROM " + table + " WHERE namespace_id = ? AND fingerprint IN ("
                                + Sql.marks(part) + ")",
                        to -> addFingerprints(to.add(route.from.value()), part),
                        row -> row.getBytes(1))));
        return all;
    }

    private void copyByFingerprint(String table, String columns, Collection<Fingerprint> fingerprints) {
        inParts(fingerprints)
                .forEach(part -> sql.update(
                        "INSERT IGNORE INTO " + table + " (namespace_id, fingerprint, " + columns
                                + ") SELECT ?, fingerprint, " + columns + " FROM " + table
                                + " WHERE namespace_id = ? AND fingerprint IN (" + Sql.marks(part) + ")",
                        to -> addFingerprints(to.add(route.to.value()).add(route.from.value()), part)));
    }

    /// Notes what all copied chunks have in common with those that they were copied from: the packs,
    /// and which are damaged. Comes last.
    void copyPackUses() {
        sql.update(
                "INSERT IGNORE INTO pack_use (pack_id, namespace_id) SELECT DISTINCT pack_id, ? FROM chunk"
                        + " WHERE namespace_id = ?",
                to -> to.add(route.to.value()).add(route.to.value()));
        sql.update(
                "INSERT IGNORE INTO damaged_chunk (namespace_id, fingerprint, found_at)"
                        + " SELECT c.namespace_id, d.fingerprint, d.found_at FROM damaged_chunk d JOIN chunk c"
                        + " ON c.namespace_id = ? AND c.fingerprint = d.fingerprint WHERE d.namespace_id = ?",
                to -> to.add(route.to.value()).add(route.from.value()));
    }

    /// The same for a few chunks.
    void copyPackUses(Collection<Fingerprint> fingerprints) {
        inParts(fingerprints)
                .forEach(part -> sql.update(
                        "INSERT IGNORE INTO pack_use (pack_id, namespace_id) SELECT DISTINCT pack_id, ? FROM chunk"
                                + " WHERE namespace_id = ? AND fingerprint IN (" + Sql.marks(part) + ")",
                        to -> addFingerprints(to.add(route.to.value()).add(route.to.value()), part)));
        copyByFingerprint("damaged_chunk", "found_at", fingerprints);
    }

    /// Notes where nodes are found from now on.
    void note(Collection<NodeId> nodes) {
        sql.batch(
                "REPLACE INTO node_moved (node_id, namespace_id) VALUES (?, ?)",
                nodes,
                (to, node) -> to.add(node.value()).add(route.to.value()));
    }

    /// Takes copied nodes away from where they were. Their manifests and chunks stay for the collector.
    void clear(Collection<NodeId> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        for (var table : List.of("node", "history", "trash")) {
            var id = table.equals("node") ? "id" : "node_id";
            sql.update(
                    "DELETE FROM " + table + " WHERE namespace_id = ? AND " + id + " IN (" + Sql.marks(nodes) + ")",
                    to -> addIds(to.add(route.from.value()), nodes));
        }
    }

    /// Leaves nothing of copied nodes where they were but tombstones that say where they went.
    ///
    /// @param after their seqs there begin after this one, one for each node
    void leaveTombstones(Collection<NodeId> nodes, long after) {
        var in = " IN (" + Sql.marks(nodes) + ")";
        sql.update(
                "UPDATE node n JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM node"
                        + " WHERE namespace_id = ? AND id" + in + ") gone ON gone.id = n.id"
                        + " SET n.live = NULL, n.size = 0, n.manifest = NULL, n.moved_to_id = ?, n.rev = n.rev + 1,"
                        + " n.seq = ? + gone.place WHERE n.namespace_id = ?",
                to -> {
                    addIds(to.add(route.from.value()), nodes);
                    to.add(route.to.value()).add(after).add(route.from.value());
                });
        for (var table : List.of("history", "trash")) {
            sql.update(
                    "DELETE FROM " + table + " WHERE namespace_id = ? AND node_id" + in,
                    to -> addIds(to.add(route.from.value()), nodes));
        }
    }

    private static List<List<Fingerprint>> inParts(Collection<Fingerprint> fingerprints) {
        return fingerprints.stream()
                .gather(Gatherers.windowFixed(MOST_FINGERPRINTS))
                .toList();
    }

    private static void addIds(Sql.Parameters to, Collection<NodeId> ids) throws SQLException {
        for (var id : ids) {
            to.add(id.value());
        }
    }

    private static void addFingerprints(Sql.Parameters to, Collection<Fingerprint> fingerprints) throws SQLException {
        for (var fingerprint : fingerprints) {
            to.add(fingerprint.toBytes());
        }
    }
}
