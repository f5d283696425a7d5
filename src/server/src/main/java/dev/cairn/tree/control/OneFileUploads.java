package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.core.transfer.PackedChunk;
import dev.cairn.packs.control.Arrivals;
import dev.cairn.packs.control.PackDirectory;
import dev.cairn.packs.control.PackStore;
import dev.cairn.packs.control.Uploads;
import dev.cairn.packs.entity.Upload;
import dev.cairn.packs.entity.UploadPack;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Uploads of one file with a name and a folder: what a script needs.
@OneObject
public class OneFileUploads {

    /// Largest file of a [Upload.Type#SIMPLE] upload: 16 MiB.
    public static final int MOST_SIMPLE = 16 * 1024 * 1024;

    private final FolderBrowser browser;
    private final Entries entries;
    private final ReservedIds ids;
    private final Uploads uploads;
    private final Arrivals arrivals;
    private final PackStore store;
    private final Versions versions;
    private final Committer committer;

    @Inject
    OneFileUploads(
            FolderBrowser browser,
            Entries entries,
            ReservedIds ids,
            Uploads uploads,
            Arrivals arrivals,
            PackStore store,
            Versions versions,
            Committer committer) {
        this.browser = browser;
        this.entries = entries;
        this.ids = ids;
        this.uploads = uploads;
        this.arrivals = arrivals;
        this.store = store;
        this.versions = versions;
        this.committer = committer;
    }

    /// What a file will be.
    ///
    /// @param size in bytes, 0 or more
    /// @param file the file that gets a new version; null for the one of this name in the folder, or
    ///     a new one
    /// @param base the version that the new one was made from; null for the newest
    public record Plan(
            NodeId folder,
            FileName name,
            long size,
            Instant modified,
            @Nullable String fileType,
            @Nullable NodeId file,
            @Nullable VersionId base) {}

