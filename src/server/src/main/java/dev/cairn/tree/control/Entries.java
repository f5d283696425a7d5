package dev.cairn.tree.control;

import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import dev.cairn.tree.control.NameSearch.NamePlace;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Reads folders and files, many at a time and without their manifests. Who may see them is decided
/// before.
@OneObject
public class Entries {

    /// Leaves out rows of nodes that are on their way from here to another namespace, or the reverse: see
    /// [Conversion]. Hardly ever there are any.
    private static final String AT_HOME =
            " AND NOT EXISTS (SELECT 1 FROM conversion c WHERE c.tree_id = n.namespace_id AND c.sharing = c.swapped"
                    + " AND (n.id DIV 4294967296 = c.shared_id OR EXISTS (SELECT 1 FROM node_moved m"
                    + " WHERE m.node_id = n.id AND m.namespace_id = c.shared_id)))";

    private final DataSource database;

    @Inject
    Entries(DataSource database) {
        this.database = database;
    }

    /// The node and all folders above it, from the top folder down to the node itself; empty if it
    /// does not exist.
    List<Entry> path(NamespaceId namespace, NodeId id) {
        return withContents(ask(sql -> sql.read(
                """
                WITH RECURSIVE up AS (
                    SELECT id, parent_id, 0 AS height FROM node WHERE namespace_id = ? AND id = ?
                    UNION ALL
                    SELECT p.id, p.parent_id, up.height + 1 FROM up
                    JOIN node p ON p.namespace_id = ? AND p.id = up.parent_id)
                SELECT %s FROM up JOIN node n ON n.namespace_id = ? AND n.id = up.id ORDER BY up.height DESC
                """.formatted(Entry.COLUMNS),
                to -> to.add(namespace.value())
                        .add(id.value())
                        .add(namespace.value())
                        .add(namespace.value()),
                Entry::read)));
    }

    /// The same for many nodes at once; without those that do not exist.
    Map<NodeId, List<Entry>> paths(NamespaceId namespace, Collection<NodeId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        record Step(NodeId leaf, Entry entry) {}
        var paths = ask(sql -> sql.read(
                        """
                        WITH RECURSIVE up AS (
                            SELECT id AS leaf, id, parent_id, 0 AS height FROM node
                            WHERE namespace_id = ? AND id IN (%s)
                            UNION ALL
                            SELECT up.leaf, p.id, p.parent_id, up.height + 1 FROM up
                            JOIN node p ON p.namespace_id = ? AND p.id = up.parent_id)
                        SELECT %s, up.leaf FROM up JOIN node n ON n.namespace_id = ? AND n.id = up.id
                        ORDER BY up.leaf, up.height DESC
                        """.formatted(Sql.marks(ids), Entry.COLUMNS),
                        to -> {
                            to.add(namespace.value());
                            for (var id : ids) {
                                to.add(id.value());
                            }
                            to.add(namespace.value()).add(namespace.value());
                        },
                        row -> new Step(new NodeId(row.getLong("leaf")), Entry.read(row))))
                .stream()
                .collect(Collectors.groupingBy(Step::leaf, Collectors.mapping(Step::entry, Collectors.toList())));
        var leaves = withContents(paths.values().stream().map(List::getLast).toList());
        leaves.stream()
                .filter(Entry::showsAnother)
                .forEach(leaf -> Objects.requireNonNull(paths.get(leaf.id()))
                        .set(paths.get(leaf.id()).size() - 1, leaf));
        return paths;
    }

    /// Mounts of files show the content of what hangs there; all others are as they were. Asks nothing where
    /// there are none.
    List<Entry> withContents(List<Entry> entries) {
        var hanging = entries.stream()
                .filter(Entry::showsAnother)
                .collect(Collectors.toMap(Entry::inside, Entry::home, (one, _) -> one));
        if (hanging.isEmpty()) {
            return entries;
        }
        var files = ask(sql -> sql.read(
                        "SELECT " + Entry.COLUMNS + " FROM node n WHERE n.kind = 2 AND n.namespace_id IN ("
                                + Sql.marks(hanging.keySet()) + ") AND n.id IN (" + Sql.marks(hanging.keySet()) + ")",
                        to -> {
                            for (var namespace : hanging.values()) {
                                to.add(namespace.value());
                            }
                            for (var file : hanging.keySet()) {
                                to.add(file.value());
                            }
                        },
                        Entry::read))
                .stream()
                .collect(Collectors.toMap(Entry::id, Function.identity()));
        return entries.stream()
                .map(entry -> entry.showsAnother() && files.containsKey(entry.inside())
                        ? entry.showing(files.get(entry.inside()))
                        : entry)
                .toList();
    }

