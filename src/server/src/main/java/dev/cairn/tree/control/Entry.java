package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.entity.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A folder or file as lists show it: all of its row but the manifest. A mount of a file shows the
/// content of the file that hangs there.
///
/// @param parent null for a top folder
/// @param modified the file system's time of change; of a folder when it was made
/// @param committed when the newest content came
/// @param versionId null for folders, as `fingerprint`
/// @param fileType media type, if a client gave one
/// @param target of a mount, the namespace that hangs here; else null
/// @param movedTo of a tombstone, the namespace that the node went to; else null
public record Entry(
        NamespaceId namespace,
        NodeId id,
        @Nullable NodeId parent,
        String name,
        NodeKind kind,
        boolean live,
        long seq,
        int rev,
        Instant created,
        long size,
        Instant modified,
        Instant committed,
        boolean executable,
        @Nullable String fileType,
        @Nullable VersionId versionId,
        @Nullable Fingerprint fingerprint,
        @Nullable NamespaceId target,
        @Nullable NamespaceId movedTo) {

    /// The columns that [#read] reads, of a table named `n`.
    static final String COLUMNS =
            "n.namespace_id, n.id, n.parent_id, n.name, n.kind, n.live, n.seq, n.rev, n.created_at,"
                    + " n.size, n.modified_time, n.committed_at, n.executable, n.file_type, n.version,"
                    + " n.fingerprint, n.target_id, n.moved_to_id";

    static Entry read(ResultSet row) throws SQLException {
        var id = new NodeId(row.getLong(2));
        long parent = row.getLong(3);
        boolean hasParent = !row.wasNull();
        boolean live = row.getInt(6) == 1;
        int version = row.getInt(15);
        var fingerprint = row.getBytes(16);
        return new Entry(
                new NamespaceId(row.getInt(1)),
                id,
                hasParent ? new NodeId(parent) : null,
                row.getString(4),
                NodeKind.ofNumber(row.getInt(5)),
                live,
                row.getLong(7),
                row.getInt(8),
                Times.ofMicros(row.getLong(9)),
                row.getLong(10),
                FileTimes.ofNanos(row.getLong(11)),
                Times.ofMicros(row.getLong(12)),
                row.getInt(13) != 0,
                row.getString(14),
                version == 0 ? null : new VersionId(id, version),
                fingerprint == null ? null : Fingerprint.ofBytes(fingerprint),
                namespace(row, 17),
                namespace(row, 18));
    }

    private static @Nullable NamespaceId namespace(ResultSet row, int column) throws SQLException {
        int id = row.getInt(column);
        return row.wasNull() ? null : new NamespaceId(id);
    }

    /// Whether another namespace hangs here.
    public boolean isMount() {
        return target != null;
    }

    /// Whether a file of another namespace hangs here, whose content it shows. What hung where nothing is any
    /// more is nobody's to see from here.
    boolean showsAnother() {
        return live && isMount() && isFile();
    }

    /// The node that holds what is in this one: of a mount, the top of what hangs there.
    public NodeId inside() {
        return target == null ? id : NodeId.rootOf(target);
    }

    /// The namespace that what is in it is in: of a mount, the one that hangs there.
    public NamespaceId home() {
        return target == null ? namespace : target;
    }

    /// The same place, with the content of another file.
    Entry showing(Entry file) {
        return new Entry(
                namespace,
                id,
                parent,
                name,
                kind,
                live,
                seq,
                rev,
                created,
                file.size,
                file.modified,
                file.committed,
                file.executable,
                file.fileType,
                file.versionId,
                file.fingerprint,
                target,
                movedTo);
    }

    public boolean isFile() {
        return kind == NodeKind.FILE;
    }
}
