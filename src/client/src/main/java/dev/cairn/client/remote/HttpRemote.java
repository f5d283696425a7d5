package dev.cairn.client.remote;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.ManifestForm;
import dev.cairn.core.sync.Changes;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server by its HTTP API.
public final class HttpRemote implements Remote {

    private static final int PAGE = 1000;
    private static final int PRECONDITION_FAILED = 412;

    private final Http http;
    private final Session session;

    public HttpRemote(Http http, Session session) {
        this.http = http;
        this.session = session;
    }

    @Override
    public Changes changes(@Nullable String cursor) throws IOException {
        return session.call("POST", "/changes", new ReadFrom(cursor, PAGE), Changes.class);
    }

    @Override
    public CommitResult commit(CommitRequest request, String key) throws IOException {
        return session.call("POST", "/commit", request, CommitResult.class, "Idempotency-Key", key);
    }

    @Override
    public void move(NodeId node, NodeId folder, boolean isFolder, NodeId to, FileName name) throws IOException {
        var path = isFolder ? "/folders/" + node : "/folders/" + folder + "/files/" + node;
        session.call("PATCH", path, new MoveTo(to, name), byte[].class);
    }

    @Override
    public UploadId openUpload(NamespaceId namespace, long expectedBytes) throws IOException {
        return session.call("POST", "/uploads", new NewUpload(namespace, expectedBytes), Opened.class).uploadId;
    }

    @Override
    public int nextPack(UploadId upload) throws IOException {
        var status = session.call("GET", "/uploads/" + upload, null, UploadStatus.class);
        return status.packs.stream().mapToInt(PackStatus::pack).max().orElse(-1) + 1;
    }

    @Override
    public List<Integer> missing(UploadId upload, List<Chunk> chunks) throws IOException {
        var question = ByteBuffer.allocate(chunks.size() * (Fingerprint.BYTES + Integer.BYTES));
        for (var chunk : chunks) {
            chunk.fingerprint().write(question);
            question.putInt(chunk.length());
        }
        return session.call("POST", "/uploads/" + upload + "/missing", question.array(), Missing.class).missing;
    }

    @Override
    public PackUrl sign(UploadId upload, PackOffer offer) throws IOException {
        return session.call("POST", "/uploads/" + upload + "/packs", new Packs(List.of(offer)), PackUrl[].class)[0];
    }

    @Override
    public Prepared prepare(NamespaceId namespace, List<Chunk> chunks, PackOffer offer) throws IOException {
        var body = new Prepare(namespace, offer.size(), chunks, List.of(offer));
        return session.call("POST", "/uploads/prepare", body, Prepared.class);
    }

    @Override
    public void put(PackUrl url, byte[] pack, int length) throws IOException {
        int status = http.put(
                Objects.requireNonNull(url.url(), "A pack to be sent has a URL"),
                Objects.requireNonNull(url.headers(), "A pack to be sent has headers"),
                pack,
                length);
        // refused because it is there already: an earlier try has arrived
        if (status >= 300 && status != PRECONDITION_FAILED) {
            throw new IOException("The store answered with status " + status);
        }
    }

    @Override
    public Extents extents(List<Wanted> files) throws IOException {
        return session.call("POST", "/extents", new Question(files), Extents.class);
    }

    @Override
    public InputStream get(Extent extent) throws IOException {
        return http.get(extent.url(), extent.headers());
    }

    @Override
    public Manifest manifest(NodeId folder, VersionId version, Optional<KnownVersion> base) throws IOException {
        var path = "/folders/" + folder + "/files/" + version.node() + "/manifest?versionId=" + version;
        try {
            if (base.isEmpty()) {
                return ManifestForm.read(session.call("GET", path, null, byte[].class));
            }
            var splices = session.call("GET", path + "&base=" + base.get().id(), null, byte[].class);
            return ManifestForm.readSplices(splices, base.get().manifest());
        } catch (IllegalArgumentException e) {
            throw new IOException("The server's manifest cannot be read: " + e.getMessage(), e);
        }
    }

    public record ReadFrom(@Nullable String cursor, int limit) {}

    public record MoveTo(NodeId parentId, FileName name) {}

    public record NewUpload(NamespaceId namespaceId, long expectedBytes) {}

    public record Opened(UploadId uploadId) {}

    public record UploadStatus(List<PackStatus> packs) {}

    public record PackStatus(int pack) {}

    public record Missing(List<Integer> missing) {}

    public record Packs(List<PackOffer> packs) {}

    public record Prepare(NamespaceId namespaceId, long expectedBytes, List<Chunk> chunks, List<PackOffer> packs) {}

    public record Question(List<Wanted> files) {}
}