    /// An entry of a list as the list is sorted by: a mount of a file without the content of that file.
    Entry asSorted(Entry entry) {
        if (!entry.showsAnother()) {
            return entry;
        }
        return ask(sql -> sql.read(
                        "SELECT " + Entry.COLUMNS + " FROM node n WHERE n.namespace_id = ? AND n.id = ?",
                        to -> to.add(entry.namespace().value()).add(entry.id().value()),
                        Entry::read))
                .stream()
                .findFirst()
                .orElse(entry);
    }

    /// Those of some nodes where files of other namespaces hang, with these namespaces.
    Map<NodeId, NamespaceId> hangingFiles(NamespaceId namespace, Collection<NodeId> ids) {
        return ask(sql -> sql.read(
                        "SELECT " + Entry.COLUMNS
                                + " FROM node n WHERE n.namespace_id = ? AND n.live = 1 AND n.kind = 2"
                                + " AND n.target_id IS NOT NULL AND n.id IN (" + Sql.marks(ids) + ")",
                        to -> {
                            to.add(namespace.value());
                            for (var id : ids) {
                                to.add(id.value());
                            }
                        },
                        Entry::read))
                .stream()
                .collect(Collectors.toMap(Entry::id, Entry::home));
    }

    /// The next children of one kind in a folder, found by an index from where the last page ended.
    ///
    /// Mounts of files come without their contents, as they are sorted: see [#withContents].
    ///
    /// @param after where the last page ended; null for the first page
    List<Entry> children(
            NamespaceId namespace, NodeId folder, NodeKind kind, Order order, @Nullable Bookmark after, int limit) {
        var column = "n." + order.by().column();
        var beyond = order.beyond();
        var condition = after == null
                ? ""
                : " AND %s %s= ? AND (%s %s ? OR n.id %s ?)".formatted(column, beyond, column, beyond, beyond);
        return ask(sql -> sql.read(
                "SELECT " + Entry.COLUMNS + " FROM node n WHERE n.namespace_id = ? AND n.parent_id = ? AND n.live = 1"
                        + " AND n.kind = ?" + condition
                        + " ORDER BY " + column + order.direction() + ", n.id" + order.direction() + " LIMIT ?",
                to -> {
                    to.add(namespace.value()).add(folder.value()).add(kind.number());
                    if (after != null) {
                        after.addKey(to);
                        after.addKey(to);
                        to.add(after.id().value());
                    }
                    to.add(limit);
                },
                Entry::read));
    }

    /// The children of these names, whatever their case.
    List<Entry> named(NamespaceId namespace, NodeId folder, Collection<FileName> names) {
        return withContents(ask(sql -> sql.read(
                "SELECT " + Entry.COLUMNS + " FROM node n WHERE n.namespace_id = ? AND n.parent_id = ? AND n.live = 1"
                        + " AND n.name_key IN (" + Sql.marks(names) + ")",
                to -> {
                    to.add(namespace.value()).add(folder.value());
                    for (var name : names) {
                        to.add(name.key().getBytes(StandardCharsets.UTF_8));
                    }
                },
                Entry::read)));
    }

    /// Looks at the next names of a namespace, folder by folder and by name in each, for those that
    /// hold a text. Reads an index alone, and only the rows that it finds.
    ///
    /// @param text part of a name's key
    /// @param from names up to this place are not looked at
    /// @param names how many are looked at, at most
    /// @param limit how many are found, at most
    NameSearch.Step named(
            NamespaceId namespace, byte[] text, Optional<NodeKind> kind, NamePlace from, int names, int limit) {
        var beyond = " FROM node n FORCE INDEX (node_name) WHERE n.namespace_id = ?"
                + " AND (n.parent_id = ? AND n.name_key > ? OR n.parent_id > ?)";
        var order = " ORDER BY n.parent_id, n.name_key";
        var last = ask(sql -> sql.read(
                        "SELECT n.parent_id, n.name_key" + beyond + order + " LIMIT 1 OFFSET ?",
                        to -> addPlace(to, namespace, from).add(names - 1),
                        Entries::place))
                .stream()
                .findFirst();
        record Hit(NodeId id, NamePlace place) {}
        var found = ask(sql -> sql.read(
                "SELECT n.parent_id, n.name_key, n.id" + beyond
                        + last.map(_ -> " AND (n.parent_id < ? OR n.parent_id = ? AND n.name_key <= ?)")
                                .orElse("")
                        + " AND n.live = 1 AND LOCATE(?, n.name_key) > 0" + AT_HOME
                        + kind.map(_ -> " AND n.kind = ?").orElse("") + order + " LIMIT ?",
                to -> {
                    addPlace(to, namespace, from);
                    if (last.isPresent()) {
                        to.add(last.get().folder())
                                .add(last.get().folder())
                                .add(last.get().key());
                    }
                    to.add(text);
                    if (kind.isPresent()) {
                        to.add(kind.get().number());
                    }
                    to.add(limit);
                },
                row -> new Hit(new NodeId(row.getLong(3)), place(row))));
        var end = found.size() == limit ? Optional.of(found.getLast().place) : last;
        return new NameSearch.Step(found.stream().map(Hit::id).toList(), end);
    }

