package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import dev.cairn.tree.control.NodeState.Content;
import dev.cairn.tree.control.NodeState.Place;
import dev.cairn.tree.control.NodeState.Status;
import dev.cairn.tree.entity.ManifestColumn;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tables of trees, as a commit uses them: in bulk, by JDBC.
///
/// Every list of rows is one statement, whatever its length. For one transaction on one connection;
/// database errors come out as [dev.cairn.platform.control.DatabaseFailure].
final class JdbcTreeStore implements TreeStore {

    /// How many later changes [#changedBelow] looks at before it gives up.
    private static final int MOST_CHANGES = 10_000;

    private static final String CONTENT_COLUMNS =
            "version, size, modified_time, committed_at, committed_by, executable, file_type, fingerprint, sha256, manifest";

    private final Sql sql;

    JdbcTreeStore(Connection connection) {
        this.sql = new Sql(connection);
    }

    @Override
    public Optional<Head> lock(NamespaceId namespace) {
        return sql
                .read(
                        "SELECT head_seq, next_number, converting_id FROM namespace WHERE id = ? FOR UPDATE",
                        to -> to.add(namespace.value()),
                        row -> {
                            long converting = row.getLong(3);
                            boolean isConverting = !row.wasNull();
                            return new Head(
                                    row.getLong(1), row.getLong(2), isConverting ? new NodeId(converting) : null);
                        })
                .stream()
                .findFirst();
    }

    @Override
    public List<NodeState> withAncestors(NamespaceId namespace, Collection<NodeId> ids) {
        return sql.read(
                """
                WITH RECURSIVE up AS (
                    SELECT id, parent_id FROM node WHERE namespace_id = ? AND id IN (%s)
                    UNION
                    SELECT n.id, n.parent_id FROM up JOIN node n ON n.namespace_id = ? AND n.id = up.parent_id)
                SELECT n.*, t.node_id FROM up
                JOIN node n ON n.namespace_id = ? AND n.id = up.id AND n.moved_to_id IS NULL
                LEFT JOIN trash t ON t.namespace_id = ? AND t.node_id = n.id
                """.formatted(Sql.marks(ids)),
                to -> {
                    to.add(namespace.value());
                    for (var id : ids) {
                        to.add(id.value());
                    }
                    to.add(namespace.value()).add(namespace.value()).add(namespace.value());
                },
                row -> node(row, row.getObject("t.node_id") != null));
    }

    @Override
    public List<NodeState> at(NamespaceId namespace, Collection<Place> places) {
        var keysByFolder = places.stream()
                .collect(Collectors.groupingBy(
                        Place::parent, LinkedHashMap::new, Collectors.mapping(Place::nameKey, Collectors.toList())));
        var conditions = keysByFolder.values().stream()
                .map(keys -> "(parent_id = ? AND name_key IN (" + Sql.marks(keys) + "))")
                .collect(Collectors.joining(" OR "));
        return sql.read(
                "SELECT * FROM node WHERE namespace_id = ? AND live = 1 AND (" + conditions + ")",
                to -> {
                    to.add(namespace.value());
                    for (var entry : keysByFolder.entrySet()) {
                        to.add(entry.getKey().value());
                        for (var key : entry.getValue()) {
                            to.add(utf8(key));
                        }
                    }
                },
                row -> node(row, false));
    }

    @Override
    public Map<VersionId, Content> olderVersions(NamespaceId namespace, Collection<VersionId> versions) {
        var conditions =
                versions.stream().map(_ -> "(node_id = ? AND version = ?)").collect(Collectors.joining(" OR "));
        var found = new HashMap<VersionId, Content>();
        sql.read(
                "SELECT node_id, " + CONTENT_COLUMNS + " FROM history WHERE namespace_id = ? AND content = 1 AND ("
                        + conditions + ")",
                to -> {
                    to.add(namespace.value());
                    for (var version : versions) {
                        to.add(version.node().value()).add(version.number());
                    }
                },
                row -> {
                    var content = content(row);
                    return found.put(new VersionId(new NodeId(row.getLong("node_id")), content.version()), content);
                });
        return found;
    }

    @Override
    public Map<Fingerprint, Manifest> manifests(NamespaceId namespace, Collection<Fingerprint> fingerprints) {
        record Line(Fingerprint fingerprint, int average, byte[] segments) {}
        var lines = sql.read(
                "SELECT fingerprint, average, segments FROM manifest WHERE namespace_id = ? AND fingerprint IN ("
                        + Sql.marks(fingerprints) + ")",
                to -> addFingerprints(to.add(namespace.value()), fingerprints),
                row -> new Line(fingerprint(row, "fingerprint"), row.getInt("average"), row.getBytes("segments")));
        var needed = lines.stream()
                .flatMap(line -> Segments.fingerprints(line.segments).stream())
                .collect(Collectors.toSet());
        if (needed.isEmpty()) {
            return Map.of();
        }
        var entries = new HashMap<Fingerprint, byte[]>();
        sql.read(
                "SELECT fingerprint, entries FROM segment WHERE namespace_id = ? AND fingerprint IN ("
                        + Sql.marks(needed) + ")",
                to -> addFingerprints(to.add(namespace.value()), needed),
                row -> entries.put(fingerprint(row, "fingerprint"), row.getBytes("entries")));
        return lines.stream()
                .collect(Collectors.toMap(
                        Line::fingerprint, line -> Segments.manifest(line.average, line.segments, entries)));
    }

