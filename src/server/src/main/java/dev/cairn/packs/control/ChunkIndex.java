package dev.cairn.packs.control;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.core.transfer.PackedChunk;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which chunk is where: asked for thousands at once, hence JDBC.
///
/// What is asked here is also the answer to "what may this person skip": a namespace's chunks are
/// those that its members may read, and nobody is told about any other. For one transaction on one
/// connection.
public final class ChunkIndex implements CommitChunks {

    private final Sql sql;

    public ChunkIndex(Connection connection) {
        this.sql = new Sql(connection);
    }

    @Override
    public Map<Fingerprint, Integer> lengths(NamespaceId namespace, Collection<Fingerprint> fingerprints) {
        if (fingerprints.isEmpty()) {
            return Map.of();
        }
        var lengths = new HashMap<Fingerprint, Integer>();
        sql.read(
                "SELECT fingerprint, length FROM chunk WHERE namespace_id = ? AND fingerprint IN ("
                        + Sql.marks(fingerprints) + ")",
                to -> addAll(to.add(namespace.value()), fingerprints),
                row -> lengths.put(Fingerprint.ofBytes(row.getBytes(1)), row.getInt(2)));
        lengths.keySet().removeAll(damaged(namespace));
        return lengths;
    }

    @Override
    public Set<Fingerprint> damaged(NamespaceId namespace) {
        return new HashSet<>(sql.read(
                "SELECT fingerprint FROM damaged_chunk WHERE namespace_id = ?",
                to -> to.add(namespace.value()),
                row -> Fingerprint.ofBytes(row.getBytes(1))));
    }

    /// Where those chunks are that the namespace has, damaged or not.
    public Map<Fingerprint, Place> places(NamespaceId namespace, Collection<Fingerprint> fingerprints) {
        if (fingerprints.isEmpty()) {
            return Map.of();
        }
        var places = new HashMap<Fingerprint, Place>();
        sql.read(
                "SELECT c.fingerprint, c.position, c.stored_length, c.length, c.encoding, p.object_key, p.size"
                        + " FROM chunk c JOIN pack p ON p.id = c.pack_id"
                        + " WHERE c.namespace_id = ? AND c.fingerprint IN (" + Sql.marks(fingerprints) + ")",
                to -> addAll(to.add(namespace.value()), fingerprints),
                row -> {
                    var fingerprint = Fingerprint.ofBytes(row.getBytes(1));
                    var place = new Place(
                            new Chunk(fingerprint, row.getInt(4)),
                            row.getString(6),
                            row.getInt(7),
                            row.getInt(2),
                            row.getInt(3),
                            Encoding.ofNumber(row.getInt(5)));
                    return places.put(fingerprint, place);
                });
        return places;
    }

    /// The packs of these uploads that are in the store and not taken up yet, as far as the uploads
    /// are the sender's own, open, and for this namespace.
    public List<ArrivedPack> arrived(NamespaceId namespace, Sender sender, Collection<UploadId> uploads, Instant now) {
        return packs(namespace, sender, uploads, now, "p.pack_id IS NULL");
    }

    @Override
    public Set<Fingerprint> sent(NamespaceId namespace, Sender sender, Collection<UploadId> uploads, Instant now) {
        return packs(namespace, sender, uploads, now, "p.pack_id IS NOT NULL").stream()
                .flatMap(pack -> pack.directory.chunks().stream())
                .map(PackedChunk::fingerprint)
                .collect(Collectors.toSet());
    }

    private List<ArrivedPack> packs(
            NamespaceId namespace, Sender sender, Collection<UploadId> uploads, Instant now, String which) {
        if (uploads.isEmpty()) {
            return List.of();
        }
        var visitor = sender.visitor();
        return sql.read(
                "SELECT p.upload_id, p.number, p.object_key, p.size, p.checksum, p.directory"
                        + " FROM upload u JOIN upload_pack p ON p.namespace_id = u.namespace_id AND p.upload_id = u.id"
                        + " WHERE u.namespace_id = ? AND u.user_id = ? AND u.state = 1 AND u.expires_at > ?"
                        + (visitor == null ? " AND u.visitor IS NULL" : " AND u.visitor = ?")
                        + " AND p.status = ? AND " + which + " AND u.id IN (" + Sql.marks(uploads) + ")",
                to -> {
                    to.add(namespace.value()).add(sender.user().value()).add(Times.toMicros(now));
                    if (visitor != null) {
                        to.add(visitor.value());
                    }
                    to.add(ChunkStatus.UPLOADED.number());
                    for (var upload : uploads) {
                        to.add(upload.value());
                    }
                },
                row -> new ArrivedPack(
                        new UploadId(namespace, row.getLong(1)),
                        row.getInt(2),
                        row.getString(3),
                        row.getInt(4),
                        Fingerprint.ofBytes(row.getBytes(5)),
                        PackDirectory.read(row.getBytes(6))));
    }

