package dev.cairn.simulator;

import dev.cairn.client.remote.KnownVersion;
import dev.cairn.client.remote.Remote;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.Changes;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackUrl;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Passes everything on, remembers what was said of contents, and can have the server forget the
/// versions from which a difference is told.
final class ListeningRemote implements Remote {

    private final Remote remote;
    private final List<Operation.Put> puts = new ArrayList<>();
    private final List<Integer> packs = new ArrayList<>();
    private final List<FetchedChunk> fetched = new ArrayList<>();
    private int wholeManifests;
    private int differences;
    private boolean forgetsBases;

    ListeningRemote(Remote remote) {
        this.remote = remote;
    }

    /// From now on no version is known from which a difference could be told.
    void forgetBases() {
        forgetsBases = true;
    }

    /// Forgets what was said.
    void clear() {
        puts.clear();
        packs.clear();
        fetched.clear();
        wholeManifests = 0;
        differences = 0;
    }

    List<Operation.Put> puts() {
        return puts;
    }

    int bytesSent() {
        return packs.stream().mapToInt(Integer::intValue).sum();
    }

    List<FetchedChunk> fetched() {
        return fetched;
    }

    int wholeManifests() {
        return wholeManifests;
    }

    int differences() {
        return differences;
    }

    @Override
    public Changes changes(@Nullable String cursor) throws IOException {
        return remote.changes(cursor);
    }

    @Override
    public CommitResult commit(CommitRequest request, String key) throws IOException {
        var said = request.ops().stream()
                .filter(Operation.Put.class::isInstance)
                .map(Operation.Put.class::cast)
                .toList();
        puts.addAll(said);
        if (forgetsBases
                && said.stream().anyMatch(put -> put.manifest().needed().isPresent())) {
            var problem = new OperationResult.Problem(
                    ProblemType.NOT_FOUND.uri().toString(), "Not found", 404, "The base version is not kept.");
            return new CommitResult(
                    1,
                    request.ops().stream()
                            .<OperationResult>map(_ -> new OperationResult.Rejected(problem))
                            .toList(),
                    null);
        }
        return remote.commit(request, key);
    }

    @Override
    public void move(NodeId node, NodeId folder, boolean isFolder, NodeId to, FileName name) throws IOException {
        remote.move(node, folder, isFolder, to, name);
    }

    @Override
    public UploadId openUpload(NamespaceId namespace, long expectedBytes) throws IOException {
        return remote.openUpload(namespace, expectedBytes);
    }

    @Override
    public int nextPack(UploadId upload) throws IOException {
        return remote.nextPack(upload);
    }

    @Override
    public List<Integer> missing(UploadId upload, List<Chunk> chunks) throws IOException {
        return remote.missing(upload, chunks);
    }

    @Override
    public PackUrl sign(UploadId upload, PackOffer offer) throws IOException {
        return remote.sign(upload, offer);
    }

    @Override
    public Prepared prepare(NamespaceId namespace, List<Chunk> chunks, PackOffer offer) throws IOException {
        return remote.prepare(namespace, chunks, offer);
    }

    @Override
    public void put(PackUrl url, byte[] pack, int length) throws IOException {
        packs.add(length);
        remote.put(url, pack, length);
    }

    @Override
    public Extents extents(List<Wanted> files) throws IOException {
        return remote.extents(files);
    }

    @Override
    public InputStream get(Extent extent) throws IOException {
        fetched.addAll(extent.chunks());
        return remote.get(extent);
    }

    @Override
    public Manifest manifest(NodeId folder, VersionId version, Optional<KnownVersion> base) throws IOException {
        if (base.isEmpty()) {
            wholeManifests++;
        } else if (forgetsBases) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The base version is not kept.");
        } else {
            differences++;
        }
        return remote.manifest(folder, version, base);
    }
}
