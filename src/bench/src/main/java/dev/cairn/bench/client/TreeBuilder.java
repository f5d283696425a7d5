package dev.cairn.bench.client;

import dev.cairn.bench.client.http.Body;
import dev.cairn.bench.client.http.Request;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Chunker;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackedChunk;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;

/// Fills folders with small files: a pack and a commit for each thousand, or for 32 MiB.
public final class TreeBuilder {

    private static final int OK = 200;
    private static final int PACK_SIZE = 32 * 1024 * 1024;

    private final Account account;
    private final SplittableRandom random;
    private int names;

    /// @param seed of the files' contents; two builders with the same one make the same files
    public TreeBuilder(Account account, long seed) {
        this.account = account;
        this.random = new SplittableRandom(seed);
    }

    /// Makes a folder in the top folder.
    public NodeId folder(String name) throws IOException {
        return account.commitAll(
                        List.of(),
                        List.of(new Operation.MakeFolder(NodeRef.to(account.root()), new FileName(name), true)))
                .getFirst()
                .nodeId();
    }

    /// Makes files of random bytes.
    ///
    /// @param size of each, in bytes
    /// @return the last of them
    public NodeId fill(NodeId folder, int count, int size) throws IOException {
        int most = Math.clamp(PACK_SIZE / size, 1, CommitRequest.MAX_OPERATIONS);
        NodeId last = folder;
        for (int made = 0; made < count; made += most) {
            var batch = upload(folder, Math.min(most, count - made), size);
            last = batch.commit().getLast().nodeId();
        }
        return last;
    }

    /// Uploads the bytes of new files, and leaves their commit to be done.
    ///
    /// @param count at most 1,000
    /// @param size of each, in bytes; all together at most 64 MiB
    public Batch upload(NodeId folder, int count, int size) throws IOException {
        var bytes = new byte[count * size];
        random.nextBytes(bytes);
        var manifests = cut(bytes, size);
        var packed = manifests.stream()
                .flatMap(manifest -> manifest.chunks().stream())
                .map(chunk -> new PackedChunk(chunk.fingerprint(), chunk.length(), chunk.length(), Encoding.IDENTITY))
                .toList();
        var offer = new PackOffer(0, bytes.length, Fingerprint.of(bytes, 0, bytes.length), packed);
        var upload = account.openUpload(bytes.length);
        var url = Objects.requireNonNull(account.sign(upload, List.of(offer)).get(0));
        var put = Request.put(Objects.requireNonNull(url.url()), Objects.requireNonNull(url.headers()), Body.of(bytes));
        account.http().send(put).expect(OK);
        return new Batch(upload, puts(folder, manifests));
    }

    private static List<Manifest> cut(byte[] files, int size) {
        var sizes = ChunkSizes.forFile(size);
        var chunker = new Chunker(sizes);
        var manifests = new ArrayList<Manifest>();
        for (int file = 0; file < files.length; file += size) {
            var chunks = new ArrayList<Chunk>();
            for (int from = file; from < file + size; ) {
                int end = chunker.cut(files, from, file + size);
                chunks.add(Chunk.of(files, from, end - from));
                from = end;
            }
            manifests.add(new Manifest(sizes, chunks));
        }
        return manifests;
    }

    private List<Operation> puts(NodeId folder, List<Manifest> manifests) {
        var puts = new ArrayList<Operation>();
        for (var manifest : manifests) {
            puts.add(new Operation.Put(
                    NodeRef.to(folder),
                    name(),
                    null,
                    null,
                    manifest.size(),
                    Instant.EPOCH,
                    null,
                    false,
                    manifest.fingerprint(),
                    null,
                    PutManifest.whole(manifest),
                    true));
        }
        return puts;
    }

    /// Twenty characters, as the names of people's files have on average.
    private FileName name() {
        return new FileName(String.format(Locale.ROOT, "a small file %07d", ++names));
    }

    /// New files whose bytes are in the store.
    public final class Batch {

        private final UploadId upload;
        private final List<Operation> puts;

        private Batch(UploadId upload, List<Operation> puts) {
            this.upload = upload;
            this.puts = List.copyOf(puts);
        }

        /// Commits them all at once.
        public List<OperationResult.Done> commit() throws IOException {
            return account.commitAll(List.of(upload), puts);
        }
    }
}