    @Override
    public boolean changedBelow(NamespaceId namespace, NodeId folder, long seq) {
        var changed = sql.read(
                "SELECT id FROM node WHERE namespace_id = ? AND seq > ? AND id <> ? ORDER BY seq LIMIT ?",
                to -> to.add(namespace.value()).add(seq).add(folder.value()).add(MOST_CHANGES),
                row -> new NodeId(row.getLong(1)));
        if (changed.isEmpty()) {
            return false;
        }
        return changed.size() == MOST_CHANGES
                || withAncestors(namespace, changed).stream().anyMatch(node -> folder.equals(node.parent()));
    }

    @Override
    public void write(Changed changed) {
        displace(changed);
        insert(changed);
        update(changed);
        keepPast(changed);
        moveTrash(changed);
        insertManifests(changed);
        sql.update(
                "UPDATE namespace SET head_seq = ?, next_number = ?, used_bytes = used_bytes + ? WHERE id = ?",
                to -> to.add(changed.head().seq())
                        .add(changed.head().nextNumber())
                        .add(changed.usedBytes())
                        .add(changed.namespace().value()));
    }

    /// Frees the places of nodes that leave them, so that others can take them in any order.
    private void displace(Changed changed) {
        if (!changed.displaced().isEmpty()) {
            sql.update(
                    "UPDATE node SET live = NULL WHERE namespace_id = ? AND id IN (" + Sql.marks(changed.displaced())
                            + ")",
                    to -> addIds(to.add(changed.namespace().value()), changed.displaced()));
        }
    }

    private void insert(Changed changed) {
        sql.batch(
                "INSERT INTO node (parent_id, name, name_key, live, seq, rev, created_at, " + CONTENT_COLUMNS
                        + ", kind, target_id, namespace_id, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                changed.created(),
                (to, node) -> {
                    addState(to, node, node.isLive(), changed.stamp());
                    to.add(node.kind().number())
                            .add(
                                    node.target() == null
                                            ? null
                                            : Long.valueOf(node.target().value()));
                    to.add(changed.namespace().value()).add(node.id().value());
                });
    }

    private void update(Changed changed) {
        sql.batch("""
                UPDATE node SET parent_id = ?, name = ?, name_key = ?, live = ?, seq = ?, rev = ?, created_at = ?,
                    version = ?, size = ?, modified_time = ?, committed_at = ?, committed_by = ?, executable = ?,
                    file_type = ?, fingerprint = ?, sha256 = ?, manifest = ?
                WHERE namespace_id = ? AND id = ?
                """, changed.replaced(), (to, node) -> {
            addState(to, node, node.isLive(), changed.stamp());
            to.add(changed.namespace().value()).add(node.id().value());
        });
    }

    private void keepPast(Changed changed) {
        sql.batch(
                "INSERT INTO history (parent_id, name, live, " + CONTENT_COLUMNS
                        + ", namespace_id, node_id, rev, superseded_seq, superseded_at, superseded_by, content, conflict)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                changed.past(),
                (to, past) -> {
                    var state = past.state();
                    to.add(parent(state)).add(state.name()).add(state.isLive());
                    addContent(to, state, changed.stamp());
                    to.add(changed.namespace().value()).add(state.id().value()).add(state.rev());
                    to.add(past.supersededSeq())
                            .add(Times.toMicros(changed.stamp().at()));
                    to.add(changed.stamp().by().value()).add(past.content()).add(past.conflict());
                });
    }

    private void moveTrash(Changed changed) {
        sql.batch(
                "INSERT INTO trash (namespace_id, node_id, trashed_at, trashed_by) VALUES (?, ?, ?, ?)",
                changed.trashed(),
                (to, id) -> to.add(changed.namespace().value())
                        .add(id.value())
                        .add(Times.toMicros(changed.stamp().at()))
                        .add(changed.stamp().by().value()));
        if (!changed.untrashed().isEmpty()) {
            sql.update(
                    "DELETE FROM trash WHERE namespace_id = ? AND node_id IN (" + Sql.marks(changed.untrashed()) + ")",
                    to -> addIds(to.add(changed.namespace().value()), changed.untrashed()));
        }
    }

