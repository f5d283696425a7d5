package dev.cairn.bench.client;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackUrl;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is asked and answered over the protocol and has no type in `core`. Members that nobody here
/// needs are left out. Public because JSON-B looks at nothing else.
public final class Said {

    private Said() {}

    public record SignUp(String email, String name, String password) {}

    public record SignIn(String email, String password, String deviceName, String platform) {}

    public record Refresh(String refreshToken) {}

    public record Session(String accessToken, int expiresIn, String refreshToken, NodeId rootFolderId) {}

    public record NewUpload(NamespaceId namespaceId, long expectedBytes) {}

    public record Opened(UploadId uploadId, int packSize, int maxPackSize) {}

    public record Prepare(NamespaceId namespaceId, long expectedBytes, List<Chunk> chunks, List<PackOffer> packs) {}

    public record Prepared(UploadId uploadId, List<Integer> missing, List<PackUrl> packs) {}

    public record Missing(List<Integer> missing) {}

    public record Packs(List<PackOffer> packs) {}

    public record UploadStatus(List<PackStatus> packs, long receivedBytes) {}

    public record PackStatus(int pack, ChunkStatus chunkStatus, int size) {}

    public record Wanted(List<FileWanted> files) {}

    public record FileWanted(
            NodeId fileId,
            @Nullable VersionId versionId,
            @Nullable VersionId base,
            int from,
            int count) {}

    public record Extents(List<Extent> extents, List<Integer> missing) {}

    public record Extent(URI url, Map<String, String> headers, List<FetchedChunk> chunks) {}

    public record FetchedChunk(
            int file, int index, int offset, int storedSize, int size, Encoding encoding, Fingerprint fingerprint) {}

    public record Latest(String cursor) {}

    public record Listed(@Nullable String nextCursor) {}

    public record Download(URI url, Map<String, String> headers, long fileSize) {}
}
