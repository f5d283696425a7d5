package dev.cairn.collector.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.transfer.PackedChunk;
import dev.cairn.packs.control.PackDirectory;
import dev.cairn.packs.control.PackId;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import dev.cairn.tree.control.NamespaceLock;
import dev.cairn.tree.control.TreeReferences;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The books in the database, for one transaction on one connection.
final class JdbcLedger implements Ledger {

    private static final String PACK = "SELECT id, object_key, size, state, delete_after, directory FROM pack";
    private static final int VERIFIED = 1;

    /// Nobody's: what the collector itself has put together.
    private static final int NO_UPLOADER = 0;

    private final Connection connection;
    private final Sql sql;

    JdbcLedger(Connection connection) {
        this.connection = connection;
        this.sql = new Sql(connection);
    }

    // ---- namespaces

    @Override
    public List<NamespaceId> dueNamespaces(Instant now, Instant longAgo, int most) {
        return sql.read(
                "SELECT id FROM namespace WHERE converting_id IS NULL AND (loosened_at BETWEEN GREATEST(swept_at, 1) AND ?"
                        + " OR (swept_at < ? AND swept_seq < head_seq)) ORDER BY swept_at LIMIT ?",
                to -> to.add(Times.toMicros(now)).add(Times.toMicros(longAgo)).add(most),
                row -> new NamespaceId(row.getInt(1)));
    }

    @Override
    public boolean lock(NamespaceId namespace) {
        return NamespaceLock.take(sql, namespace);
    }

    @Override
    public long mark(NamespaceId namespace, Marks marks) {
        long seq = head(namespace);
        new TreeReferences(connection, namespace, marks).all();
        return seq;
    }

    @Override
    public long markSince(NamespaceId namespace, long seq, Marks marks) {
        new TreeReferences(connection, namespace, marks).since(seq);
        return head(namespace);
    }

    private long head(NamespaceId namespace) {
        return sql.read(
                        "SELECT head_seq FROM namespace WHERE id = ?",
                        to -> to.add(namespace.value()),
                        row -> row.getLong(1))
                .getFirst();
    }

    @Override
    public List<Kept> kept(Kept.Kind kind, NamespaceId namespace, @Nullable Fingerprint after, int most) {
        var place = kind == Kept.Kind.CHUNK ? "pack_id, stored_length" : "0, 0";
        return sql.read(
                "SELECT fingerprint, " + place + " FROM " + table(kind) + " WHERE namespace_id = ?"
                        + (after == null ? "" : " AND fingerprint > ?") + " ORDER BY fingerprint LIMIT ?",
                to -> {
                    to.add(namespace.value());
                    if (after != null) {
                        to.add(after.toBytes());
                    }
                    to.add(most);
                },
                row -> new Kept(
                        Fingerprint.ofBytes(row.getBytes(1)),
                        kind == Kept.Kind.CHUNK ? new PackId(row.getInt(2)) : null,
                        row.getInt(3)));
    }

    @Override
    public Set<PackId> packsOfUploads(NamespaceId namespace, Instant now) {
        return new HashSet<>(sql.read(
                "SELECT p.pack_id FROM upload u JOIN upload_pack p"
                        + " ON p.namespace_id = u.namespace_id AND p.upload_id = u.id"
                        + " WHERE u.namespace_id = ? AND u.state = 1 AND u.expires_at > ? AND p.pack_id IS NOT NULL",
                to -> to.add(namespace.value()).add(Times.toMicros(now)),
                row -> new PackId(row.getInt(1))));
    }

    @Override
    public void release(Kept.Kind kind, NamespaceId namespace, Collection<Kept> rows) {
        if (rows.isEmpty()) {
            return;
        }
        delete(table(kind), namespace, rows);
        if (kind == Kept.Kind.CHUNK) {
            delete("damaged_chunk", namespace, rows);
            review(rows.stream().map(Kept::pack).toList());
        }
    }

    private void delete(String table, NamespaceId namespace, Collection<Kept> rows) {
        sql.update(
                "DELETE FROM " + table + " WHERE namespace_id = ? AND fingerprint IN (" + Sql.marks(rows) + ")", to -> {
                    to.add(namespace.value());
                    for (var row : rows) {
                        to.add(row.fingerprint().toBytes());
                    }
                });
    }

