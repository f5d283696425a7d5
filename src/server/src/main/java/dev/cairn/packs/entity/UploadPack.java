package dev.cairn.packs.entity;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.platform.entity.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Lob;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A pack on its way into the store.
@Entity
@Table(name = "upload_pack")
@IdClass(UploadPack.Key.class)
@NamedQuery(
        name = UploadPack.OF_UPLOAD,
        query =
                "select p from UploadPack p where p.namespaceId = :namespace and p.uploadId = :upload order by p.number")
@NamedQuery(
        name = UploadPack.AWAITED,
        query = "select p from Upload u, UploadPack p where u.state = 1 and p.namespaceId = u.namespaceId"
                + " and p.uploadId = u.id and p.status = 1 and p.objectKey in :keys")
public class UploadPack {

    public static final String OF_UPLOAD = "UploadPack.ofUpload";

    /// Those of open uploads alone are looked through: few, where all that ever arrived are many.
    public static final String AWAITED = "UploadPack.awaited";

    /// JPA wants a class for a key of three columns.
    public record Key(int namespaceId, long uploadId, int number) implements Serializable {
        public Key(UploadId upload, int number) {
            this(upload.namespace().value(), upload.value(), number);
        }
    }

    @Id
    @Column(name = "namespace_id")
    private int namespaceId;

    @Id
    @Column(name = "upload_id")
    private long uploadId;

    @Id
    private int number;

    @Column(name = "object_key")
    private String objectKey;

    private int size;

    private byte[] checksum;

    @Lob
    private byte[] directory;

    private int status;

    private boolean inspected;

    @Column(name = "pack_id")
    private @Nullable Integer packId;

    @Column(name = "signed_until")
    private long signedUntil;

    /// For JPA only.
    @SuppressWarnings("NullAway.Init")
    protected UploadPack() {}

    public UploadPack(UploadId upload, int number, String objectKey, int size, Fingerprint checksum, byte[] directory) {
        this.namespaceId = upload.namespace().value();
        this.uploadId = upload.value();
        this.number = number;
        expect(objectKey, size, checksum, directory);
    }

    /// Other bytes will come than was said, under another key: whoever has the old URL can only
    /// store what it was made for.
    public final void expect(String newKey, int newSize, Fingerprint newChecksum, byte[] newDirectory) {
        objectKey = newKey;
        size = newSize;
        checksum = newChecksum.toBytes();
        directory = newDirectory.clone();
        status = ChunkStatus.NOT_UPLOADED.number();
        inspected = false;
        signedUntil = 0;
    }

    /// A URL was given out that is good until then.
    public void signed(Instant until) {
        signedUntil = Math.max(signedUntil, Times.toMicros(until));
    }

    /// What the store was seen to hold.
    public void arrived(ChunkStatus newStatus) {
        status = newStatus.number();
    }

    /// It was read, and its chunks are what they were said to be.
    public void inspected() {
        inspected = true;
    }

    /// Whether it was read, and its chunks are what they were said to be.
    public boolean isInspected() {
        return inspected;
    }

    /// The server has cut the file that the pack is.
    public void list(byte[] newDirectory) {
        directory = newDirectory.clone();
    }

    public UploadId upload() {
        return new UploadId(new NamespaceId(namespaceId), uploadId);
    }

    public int number() {
        return number;
    }

    public String objectKey() {
        return objectKey;
    }

    public int size() {
        return size;
    }

    public Fingerprint checksum() {
        return Fingerprint.ofBytes(checksum);
    }

    public byte[] directory() {
        return directory.clone();
    }

    public ChunkStatus status() {
        return ChunkStatus.ofNumber(status);
    }

    public Instant signedUntil() {
        return Times.ofMicros(signedUntil);
    }

    /// Whether a commit has made it a pack that files are made of.
    public boolean isAdopted() {
        return packId != null;
    }
}
