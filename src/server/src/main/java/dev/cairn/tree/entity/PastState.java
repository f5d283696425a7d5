package dev.cairn.tree.entity;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A state of a node that is no more. Commits write the rows, in SQL; here they are read.
@Entity
@Table(name = "history")
@IdClass(PastState.Key.class)
@NamedQuery(
        name = PastState.VERSIONS,
        query = "select h from PastState h where h.namespaceId = :namespace and h.nodeId = :node and h.content = 1"
                + " and h.version < :before order by h.version desc")
@NamedQuery(
        name = PastState.VERSION,
        query = "select h from PastState h where h.namespaceId = :namespace and h.nodeId = :node and h.content = 1"
                + " and h.version = :version")
public class PastState {

    /// The older versions of a file, the newest first.
    public static final String VERSIONS = "PastState.versions";

    /// One older version of a file.
    public static final String VERSION = "PastState.version";

    /// JPA wants a class for a key of three columns.
    public record Key(int namespaceId, long nodeId, int rev) implements Serializable {}

    @Id
    @Column(name = "namespace_id")
    private int namespaceId;

    @Id
    @Column(name = "node_id")
    private long nodeId;

    @Id
    private int rev;

    private int content;
    private int conflict;
    private String name;
    private int version;
    private long size;

    @Column(name = "modified_time")
    private long modifiedTime;

    @Column(name = "committed_at")
    private long committedAt;

    @Column(name = "committed_by")
    private int committedBy;

    @Column(name = "file_type")
    private @Nullable String fileType;

    private byte @Nullable [] fingerprint;
    private byte @Nullable [] manifest;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected PastState() {}

    public VersionId versionId() {
        return new VersionId(new NodeId(nodeId), version);
    }

    /// Whether it was replaced by one who had not seen it.
    public boolean isConflict() {
        return conflict != 0;
    }

    /// Bytes of the content.
    public long size() {
        return size;
    }

    public Instant modifiedTime() {
        return FileTimes.ofNanos(modifiedTime);
    }

    /// When the content came.
    public Instant committedAt() {
        return Times.ofMicros(committedAt);
    }

    public DeviceId committedBy() {
        return new DeviceId(committedBy);
    }

    public Optional<String> fileType() {
        return Optional.ofNullable(fileType);
    }

    public Fingerprint fingerprint() {
        if (fingerprint == null) {
            throw new IllegalStateException("A folder's past has no content");
        }
        return Fingerprint.ofBytes(fingerprint);
    }

    /// The manifest of a file with few chunks; a longer one is kept by the fingerprint.
    public Optional<Manifest> shortManifest() {
        return Optional.ofNullable(manifest).map(ManifestColumn::read);
    }
}