    /// In the order of their ids, so that two who do so never wait for each other.
    private void review(Collection<@Nullable PackId> packs) {
        sql.batch(
                "UPDATE pack SET review = 1 WHERE id = ?",
                packs.stream()
                        .filter(Objects::nonNull)
                        .map(PackId::value)
                        .distinct()
                        .sorted()
                        .toList(),
                (to, id) -> to.add(id.intValue()));
    }

    @Override
    public void swept(NamespaceId namespace, long seq, Instant began, @Nullable Instant again) {
        sql.update(
                "UPDATE namespace SET swept_at = ?, swept_seq = ?, loosened_at = GREATEST(loosened_at, ?) WHERE id = ?",
                to -> to.add(Times.toMicros(began))
                        .add(seq)
                        .add(again == null ? 0 : Times.toMicros(again))
                        .add(namespace.value()));
    }

    // ---- packs

    @Override
    public List<PackId> upForReview(int most) {
        return sql.read(
                "SELECT id FROM pack WHERE review = 1 ORDER BY id LIMIT ?",
                to -> to.add(most),
                row -> new PackId(row.getInt(1)));
    }

    @Override
    public boolean isUpForReview(PackId pack) {
        return !sql.read(
                        "SELECT 1 FROM pack WHERE id = ? AND review = 1",
                        to -> to.add(pack.value()),
                        row -> row.getInt(1))
                .isEmpty();
    }

    @Override
    public List<PackId> sparsePacks(Instant before, int most) {
        return sql.read(
                "SELECT id FROM pack WHERE state = ? AND review = 0 AND delete_after IS NULL"
                        + " AND live_bytes < size DIV 2 AND created_at < ? ORDER BY live_bytes LIMIT ?",
                to -> to.add(VERIFIED).add(Times.toMicros(before)).add(most),
                row -> new PackId(row.getInt(1)));
    }

    @Override
    public Optional<StoredPack> lock(PackId pack) {
        return find(pack, " FOR UPDATE");
    }

    @Override
    public Optional<StoredPack> find(PackId pack) {
        return find(pack, "");
    }

    private Optional<StoredPack> find(PackId pack, String lock) {
        return sql.read(PACK + " WHERE id = ?" + lock, to -> to.add(pack.value()), JdbcLedger::pack).stream()
                .findFirst();
    }

    private static StoredPack pack(ResultSet row) throws SQLException {
        return new StoredPack(
                new PackId(row.getInt(1)),
                row.getString(2),
                row.getInt(3),
                row.getInt(4) == VERIFIED,
                row.getObject(5) != null,
                PackDirectory.read(row.getBytes(6)));
    }

    @Override
    public Map<NamespaceId, Set<Fingerprint>> uses(StoredPack pack) {
        var fingerprints = pack.directory().chunks().stream()
                .map(chunk -> chunk.fingerprint())
                .distinct()
                .toList();
        var uses = new TreeMap<NamespaceId, Set<Fingerprint>>();
        var namespaces = sql.read(
                "SELECT namespace_id FROM pack_use WHERE pack_id = ?",
                to -> to.add(pack.id().value()),
                row -> new NamespaceId(row.getInt(1)));
        for (var namespace : namespaces) {
            uses.put(namespace, fingerprints.isEmpty() ? Set.of() : uses(pack, namespace, fingerprints));
        }
        return uses;
    }

    private Set<Fingerprint> uses(StoredPack pack, NamespaceId namespace, List<Fingerprint> fingerprints) {
        return new HashSet<>(sql.read(
                "SELECT fingerprint FROM chunk WHERE namespace_id = ? AND pack_id = ? AND fingerprint IN ("
                        + Sql.marks(fingerprints) + ")",
                to -> {
                    to.add(namespace.value()).add(pack.id().value());
                    for (var fingerprint : fingerprints) {
                        to.add(fingerprint.toBytes());
                    }
                },
                row -> Fingerprint.ofBytes(row.getBytes(1))));
    }

    @Override
    public void reviewed(PackId pack, long liveBytes) {
        sql.update(
                "UPDATE pack SET review = 0, live_bytes = ?, delete_after = NULL WHERE id = ?",
                to -> to.add(liveBytes).add(pack.value()));
    }

    @Override
    public void bury(PackId pack, Instant deleteAfter) {
        sql.update(
                "UPDATE pack SET review = 0, live_bytes = 0, delete_after = ? WHERE id = ?",
                to -> to.add(Times.toMicros(deleteAfter)).add(pack.value()));
    }

    @Override
    public List<StoredPack> dead(Instant now, int most) {
        return sql.read(
                PACK + " WHERE delete_after < ? ORDER BY delete_after LIMIT ?",
                to -> to.add(Times.toMicros(now)).add(most),
                JdbcLedger::pack);
    }