    private void insertManifests(Changed changed) {
        var segments = new LinkedHashMap<Fingerprint, Segments.Segment>();
        var lists = new LinkedHashMap<Manifest, byte[]>();
        for (var manifest : changed.manifests()) {
            var cut = Segments.of(manifest);
            cut.forEach(segment -> segments.put(segment.fingerprint(), segment));
            lists.put(manifest, Segments.list(cut));
        }
        var newSegments = without(segments, known("segment", changed.namespace(), segments.keySet()));
        sql.batch(
                "INSERT INTO segment (namespace_id, fingerprint, entries) VALUES (?, ?, ?)",
                newSegments,
                (to, segment) -> to.add(changed.namespace().value())
                        .add(segment.fingerprint().toBytes())
                        .add(segment.entries()));
        var byFingerprint = lists.keySet().stream()
                .collect(Collectors.toMap(Manifest::fingerprint, manifest -> manifest, (one, _) -> one));
        sql.batch(
                "INSERT INTO manifest (namespace_id, fingerprint, average, segments) VALUES (?, ?, ?, ?)",
                without(byFingerprint, known("manifest", changed.namespace(), byFingerprint.keySet())),
                (to, manifest) -> to.add(changed.namespace().value())
                        .add(manifest.fingerprint().toBytes())
                        .add(manifest.sizes().average())
                        .add(lists.get(manifest)));
    }

    /// Which of these the table has already: the namespace is locked, so it stays true.
    private Set<Fingerprint> known(String table, NamespaceId namespace, Set<Fingerprint> fingerprints) {
        if (fingerprints.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(sql.read(
                "SELECT fingerprint FROM " + table + " WHERE namespace_id = ? AND fingerprint IN ("
                        + Sql.marks(fingerprints) + ")",
                to -> addFingerprints(to.add(namespace.value()), fingerprints),
                row -> fingerprint(row, "fingerprint")));
    }

    private static <T> List<T> without(Map<Fingerprint, T> all, Set<Fingerprint> known) {
        return all.entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    // ---- rows

    private static void addState(Sql.Parameters to, NodeState node, boolean live, Stamp stamp) throws SQLException {
        to.add(parent(node)).add(node.name()).add(utf8(node.nameKey()));
        to.add(live ? Long.valueOf(1) : null);
        to.add(node.seq()).add(node.rev()).add(Times.toMicros(node.createdAt()));
        addContent(to, node, stamp);
    }

    private static void addContent(Sql.Parameters to, NodeState node, Stamp stamp) throws SQLException {
        var content = node.content();
        if (content == null) {
            to.add(0).add(0L).add(FileTimes.toNanos(node.createdAt())).add(Times.toMicros(node.createdAt()));
            to.add(stamp.by().value()).add(0).add((String) null);
            to.add((byte[]) null).add((byte[]) null).add((byte[]) null);
            return;
        }
        to.add(content.version()).add(content.size()).add(FileTimes.toNanos(content.modifiedTime()));
        to.add(Times.toMicros(content.committedAt())).add(content.committedBy().value());
        to.add(content.executable()).add(content.fileType());
        to.add(content.fingerprint().toBytes());
        to.add(content.sha256() == null ? null : content.sha256().toBytes());
        to.add(content.manifest() == null ? null : ManifestColumn.write(content.manifest()));
    }

    private static @Nullable Long parent(NodeState node) {
        return node.parent() == null ? null : node.parent().value();
    }

    static NodeState node(ResultSet row, boolean trashed) throws SQLException {
        var kind = NodeKind.ofNumber(row.getInt("kind"));
        long parent = row.getLong("parent_id");
        boolean hasParent = !row.wasNull();
        boolean live = row.getObject("live") != null;
        var target = target(row);
        return new NodeState(
                new NodeId(row.getLong("id")),
                hasParent ? new NodeId(parent) : null,
                row.getString("name"),
                new String(row.getBytes("name_key"), StandardCharsets.UTF_8),
                kind,
                live ? Status.LIVE : trashed ? Status.TRASHED : Status.PURGED,
                row.getLong("seq"),
                row.getInt("rev"),
                Times.ofMicros(row.getLong("created_at")),
                kind == NodeKind.FILE && target == null ? content(row) : null,
                target);
    }

    /// Of a mount, what hangs there.
    static @Nullable NamespaceId target(ResultSet row) throws SQLException {
        int target = row.getInt("target_id");
        return row.wasNull() ? null : new NamespaceId(target);
    }

    static Content content(ResultSet row) throws SQLException {
        var sha256 = row.getBytes("sha256");
        var manifest = row.getBytes("manifest");
        return new Content(
                row.getInt("version"),
                row.getLong("size"),
                FileTimes.ofNanos(row.getLong("modified_time")),
                Times.ofMicros(row.getLong("committed_at")),
                new DeviceId(row.getInt("committed_by")),
                row.getInt("executable") != 0,
                row.getString("file_type"),
                fingerprint(row, "fingerprint"),
                sha256 == null ? null : Fingerprint.ofBytes(sha256),
                manifest == null ? null : ManifestColumn.read(manifest));
    }

    private static Fingerprint fingerprint(ResultSet row, String column) throws SQLException {
        return Fingerprint.ofBytes(row.getBytes(column));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void addFingerprints(Sql.Parameters to, Collection<Fingerprint> fingerprints) throws SQLException {
        for (var fingerprint : fingerprints) {
            to.add(fingerprint.toBytes());
        }
    }

    private static void addIds(Sql.Parameters to, Collection<NodeId> ids) throws SQLException {
        for (var id : ids) {
            to.add(id.value());
        }
    }
}