    @Override
    public List<ArrivedPack> claim(NamespaceId namespace, Sender sender, Collection<UploadId> uploads, Instant now) {
        if (!uploads.isEmpty()) {
            sql.read(
                    "SELECT id FROM upload WHERE namespace_id = ? AND id IN (" + Sql.marks(uploads) + ") FOR UPDATE",
                    to -> {
                        to.add(namespace.value());
                        for (var upload : uploads) {
                            to.add(upload.value());
                        }
                    },
                    row -> row.getLong(1));
        }
        var unread = sender.isVisitor() ? " AND p.inspected = 1" : "";
        return packs(namespace, sender, uploads, now, "p.pack_id IS NULL" + unread);
    }

    @Override
    public void adopt(NamespaceId namespace, Sender sender, Collection<ArrivedPack> packs, Instant now) {
        if (packs.isEmpty()) {
            return;
        }
        sql.batch(
                "INSERT INTO pack (object_key, size, checksum, directory, uploader_id, state, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, 0, ?)",
                packs,
                (to, pack) -> to.add(pack.objectKey)
                        .add(pack.size)
                        .add(pack.checksum.toBytes())
                        .add(pack.directory.form())
                        .add(sender.user().value())
                        .add(Times.toMicros(now)));
        var ids = idsOf(packs);
        sql.batch(
                "INSERT INTO pack_use (pack_id, namespace_id) VALUES (?, ?)",
                ids.values(),
                (to, id) -> to.add(id.intValue()).add(namespace.value()));
        heal(namespace, packs);
        sql.batch(
                "INSERT IGNORE INTO chunk (namespace_id, fingerprint, pack_id, position, stored_length, length, encoding)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows(packs, ids),
                (to, row) -> {
                    to.add(namespace.value())
                            .add(row.chunk.fingerprint().toBytes())
                            .add(row.packId);
                    to.add(row.position).add(row.chunk.storedSize()).add(row.chunk.size());
                    to.add(row.chunk.encoding().number());
                });
        sql.batch(
                "UPDATE upload_pack SET pack_id = ? WHERE namespace_id = ? AND upload_id = ? AND number = ?",
                packs,
                (to, pack) -> to.add(ids.get(pack.objectKey).intValue())
                        .add(namespace.value())
                        .add(pack.upload.value())
                        .add(pack.number));
    }

    /// Forgets where damaged chunks are that come anew.
    private void heal(NamespaceId namespace, Collection<ArrivedPack> packs) {
        var damaged = damaged(namespace);
        if (damaged.isEmpty()) {
            return;
        }
        var healed = packs.stream()
                .flatMap(pack -> pack.directory.chunks().stream())
                .map(PackedChunk::fingerprint)
                .filter(damaged::contains)
                .distinct()
                .toList();
        if (healed.isEmpty()) {
            return;
        }
        sql.update(
                "UPDATE pack p JOIN chunk c ON c.pack_id = p.id SET p.review = 1"
                        + " WHERE c.namespace_id = ? AND c.fingerprint IN (" + Sql.marks(healed) + ")",
                to -> addAll(to.add(namespace.value()), healed));
        for (var table : List.of("chunk", "damaged_chunk")) {
            sql.update(
                    "DELETE FROM " + table + " WHERE namespace_id = ? AND fingerprint IN (" + Sql.marks(healed) + ")",
                    to -> addAll(to.add(namespace.value()), healed));
        }
    }

    private Map<String, Integer> idsOf(Collection<ArrivedPack> packs) {
        var ids = new HashMap<String, Integer>();
        sql.read(
                "SELECT object_key, id FROM pack WHERE object_key IN (" + Sql.marks(packs) + ")",
                to -> {
                    for (var pack : packs) {
                        to.add(pack.objectKey);
                    }
                },
                row -> ids.put(row.getString(1), row.getInt(2)));
        return ids;
    }

    private static void addAll(Sql.Parameters to, Collection<Fingerprint> fingerprints) throws SQLException {
        for (var fingerprint : fingerprints) {
            to.add(fingerprint.toBytes());
        }
    }

    private static List<Row> rows(Collection<ArrivedPack> packs, Map<String, Integer> ids) {
        var rows = new ArrayList<Row>();
        for (var pack : packs) {
            int position = 0;
            for (var chunk : pack.directory.chunks()) {
                rows.add(new Row(ids.get(pack.objectKey), position, chunk));
                position += chunk.storedSize();
            }
        }
        // in the order of the index, so that pages fill up one after the other
        return rows.stream()
                .sorted((one, other) -> one.chunk.fingerprint().compareTo(other.chunk.fingerprint()))
                .toList();
    }

    private record Row(int packId, int position, PackedChunk chunk) {}

    /// A pack that is in the store and waits for a commit.
    public record ArrivedPack(
            UploadId upload, int number, String objectKey, int size, Fingerprint checksum, PackDirectory directory) {}

    /// Where a chunk's stored form is.
    ///
    /// @param objectSize bytes of the whole pack
    /// @param position bytes from the pack's start
    /// @param storedLength bytes in the pack
    public record Place(
            Chunk chunk, String objectKey, int objectSize, int position, int storedLength, Encoding encoding) {}
}