    private static Sql.Parameters addPlace(Sql.Parameters to, NamespaceId namespace, NamePlace place)
            throws SQLException {
        return to.add(namespace.value()).add(place.folder()).add(place.key()).add(place.folder());
    }

    private static NamePlace place(ResultSet row) throws SQLException {
        return new NamePlace(row.getLong(1), row.getBytes(2));
    }

    /// Of the nodes of a namespace that changed last, [RecentFiles#CHANGES] of them, the files, those with
    /// the newest content first. The journal leads to them.
    ///
    /// @param before where the last page ended; null for the first page
    List<Entry> recent(NamespaceId namespace, @Nullable RecentMark before, int limit) {
        var condition = before == null ? "" : "AND n.committed_at <= ? AND (n.committed_at < ? OR n.id < ?)";
        return ask(sql -> sql.read(
                """
                SELECT %s FROM (
                    SELECT id FROM node WHERE namespace_id = ? ORDER BY seq DESC LIMIT ?
                ) changed JOIN node n ON n.id = changed.id
                WHERE n.namespace_id = ? AND n.live = 1 AND n.kind = 2 AND n.target_id IS NULL %s %s
                ORDER BY n.committed_at DESC, n.id DESC LIMIT ?""".formatted(Entry.COLUMNS, condition, AT_HOME),
                to -> {
                    to.add(namespace.value()).add(RecentFiles.CHANGES).add(namespace.value());
                    if (before != null) {
                        long moment = Times.toMicros(before.at);
                        to.add(moment).add(moment).add(before.id.value());
                    }
                    to.add(limit);
                },
                Entry::read));
    }

    /// Where a page of recent files ended.
    record RecentMark(Instant at, NodeId id) {}

    /// Of a folder, which namespace it is in, or, for a mount, which one hangs there; and how far that is.
    /// Empty if there is no such folder.
    Optional<Inside> inside(NamespaceId namespace, NodeId folder) {
        return ask(sql -> sql.read(
                        "SELECT n.id, n.head_seq, f.target_id IS NOT NULL FROM node f"
                                + " JOIN namespace n ON n.id = COALESCE(f.target_id, f.namespace_id)"
                                + " WHERE f.namespace_id = ? AND f.id = ?",
                        to -> to.add(namespace.value()).add(folder.value()),
                        row -> {
                            var home = new NamespaceId(row.getInt(1));
                            return new Inside(home, row.getInt(3) == 1 ? NodeId.rootOf(home) : folder, row.getLong(2));
                        }))
                .stream()
                .findFirst();
    }

    /// Where what is in a folder is.
    ///
    /// @param folder itself, or the top folder of what hangs there
    /// @param seq how far the namespace is; 0 where nobody asks
    public record Inside(NamespaceId namespace, NodeId folder, long seq) {}

    /// Those of some nodes that are children of a folder.
    List<Entry> present(NamespaceId namespace, NodeId folder, Collection<NodeId> ids) {
        return withContents(ask(sql -> sql.read(
                "SELECT " + Entry.COLUMNS + " FROM node n WHERE n.namespace_id = ? AND n.parent_id = ? AND n.live = 1"
                        + " AND n.id IN (" + Sql.marks(ids) + ")",
                to -> {
                    to.add(namespace.value()).add(folder.value());
                    for (var id : ids) {
                        to.add(id.value());
                    }
                },
                Entry::read)));
    }

    /// Some children of a folder by their place in the list, for a view that scrolls anywhere. Steps
    /// over an index alone, so that the last place costs little more than the first.
    List<Entry> slice(NamespaceId namespace, NodeId folder, Order order, int offset, int limit) {
        var column = order.by().column() + order.direction();
        return withContents(ask(sql -> sql.read(
                """
                SELECT %s FROM (
                    SELECT namespace_id, id FROM node WHERE namespace_id = ? AND parent_id = ? AND live = 1
                    ORDER BY kind, %s, id%s LIMIT ? OFFSET ?) page
                JOIN node n ON n.namespace_id = page.namespace_id AND n.id = page.id
                ORDER BY n.kind, n.%s, n.id%s
                """.formatted(Entry.COLUMNS, column, order.direction(), column, order.direction()),
                to -> to.add(namespace.value()).add(folder.value()).add(limit).add(offset),
                Entry::read)));
    }

