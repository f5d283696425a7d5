package dev.cairn.client.remote;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
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
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls of `src/docs/protocol.md` that a device makes.
///
/// Each may throw [IOException]: the server was not reached, or its answer was not. What was asked
/// may have happened all the same. And [dev.cairn.core.problem.ProblemException]: the server's own
/// "no". For any number of threads.
public interface Remote {

    /// The next page of changes.
    ///
    /// @param cursor null to read everything from the beginning
    Changes changes(@Nullable String cursor) throws IOException;

    /// @param key the same for the same commit, however often it is sent
    CommitResult commit(CommitRequest request, String key) throws IOException;

    /// Moves a node into a folder of another namespace. Doing so twice is no error.
    ///
    /// @param folder that it is in
    /// @param to the folder that it goes into
    void move(NodeId node, NodeId folder, boolean isFolder, NodeId to, FileName name) throws IOException;

    UploadId openUpload(NamespaceId namespace, long expectedBytes) throws IOException;

    /// How far an upload has come; the server looks for arrived packs first.
    ///
    /// @return the lowest number that no pack of it has
    int nextPack(UploadId upload) throws IOException;

    /// Which chunks must be sent, as indexes; at most 20,000 at once.
    List<Integer> missing(UploadId upload, List<Chunk> chunks) throws IOException;

    /// Where a pack is to be sent.
    PackUrl sign(UploadId upload, PackOffer offer) throws IOException;

    /// Upload, missing chunks and the places of packs in one call.
    Prepared prepare(NamespaceId namespace, List<Chunk> chunks, PackOffer offer) throws IOException;

    /// Sends a pack. Sending one that is there already is no error.
    void put(PackUrl url, byte[] pack, int length) throws IOException;

    /// Where to fetch chunks of files; at most 1,000 files at once.
    Extents extents(List<Wanted> files) throws IOException;

    /// The bytes of an extent, from its beginning.
    InputStream get(Extent extent) throws IOException;

    /// All chunks of a version.
    ///
    /// @param base another version of the same file: only what differs from it is sent
    /// @throws dev.cairn.core.problem.ProblemException `NOT_FOUND` also if the server has not kept
    ///     the base
    Manifest manifest(NodeId folder, VersionId version, Optional<KnownVersion> base) throws IOException;

    /// @param missing indexes of the chunks that must be sent
    record Prepared(UploadId uploadId, List<Integer> missing, List<PackUrl> packs) {}

    /// @param have chunks that need not be fetched
    /// @param from index of the first chunk wanted
    /// @param count how many chunks are wanted from there; null for all
    record Wanted(
            NodeId fileId,
            VersionId versionId,
            @Nullable List<Fingerprint> have,
            int from,
            @Nullable Integer count) {}

    /// @param missing indexes of files that are not there
    record Extents(List<Extent> extents, List<Integer> missing) {}

    record Extent(URI url, Map<String, String> headers, Instant expiresAt, List<FetchedChunk> chunks) {}

    /// @param file index of the file in the question
    /// @param index of the chunk in its version
    /// @param offset bytes from the extent's start
    record FetchedChunk(
            int file, int index, int offset, int storedSize, int size, Encoding encoding, Fingerprint fingerprint) {
        public Chunk chunk() {
            return new Chunk(fingerprint, size);
        }
    }
}
