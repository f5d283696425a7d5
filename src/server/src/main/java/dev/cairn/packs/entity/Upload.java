package dev.cairn.packs.entity;

import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.UserId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.sync.VisitorId;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A session that brings new chunks into packs.
@Entity
@Table(name = "upload")
@IdClass(Upload.Key.class)
@NamedQuery(
        name = Upload.EXPIRED,
        query = "select u from Upload u where u.state = 1 and u.expiresAt < :now order by u.expiresAt")
public class Upload {

    public static final String EXPIRED = "Upload.expired";

    private static final int OPEN = 1;
    private static final int COMPLETED = 2;
    private static final int ENDED = 3;

    /// JPA wants a class for a key of two columns.
    public record Key(int namespaceId, long id) implements Serializable {
        public Key(UploadId upload) {
            this(upload.namespace().value(), upload.value());
        }
    }

    /// How an upload of one file brings its bytes.
    public enum Type {
        /// One pack that is the whole file.
        SIMPLE(1),
        /// Many packs and a manifest.
        RESUMABLE(2);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        static Type ofNumber(int number) {
            return number == SIMPLE.number ? SIMPLE : RESUMABLE;
        }
    }

    /// The one file that an upload is for.
    ///
    /// @param file reserved for a new file, or the file that gets a new version
    /// @param base the version that was the newest when the upload began; null for a new file
    public record Target(
            Type type,
            NodeId parent,
            String name,
            NodeId file,
            @Nullable VersionId base,
            long size,
            Instant modifiedTime,
            @Nullable String fileType) {}

    @Id
    @Column(name = "namespace_id")
    private int namespaceId;

    @Id
    private long id;

    @Column(name = "user_id", updatable = false)
    private int userId;

    @Column(name = "device_id", updatable = false)
    private int deviceId;

    @Column(updatable = false)
    private @Nullable Long visitor;

    private int state;

    @Column(name = "expected_bytes", updatable = false)
    private long expectedBytes;

    @Column(name = "created_at", updatable = false)
    private long createdAt;

    @Column(name = "expires_at")
    private long expiresAt;

    private @Nullable Integer type;

    @Column(name = "parent_id")
    private @Nullable Long parentId;

    private @Nullable String name;

    @Column(name = "file_id")
    private @Nullable Long fileId;

    @Column(name = "base_version")
    private @Nullable Integer baseVersion;

    @Column(name = "file_size")
    private @Nullable Long fileSize;

    @Column(name = "modified_time")
    private @Nullable Long modifiedTime;

    @Column(name = "file_type")
    private @Nullable String fileType;

    private @Nullable Integer version;

    /// For JPA only.
    protected Upload() {}

    /// An upload of any number of files.
    public Upload(UploadId id, UserId user, DeviceId device, long expectedBytes, Instant now, Duration life) {
        this.namespaceId = id.namespace().value();
        this.id = id.value();
        this.userId = user.value();
        this.deviceId = device.value();
        this.state = OPEN;
        this.expectedBytes = expectedBytes;
        this.createdAt = Times.toMicros(now);
        prolong(now, life);
    }

    /// Makes this the upload of somebody who visits a link of the user's.
    public Upload broughtBy(VisitorId somebody) {
        visitor = somebody.value();
        return this;
    }

    /// Makes this the upload of one file.
    public Upload aimedAt(Target target) {
        type = target.type.number;
        parentId = target.parent.value();
        name = target.name;
        fileId = target.file.value();
        baseVersion = target.base == null ? null : target.base.number();
        fileSize = target.size;
        modifiedTime = FileTimes.toNanos(target.modifiedTime);
        fileType = target.fileType;
        return this;
    }

    public UploadId id() {
        return new UploadId(new NamespaceId(namespaceId), id);
    }

    /// @param somebody who brings it in the user's place; null for the user
    public boolean belongsTo(UserId user, @Nullable VisitorId somebody) {
        return userId == user.value() && Objects.equals(visitor, somebody == null ? null : somebody.value());
    }

    public boolean isOpen(Instant now) {
        return state == OPEN && Times.toMicros(now) < expiresAt;
    }

    /// The version that its file became; empty as long as it is not completed.
    public Optional<VersionId> completed() {
        return state == COMPLETED && version != null && fileId != null
                ? Optional.of(new VersionId(new NodeId(fileId), version))
                : Optional.empty();
    }

    public Instant expiresAt() {
        return Times.ofMicros(expiresAt);
    }

    /// A pack was asked for: the upload lives on.
    public final void prolong(Instant now, Duration life) {
        expiresAt = Times.toMicros(now.plus(life));
    }

    /// Its file is in the tree.
    public void complete(VersionId made) {
        state = COMPLETED;
        version = made.number();
    }

    /// It was given up, or ran out.
    public void end() {
        state = ENDED;
    }

    /// The file of an upload of one file; empty for an upload of any number.
    public Optional<Target> target() {
        if (type == null) {
            return Optional.empty();
        }
        var file = new NodeId(Objects.requireNonNull(fileId));
        return Optional.of(new Target(
                Type.ofNumber(type),
                new NodeId(Objects.requireNonNull(parentId)),
                Objects.requireNonNull(name),
                file,
                baseVersion == null ? null : new VersionId(file, baseVersion),
                Objects.requireNonNull(fileSize),
                FileTimes.ofNanos(Objects.requireNonNull(modifiedTime)),
                fileType));
    }
}
