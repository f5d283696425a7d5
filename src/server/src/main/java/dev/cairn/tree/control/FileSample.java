package dev.cairn.tree.control;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.Sql;
import dev.cairn.tree.entity.ManifestColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Files of all people, drawn by chance, and what they begin with: for figures that would cost too much
/// to be exact.
///
/// A draw is a place in a journal, so that a namespace is drawn as often as things have changed in it; the
/// files that changed around that place are taken. A draw costs the same however
/// many files there are. For one connection.
public final class FileSample {

    /// Chunks that are told of each file, at most: the first ones.
    static final int CHUNKS = 8;

    private static final int NODES_A_DRAW = 10;

    private static final String NODES = """
            SELECT n.id, n.name, n.file_type, n.size, n.manifest, s.entries
            FROM (SELECT * FROM node WHERE namespace_id = ? AND seq >= ? ORDER BY seq LIMIT ?) n
            LEFT JOIN manifest m ON n.manifest IS NULL
                AND m.namespace_id = n.namespace_id AND m.fingerprint = n.fingerprint
            LEFT JOIN segment s ON s.namespace_id = m.namespace_id AND s.fingerprint = LEFT(m.segments, 32)
            WHERE n.kind = 2 AND n.size > 0 AND (n.manifest IS NOT NULL OR s.entries IS NOT NULL)""";

    private final Sql sql;
    private final RandomGenerator random;

    public FileSample(Connection connection, RandomGenerator random) {
        this.sql = new Sql(connection);
        this.random = random;
    }

    /// Draws files; each is there once. Fewer where there are few, and some are drawn more often than
    /// others.
    ///
    /// @param draws how often; each gives ten files at most
    public List<Drawn> draw(int draws) {
        var journals = journals();
        if (journals.isEmpty()) {
            return List.of();
        }
        var drawn = new LinkedHashMap<NodeId, Drawn>();
        for (int i = 0; i < draws; i++) {
            long place = random.nextLong(journals.lastKey());
            var journal = journals.higherEntry(place);
            long behind = journal.getKey() - place;
            for (var file : at(journal.getValue(), behind)) {
                drawn.put(file.id, file);
            }
        }
        return List.copyOf(drawn.values());
    }

    /// All journals one after the other: each by the place where it ends.
    private TreeMap<Long, Journal> journals() {
        var journals = new TreeMap<Long, Journal>();
        for (var journal : sql.read(
                "SELECT id, head_seq FROM namespace WHERE head_seq > 0 ORDER BY id",
                _ -> {},
                row -> new Journal(new NamespaceId(row.getInt(1)), row.getLong(2)))) {
            journals.put((journals.isEmpty() ? 0 : journals.lastKey()) + journal.head, journal);
        }
        return journals;
    }

    private List<Drawn> at(Journal journal, long behind) {
        long seq = Math.max(1, journal.head - behind + 1 - NODES_A_DRAW / 2);
        return sql.read(
                NODES,
                to -> to.add(journal.namespace.value()).add(seq).add(NODES_A_DRAW),
                row -> drawn(journal.namespace, row));
    }

    private static Drawn drawn(NamespaceId namespace, ResultSet row) throws SQLException {
        var manifest = row.getBytes(5);
        var chunks = manifest == null
                ? Segments.chunks(row.getBytes(6))
                : ManifestColumn.read(manifest).chunks();
        return new Drawn(
                namespace,
                new NodeId(row.getLong(1)),
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                row.getLong(4),
                chunks.subList(0, Math.min(CHUNKS, chunks.size())));
    }

    private record Journal(NamespaceId namespace, long head) {}

    /// A file in a tree or in the trash.
    ///
    /// @param type media type, if a client gave one
    /// @param size bytes; more than 0
    /// @param chunks what it begins with; not empty
    public record Drawn(
            NamespaceId namespace, NodeId id, String name, Optional<String> type, long size, List<Chunk> chunks) {

        public Drawn {
            chunks = List.copyOf(chunks);
        }
    }
}
