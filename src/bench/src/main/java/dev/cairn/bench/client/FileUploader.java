package dev.cairn.bench.client;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.ManifestDiff;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Uploads one file in one pass: one thread reads and cuts, one makes fingerprints, one fills packs,
/// and as many as there are slots send packs, all at the same time.
///
/// The bytes pass through memory in a few windows; packs are sent from the file itself. A file that
/// changes meanwhile is not committed: either the store refuses a pack that is not what was
/// announced, or the file's size or time give it away.
public final class FileUploader {

    private final Account account;
    private final NodeId folder;
    private Optional<UploadId> resumed = Optional.empty();
    private Consumer<UploadId> opened = _ -> {};

    public FileUploader(Account account, NodeId folder) {
        this.account = account;
        this.folder = folder;
    }

    /// Goes on with an upload that was broken off.
    ///
    /// @param upload empty to begin a new one
    /// @param listener is told the upload as soon as there is one
    public FileUploader resuming(Optional<UploadId> upload, Consumer<UploadId> listener) {
        resumed = upload;
        opened = listener;
        return this;
    }

    /// Uploads a new file.
    public Stored upload(Path source, String name) throws IOException, InterruptedException {
        return upload(source, name, Optional.empty());
    }

    /// Uploads the next version of a file. What it has in common with the base is not even asked
    /// for.
    public Stored upload(Path source, String name, Stored base) throws IOException, InterruptedException {
        return upload(source, name, Optional.of(base));
    }

    private Stored upload(Path source, String name, Optional<Stored> base) throws IOException, InterruptedException {
        long size = Files.size(source);
        var modified = Files.getLastModifiedTime(source);
        var sizes = base.map(stored -> stored.manifest.sizes().forNextVersion(size))
                .orElseGet(() -> ChunkSizes.forFile(size));
        var plan = UploadPlan.fast(size).resuming(resumed).telling(opened);
        try (var file = FileChannel.open(source, StandardOpenOption.READ);
                var courier = new Courier(account, file, plan)) {
            var pass = new UploadPass(new FileCutter(file, size, sizes), courier, plan, known(base));
            var manifest = new Manifest(sizes, pass.run());
            requireUnchanged(source, size, modified);
            var put = put(name, modified, manifest, base);
            var uploads = courier.upload().map(List::of).orElse(List.of());
            var done = account.commitAll(uploads, List.of(put)).getFirst();
            return new Stored(folder, done.nodeId(), version(done.versionId()), manifest, courier.sent());
        }
    }

    private static Set<Chunk> known(Optional<Stored> base) {
        return base.map(stored -> new HashSet<>(stored.manifest.chunks())).orElseGet(HashSet::new);
    }

    private static void requireUnchanged(Path source, long size, FileTime modified) throws IOException {
        if (Files.size(source) != size || !Files.getLastModifiedTime(source).equals(modified)) {
            throw new IOException("The file has changed while it was read");
        }
    }

    private Operation put(String name, FileTime modified, Manifest manifest, Optional<Stored> base) {
        var form = base.map(stored -> manifestAsDifference(stored, manifest)).orElse(PutManifest.whole(manifest));
        return new Operation.Put(
                NodeRef.to(folder),
                new FileName(name),
                base.map(Stored::file).orElse(null),
                base.map(Stored::version).orElse(null),
                manifest.size(),
                modified.toInstant(),
                null,
                false,
                manifest.fingerprint(),
                null,
                form,
                true);
    }

    private static PutManifest manifestAsDifference(Stored base, Manifest manifest) {
        return base.manifest.sizes().equals(manifest.sizes())
                ? PutManifest.difference(base.version, ManifestDiff.between(base.manifest, manifest))
                : PutManifest.whole(manifest);
    }

    private static VersionId version(@Nullable VersionId id) throws IOException {
        if (id == null) {
            throw new IOException("A commit of a file names no version");
        }
        return id;
    }

    /// A version in the tree.
    ///
    /// @param sent bytes of the packs that were sent for it
    public record Stored(NodeId folder, NodeId file, VersionId version, Manifest manifest, long sent) {}
}
