package dev.cairn.tree.entity;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.VersionId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The newest state of a folder or file. Commits write the rows, in SQL; here they are read.
@Entity
@Table(name = "node")
@IdClass(Node.Key.class)
public class Node {

    /// JPA wants a class for a key of two columns.
    public record Key(int namespaceId, long id) implements Serializable {
        public Key(NamespaceId namespace, NodeId node) {
            this(namespace.value(), node.value());
        }
    }

    @Id
    @Column(name = "namespace_id")
    private int namespaceId;

    @Id
    private long id;

    @Column(name = "parent_id")
    private @Nullable Long parentId;

    private String name;

    @Column(name = "name_key")
    private byte[] nameKey;

    private int kind;
    private @Nullable Integer live;
    private long seq;
    private int rev;

    @Column(name = "created_at")
    private long createdAt;

    private int version;
    private long size;

    @Column(name = "modified_time")
    private long modifiedTime;

    @Column(name = "committed_at")
    private long committedAt;

    @Column(name = "committed_by")
    private int committedBy;

    private int executable;

    @Column(name = "file_type")
    private @Nullable String fileType;

    private byte @Nullable [] fingerprint;
    private byte @Nullable [] sha256;

    @Basic(fetch = FetchType.LAZY)
    private byte @Nullable [] manifest;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected Node() {}

    /// The top folder of a new namespace.
    public Node(NamespaceId namespace, Instant now) {
        this.namespaceId = namespace.value();
        this.id = NodeId.rootOf(namespace).value();
        this.name = "";
        this.nameKey = new byte[0];
        this.kind = NodeKind.FOLDER.number();
        this.live = 1;
        this.seq = 1;
        this.rev = 1;
        this.createdAt = Times.toMicros(now);
        this.modifiedTime = FileTimes.toNanos(now);
        this.committedAt = createdAt;
    }

    public NamespaceId namespace() {
        return new NamespaceId(namespaceId);
    }

    public NodeId id() {
        return new NodeId(id);
    }

    /// The folder that it is in; empty for a top folder.
    public Optional<NodeId> parent() {
        return Optional.ofNullable(parentId).map(NodeId::new);
    }

    /// Empty for a top folder.
    public String name() {
        return name;
    }

    /// What makes names equal.
    public String nameKey() {
        return new String(nameKey, StandardCharsets.UTF_8);
    }

    public NodeKind kind() {
        return NodeKind.ofNumber(kind);
    }

    public boolean isFile() {
        return kind == NodeKind.FILE.number();
    }

    /// Not in the trash itself; a folder above it may be.
    public boolean isLive() {
        return live != null;
    }

    public long seq() {
        return seq;
    }

    public int rev() {
        return rev;
    }

    public Instant createdAt() {
        return Times.ofMicros(createdAt);
    }

    /// The newest version of a file.
    public VersionId versionId() {
        return new VersionId(id(), version);
    }

    /// Bytes of a file; 0 for folders.
    public long size() {
        return size;
    }

    /// The file system's time of change; of a folder when it was made.
    public Instant modifiedTime() {
        return FileTimes.ofNanos(modifiedTime);
    }

    /// When the newest content came.
    public Instant committedAt() {
        return Times.ofMicros(committedAt);
    }

    public DeviceId committedBy() {
        return new DeviceId(committedBy);
    }

    public boolean isExecutable() {
        return executable != 0;
    }

    public Optional<String> fileType() {
        return Optional.ofNullable(fileType);
    }

    /// The fingerprint of a file's newest version; empty for folders.
    public Optional<Fingerprint> fingerprint() {
        return Optional.ofNullable(fingerprint).map(Fingerprint::ofBytes);
    }

    /// SHA-256 of a file's plain bytes, where a client gave it.
    public Optional<Fingerprint> sha256() {
        return Optional.ofNullable(sha256).map(Fingerprint::ofBytes);
    }

    /// The manifest of a file with few chunks; a longer one is kept by the fingerprint.
    public Optional<Manifest> shortManifest() {
        return Optional.ofNullable(manifest).map(ManifestColumn::read);
    }
}