    /// Begins an upload in one PUT.
    ///
    /// @param checksum SHA-256 of the content
    /// @throws ProblemException `NOT_FOUND`, `FORBIDDEN`, `NAME_TAKEN` by a folder, `TOO_LARGE`
    public Simple openSimple(Caller caller, Plan plan, Fingerprint checksum) {
        if (plan.size > MOST_SIMPLE) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "A SIMPLE upload has at most " + MOST_SIMPLE + " bytes. Use uploadType=RESUMABLE.");
        }
        var upload = open(caller, plan, Upload.Type.SIMPLE);
        var request = uploads.signWhole(upload.id(), (int) plan.size, checksum);
        return new Simple(upload.id(), upload.target().orElseThrow().file(), request);
    }

    /// Begins an upload in many packs.
    ///
    /// @throws ProblemException as [#openSimple]
    public Resumable openResumable(Caller caller, Plan plan) {
        var upload = open(caller, plan, Upload.Type.RESUMABLE);
        return new Resumable(upload.id(), upload.target().orElseThrow().file(), upload.expiresAt());
    }

    /// Puts the uploaded file into its folder.
    ///
    /// Safe to repeat: it then answers what it answered first.
    ///
    /// @param manifest the file's chunks; may be null for a [Upload.Type#SIMPLE] upload, whose file
    ///     the server cuts itself
    /// @param fingerprint of the manifest, where the client wants it compared
    /// @throws ProblemException `MISSING_PACKS` with the numbers of those that are not in the store;
    ///     `MISSING_CHUNKS`; `UPLOAD_CLOSED`; `BAD_REQUEST`
    public Versions.Content complete(
            Caller caller, UploadId id, @Nullable PutManifest manifest, @Nullable Fingerprint fingerprint) {
        var upload = uploads.find(caller, id);
        var target = upload.target()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.BAD_REQUEST, "This upload is for many files: commit them with POST /commit."));
        if (upload.completed().isEmpty()) {
            uploads.requireOpen(caller, id);
            var content = content(caller, id, target, manifest);
            var put = put(target, content, fingerprint);
            var request = new CommitRequest(id.namespace(), List.of(id), List.of(put), null);
            var result = committer.commit(caller, request, Optional.empty(), Set.of(target.file()));
            var version = versionOf(result.results().getFirst());
            uploads.complete(id, version);
            return versions.find(caller, target.file(), version);
        }
        return versions.find(caller, target.file(), upload.completed().get());
    }

    private Upload open(Caller caller, Plan plan, Upload.Type type) {
        var folder = browser.findFolder(caller, plan.folder);
        var file = plan.file == null
                ? fileOfName(folder, plan.name)
                : Optional.of(browser.findFile(caller, plan.folder, plan.file).entry());
        var base = file.map(there -> Optional.ofNullable(plan.base)
                .orElseGet(() -> versions.find(caller, there.id(), null).versionId()));
        var hanging = file.filter(Entry::isMount);
        var target = new Upload.Target(
                type,
                hanging.map(Entry::inside).orElse(folder.entry().inside()),
                plan.name.value(),
                file.map(Entry::inside).orElseGet(() -> ids.next(folder.namespace())),
                base.orElse(null),
                plan.size,
                plan.modified,
                plan.fileType);
        return uploads.open(caller, hanging.map(Entry::home).orElse(folder.namespace()), target);
    }

    private Optional<Entry> fileOfName(FolderBrowser.Location folder, FileName name) {
        var found = entries.named(folder.namespace(), folder.entry().inside(), List.of(name)).stream()
                .findFirst();
        if (found.isPresent() && !found.get().isFile()) {
            throw new ProblemException(ProblemType.NAME_TAKEN, "There is already a folder “" + name + "” here.");
        }
        return found;
    }

    /// The file's chunks and, where the client gave it, the SHA-256 of its plain bytes.
    private Content content(Caller caller, UploadId id, Upload.Target target, @Nullable PutManifest manifest) {
        var packs = arrivals.settle(id);
        var missing = packs.stream()
                .filter(pack -> pack.status() != ChunkStatus.UPLOADED)
                .map(UploadPack::number)
                .toList();
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    ProblemType.MISSING_PACKS,
                    missing.size() + " packs are not in the store. Send them and complete the upload again.",
                    Map.of("missing", missing));
        }
        if (target.type() == Upload.Type.RESUMABLE) {
            if (manifest == null) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "A RESUMABLE upload is completed with a manifest.");
            }
            return new Content(manifest, null);
        }
        var pack = packs.getFirst();
        var chunks = manifest == null ? cut(caller, target, pack) : whole(manifest);
        uploads.list(id, asTheyAre(chunks.chunks()));
        return new Content(PutManifest.whole(chunks), pack.checksum());
    }

    private static Manifest whole(PutManifest manifest) {
        if (manifest.needed().isPresent()) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Send the whole manifest, or the fingerprint with it.");
        }
        return manifest.resolve(null);
    }

    /// Reads the file back from the store and cuts it: the one case in which its bytes pass through
    /// this server.
    private Manifest cut(Caller caller, Upload.Target target, UploadPack pack) {
        if (pack.size() == 0) {
            return Manifest.empty();
        }
        byte[] bytes;
        try (var stored = store.read(pack.objectKey(), new PackStore.ByteRange(0, pack.size()))) {
            bytes = stored.readNBytes(pack.size());
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "The store broke off while the file was read. Complete the upload again.");
        }
        if (!Fingerprint.of(bytes, 0, bytes.length).equals(pack.checksum())) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "The store gave other bytes than it was sent. Upload the file again.");
        }
        var sizes = target.base() == null
                ? ChunkSizes.forFile(bytes.length)
                : versions.manifest(versions.find(caller, target.file(), target.base()))
                        .sizes()
                        .forNextVersion(bytes.length);
        return Manifest.of(bytes, sizes);
    }

    private static PackDirectory asTheyAre(List<Chunk> chunks) {
        return new PackDirectory(chunks.stream()
                .map(chunk -> new PackedChunk(chunk.fingerprint(), chunk.length(), chunk.length(), Encoding.IDENTITY))
                .toList());
    }

    private static Operation.Put put(Upload.Target target, Content content, @Nullable Fingerprint fingerprint) {
        var claimed = fingerprint;
        if (claimed == null) {
            claimed = whole(content.manifest).fingerprint();
        }
        return new Operation.Put(
                NodeRef.to(target.parent()),
                new FileName(target.name()),
                target.file(),
                target.base(),
                target.size(),
                target.modifiedTime(),
                target.fileType(),
                false,
                claimed,
                content.sha256,
                content.manifest,
                false);
    }

    private static VersionId versionOf(OperationResult result) {
        if (result instanceof OperationResult.MissingChunks(var missing)) {
            throw new ProblemException(
                    ProblemType.MISSING_CHUNKS,
                    missing.size() + " chunks have not been uploaded. Send them and complete the upload again.",
                    Map.of("missing", missing));
        }
        return switch (Committer.require(result)) {
            case OperationResult.Done done -> Objects.requireNonNull(done.versionId());
            case OperationResult.Conflict conflict -> Objects.requireNonNull(conflict.versionId());
            case OperationResult.MissingChunks _ -> throw new IllegalStateException("A refusal was let through");
            case OperationResult.Rejected _ -> throw new IllegalStateException("A refusal was let through");
        };
    }

    private record Content(PutManifest manifest, @Nullable Fingerprint sha256) {}

    /// A file's upload in one PUT has begun.
    public record Simple(UploadId upload, NodeId file, PackStore.SignedRequest request) {}

    /// A file's upload in many packs has begun.
    public record Resumable(UploadId upload, NodeId file, Instant expiresAt) {}
}
