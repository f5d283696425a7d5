package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.platform.control.Sql;
import dev.cairn.tree.entity.ManifestColumn;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What the contents that are kept of a namespace are made of: those of files in tree and trash, and
/// older versions. For one transaction on one connection.
public final class TreeReferences {

    private static final int PAGE = 5000;
    private static final int MANIFESTS_AT_ONCE = 200;

    private final Sql sql;
    private final NamespaceId namespace;
    private final Sink sink;
    private final Set<Fingerprint> seenSegments = new HashSet<>();

    public TreeReferences(Connection connection, NamespaceId namespace, Sink sink) {
        this.sql = new Sql(connection);
        this.namespace = namespace;
        this.sink = sink;
    }

    /// Takes what is referred to; anything may come more than once.
    public interface Sink {
        void chunk(Fingerprint fingerprint);

        void manifest(Fingerprint fingerprint);

        void segment(Fingerprint fingerprint);
    }

    /// The contents that are kept; they are as of the transaction's first read.
    public void all() {
        pages(
                "SELECT n.id, 0, n.fingerprint, n.manifest FROM node n WHERE n.namespace_id = ? AND n.kind = 2"
                        + " AND n.id > ? AND (n.live = 1 OR EXISTS (SELECT 1 FROM trash t"
                        + " WHERE t.namespace_id = n.namespace_id AND t.node_id = n.id)) ORDER BY n.id LIMIT " + PAGE,
                (to, after) -> to.add(after.id));
        pages(
                "SELECT node_id, rev, fingerprint, manifest FROM history WHERE namespace_id = ? AND content = 1"
                        + " AND (node_id, rev) > (?, ?) AND node_id >= ? ORDER BY node_id, rev LIMIT " + PAGE,
                (to, after) -> to.add(after.id).add(after.rev).add(after.id));
    }

    /// What has come to be kept after a seq. May name what is not kept any more.
    public void since(long seq) {
        pass(sql.read(
                "SELECT id, 0, fingerprint, manifest FROM node WHERE namespace_id = ? AND seq > ? AND kind = 2",
                to -> to.add(namespace.value()).add(seq),
                TreeReferences::line));
        pass(sql.read(
                "SELECT node_id, rev, fingerprint, manifest FROM history"
                        + " WHERE namespace_id = ? AND superseded_seq > ? AND content = 1",
                to -> to.add(namespace.value()).add(seq),
                TreeReferences::line));
    }

    private void pages(String query, FillAfter fill) {
        var after = new Line(Long.MIN_VALUE, 0, Optional.empty(), Optional.empty());
        while (true) {
            var from = after;
            var page = sql.read(
                    query,
                    to -> {
                        to.add(namespace.value());
                        fill.into(to, from);
                    },
                    TreeReferences::line);
            pass(page);
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast();
        }
    }

    private void pass(List<Line> lines) {
        var longOnes = new HashSet<Fingerprint>();
        for (var line : lines) {
            if (line.manifest.isPresent()) {
                ManifestColumn.read(line.manifest.get()).chunks().forEach(chunk -> sink.chunk(chunk.fingerprint()));
            } else {
                line.fingerprint.ifPresent(longOnes::add);
            }
        }
        inParts(List.copyOf(longOnes), this::manifests);
    }

    private void manifests(List<Fingerprint> fingerprints) {
        fingerprints.forEach(sink::manifest);
        var segments = new HashSet<Fingerprint>();
        sql.read(
                "SELECT segments FROM manifest WHERE namespace_id = ? AND fingerprint IN (" + Sql.marks(fingerprints)
                        + ")",
                to -> addAll(to, fingerprints),
                row -> segments.addAll(Segments.fingerprints(row.getBytes(1))));
        segments.removeIf(segment -> !seenSegments.add(segment));
        inParts(List.copyOf(segments), this::segments);
    }

    private void segments(List<Fingerprint> fingerprints) {
        fingerprints.forEach(sink::segment);
        sql.read(
                "SELECT entries FROM segment WHERE namespace_id = ? AND fingerprint IN (" + Sql.marks(fingerprints)
                        + ")",
                to -> addAll(to, fingerprints),
                row -> {
                    Segments.chunks(row.getBytes(1)).forEach(chunk -> sink.chunk(chunk.fingerprint()));
                    return null;
                });
    }

    private void addAll(Sql.Parameters to, List<Fingerprint> fingerprints) throws SQLException {
        to.add(namespace.value());
        for (var fingerprint : fingerprints) {
            to.add(fingerprint.toBytes());
        }
    }

    private static void inParts(List<Fingerprint> all, Consumer<List<Fingerprint>> work) {
        for (int from = 0; from < all.size(); from += MANIFESTS_AT_ONCE) {
            work.accept(new ArrayList<>(all.subList(from, Math.min(all.size(), from + MANIFESTS_AT_ONCE))));
        }
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getLong(1),
                row.getInt(2),
                Optional.ofNullable(row.getBytes(3)).map(ByteBuffer::wrap).map(Fingerprint::read),
                Optional.ofNullable(row.getBytes(4)));
    }

    /// A content as its row has it.
    ///
    /// @param manifest empty if it is long
    private record Line(long id, int rev, Optional<Fingerprint> fingerprint, Optional<byte[]> manifest) {}

    @FunctionalInterface
    private interface FillAfter {
        void into(Sql.Parameters to, Line after) throws SQLException;
    }
}