    @Override
    public void forget(PackId pack) {
        int gone = sql.update("DELETE FROM pack WHERE id = ? AND delete_after IS NOT NULL", to -> to.add(pack.value()));
        if (gone == 1) {
            sql.update("DELETE FROM pack_use WHERE pack_id = ?", to -> to.add(pack.value()));
        }
    }

    // ---- new places

    @Override
    public void announce(String objectKey, Instant until) {
        sql.update(
                "INSERT INTO doomed_object (object_key, delete_after) VALUES (?, ?)",
                to -> to.add(objectKey).add(Times.toMicros(until)));
    }

    @Override
    public Optional<PackId> enter(
            String objectKey, int size, Fingerprint checksum, PackDirectory directory, Instant now, Instant before) {
        int spared = sql.update(
                "DELETE FROM doomed_object WHERE object_key = ? AND delete_after > ?",
                to -> to.add(objectKey).add(Times.toMicros(before)));
        if (spared == 0) {
            return Optional.empty();
        }
        sql.update(
                "INSERT INTO pack (object_key, size, checksum, directory, uploader_id, state, created_at, verified_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                to -> {
                    to.add(objectKey).add(size).add(checksum.toBytes()).add(directory.form());
                    to.add(NO_UPLOADER).add(VERIFIED);
                    to.add(Times.toMicros(now)).add(Times.toMicros(now));
                });
        return sql
                .read(
                        "SELECT id FROM pack WHERE object_key = ?",
                        to -> to.add(objectKey),
                        row -> new PackId(row.getInt(1)))
                .stream()
                .findFirst();
    }

    @Override
    public List<Duplicate> duplicates(int slice, int slices) {
        return sql.read(
                """
                SELECT fingerprint, namespace_id, pack_id, first FROM (
                    SELECT c.fingerprint, c.namespace_id, c.pack_id,
                        MIN(c.pack_id) OVER (PARTITION BY c.fingerprint) first
                    FROM namespace n JOIN chunk c ON c.namespace_id = n.id AND c.fingerprint BETWEEN ? AND ?
                        JOIN pack p ON p.id = c.pack_id
                    WHERE p.state = ? AND p.delete_after IS NULL) place
                WHERE pack_id <> first""",
                to -> to.add(edge(slice * 256 / slices, 0))
                        .add(edge((slice + 1) * 256 / slices - 1, 0xFF))
                        .add(VERIFIED),
                row -> new Duplicate(
                        Fingerprint.ofBytes(row.getBytes(1)),
                        new NamespaceId(row.getInt(2)),
                        new PackId(row.getInt(3)),
                        new PackId(row.getInt(4))));
    }

    /// A fingerprint's bytes.
    private static byte[] edge(int first, int others) {
        var bytes = new byte[Fingerprint.BYTES];
        Arrays.fill(bytes, (byte) others);
        bytes[0] = (byte) first;
        return bytes;
    }

    @Override
    public void relocate(NamespaceId namespace, Map<Fingerprint, PackId> from, StoredPack to) {
        var positions = to.positions();
        var chunks = to.directory().chunks().stream()
                .collect(Collectors.toMap(PackedChunk::fingerprint, Function.identity(), (first, _) -> first));
        sql.update(
                "INSERT IGNORE INTO pack_use (pack_id, namespace_id) VALUES (?, ?)",
                parameters -> parameters.add(to.id().value()).add(namespace.value()));
        sql.batch(
                "UPDATE chunk SET pack_id = ?, position = ?, stored_length = ?, encoding = ?"
                        + " WHERE namespace_id = ? AND fingerprint = ? AND pack_id = ?",
                from.entrySet(),
                (parameters, move) -> {
                    var chunk = chunks.get(move.getKey());
                    parameters
                            .add(to.id().value())
                            .add(positions.get(move.getKey()).intValue())
                            .add(chunk.storedSize())
                            .add(chunk.encoding().number())
                            .add(namespace.value())
                            .add(move.getKey().toBytes())
                            .add(move.getValue().value());
                });
        var touched = new HashSet<@Nullable PackId>(from.values());
        touched.add(to.id());
        review(touched);
    }

    private static String table(Kept.Kind kind) {
        return switch (kind) {
            case MANIFEST -> "manifest";
            case SEGMENT -> "segment";
            case CHUNK -> "chunk";
        };
    }
}