    /// The place in the list of an entry that is, or was, in the folder: how many come before it.
    int position(NamespaceId namespace, NodeId folder, Bookmark entry) {
        var column = entry.order().by().column();
        var before = entry.order().descending() ? ">" : "<";
        return ask(sql -> sql.read(
                        "SELECT COUNT(*) FROM node WHERE namespace_id = ? AND parent_id = ? AND live = 1"
                                + " AND (kind < ? OR kind = ? AND (%s %s ? OR %s = ? AND id %s ?))"
                                        .formatted(column, before, column, before),
                        to -> {
                            to.add(namespace.value()).add(folder.value());
                            to.add(entry.kind().number()).add(entry.kind().number());
                            entry.addKey(to);
                            entry.addKey(to);
                            to.add(entry.id().value());
                        },
                        row -> row.getInt(1)))
                .getFirst();
    }

    /// Some folders in a folder by their place in the list of them.
    List<Entry> folders(NamespaceId namespace, NodeId folder, int offset, int limit) {
        return ask(sql -> sql.read(
                "SELECT " + Entry.COLUMNS + " FROM node n WHERE n.namespace_id = ? AND n.parent_id = ? AND n.live = 1"
                        + " AND n.kind = 1 ORDER BY n.name_key LIMIT ? OFFSET ?",
                to -> to.add(namespace.value()).add(folder.value()).add(limit).add(offset),
                Entry::read));
    }

    /// How many folders are in a folder.
    int countFolders(NamespaceId namespace, NodeId folder) {
        return ask(sql -> sql.read(
                        "SELECT COUNT(*) FROM node WHERE namespace_id = ? AND parent_id = ? AND live = 1 AND kind = 1",
                        to -> to.add(namespace.value()).add(folder.value()),
                        row -> row.getInt(1)))
                .getFirst();
    }

    /// How many children a folder has.
    int count(NamespaceId namespace, NodeId folder) {
        return ask(sql -> sql.read(
                        "SELECT COUNT(*) FROM node WHERE namespace_id = ? AND parent_id = ? AND live = 1",
                        to -> to.add(namespace.value()).add(folder.value()),
                        row -> row.getInt(1)))
                .getFirst();
    }

    /// Sizes of all files below a folder, in bytes.
    long sizeBelow(NamespaceId namespace, NodeId folder) {
        return ask(sql -> sql.read(
                        """
                        WITH RECURSIVE down AS (
                            SELECT id FROM node WHERE namespace_id = ? AND id = ?
                            UNION ALL
                            SELECT n.id FROM down JOIN node n
                                ON n.namespace_id = ? AND n.parent_id = down.id AND n.live = 1 AND n.kind = 1)
                        SELECT COALESCE(SUM(n.size), 0) FROM down JOIN node n
                            ON n.namespace_id = ? AND n.parent_id = down.id AND n.live = 1 AND n.kind = 2
                        """,
                        to -> to.add(namespace.value())
                                .add(folder.value())
                                .add(namespace.value())
                                .add(namespace.value()),
                        row -> row.getLong(1)))
                .getFirst();
    }

    /// The nodes of the journal after `seq`, in their order, tombstones included.
    List<Entry> journal(NamespaceId namespace, long seq, int limit) {
        return withContents(ask(sql -> sql.read(
                "SELECT " + Entry.COLUMNS + " FROM node n WHERE n.namespace_id = ? AND n.seq > ?" + AT_HOME
                        + " ORDER BY n.seq LIMIT ?",
                to -> to.add(namespace.value()).add(seq).add(limit),
                Entry::read)));
    }

    /// What is in the trash of a namespace, the latest first.
    ///
    /// @param after where the last page ended; null for the first page
    List<Trashed> trash(NamespaceId namespace, @Nullable TrashMark after, int limit) {
        var condition = after == null ? "" : " AND t.trashed_at <= ? AND (t.trashed_at < ? OR t.node_id < ?)";
        return ask(sql -> sql.read(
                "SELECT " + Entry.COLUMNS + ", t.trashed_at FROM trash t"
                        + " JOIN node n ON n.namespace_id = t.namespace_id AND n.id = t.node_id"
                        + " WHERE t.namespace_id = ?" + condition + AT_HOME
                        + " ORDER BY t.trashed_at DESC, t.node_id DESC LIMIT ?",
                to -> {
                    to.add(namespace.value());
                    if (after != null) {
                        long moment = Times.toMicros(after.at);
                        to.add(moment).add(moment).add(after.id.value());
                    }
                    to.add(limit);
                },
                row -> new Trashed(Entry.read(row), Times.ofMicros(row.getLong("trashed_at")))));
    }

    private <T> List<T> ask(Function<Sql, List<T>> question) {
        try (var connection = database.getConnection()) {
            return question.apply(new Sql(connection));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// A node in the trash, and when it went there.
    public record Trashed(Entry entry, Instant at) {}

    /// Where a page of the trash ended.
    record TrashMark(Instant at, NodeId id) {}
}
