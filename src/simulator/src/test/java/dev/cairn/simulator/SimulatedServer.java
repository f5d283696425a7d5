package dev.cairn.simulator;

import dev.cairn.client.remote.KnownVersion;
import dev.cairn.client.remote.Remote;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.DamagedChunkException;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.Change;
import dev.cairn.core.sync.Changes;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.transfer.ChunkStatus;
import dev.cairn.core.transfer.PackOffer;
import dev.cairn.core.transfer.PackUrl;
import dev.cairn.tree.control.SimulatedTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Server and store in memory. Trees follow the shipped rules; the way of the bytes is played.
final class SimulatedServer {

    private static final int PAGE = 4;

    private final VirtualClock clock;
    private final Map<Fingerprint, Integer> lengths = new HashMap<>();
    private final Map<Fingerprint, byte[]> chunks = new HashMap<>();
    private final Map<UploadId, Map<Integer, PackOffer>> uploads = new HashMap<>();
    private final Map<VersionId, Manifest> manifests = new HashMap<>();
    private final List<Committed> log = new ArrayList<>();
    private Map<String, CommitResult> answers = new HashMap<>();
    private SimulatedTree tree = new SimulatedTree(lengths);
    private int epoch = 1;
    private long lastUpload;

    SimulatedServer(VirtualClock clock) {
        this.clock = clock;
    }

    private record Committed(int device, CommitRequest request, String key, Instant at) {}

    SimulatedTree tree() {
        return tree;
    }

    /// How many commits there have been.
    int commits() {
        return log.size();
    }

    /// The database is an older one from now on, of after so many commits; what was stored stays.
    void restore(int commits) {
        var kept = List.copyOf(log.subList(0, commits));
        log.clear();
        answers = new HashMap<>();
        manifests.clear();
        tree = new SimulatedTree(lengths);
        epoch++;
        kept.forEach(commit -> commit(commit.device, commit.request, commit.key, commit.at));
    }

    private CommitResult commit(int device, CommitRequest request, String key, Instant at) {
        var answered = answers.get(device + key);
        if (answered != null) {
            return answered;
        }
        var results = tree.commit(device, request, at);
        for (int i = 0; i < results.size(); i++) {
            if (request.ops().get(i) instanceof Operation.Put put) {
                remember(put, results.get(i));
            }
        }
        log.add(new Committed(device, request, key, at));
        var result = new CommitResult(tree.head(), results);
        answers.put(device + key, result);
        return result;
    }

    private void remember(Operation.Put put, OperationResult result) {
        var version = switch (result) {
            case OperationResult.Done done -> done.versionId();
            case OperationResult.Conflict conflict -> conflict.versionId();
            default -> null;
        };
        if (version != null) {
            manifests.put(
                    version,
                    put.manifest()
                            .resolve(put.manifest().needed().map(manifests::get).orElse(null)));
        }
    }

    private Changes changes(@Nullable String cursor) {
        long seq = cursor == null ? 0 : seq(cursor);
        var all = tree.changesAfter(seq);
        var page = all.subList(0, Math.min(PAGE, all.size()));
        long last = page.isEmpty() ? seq : ((Change.NodeChanged) page.getLast()).seq();
        return new Changes(page, epoch + ":" + last, page.size() < all.size());
    }

    private long seq(String cursor) {
        var parts = cursor.split(":");
        if (Integer.parseInt(parts[0]) != epoch) {
            throw new ProblemException(ProblemType.CURSOR_RESET, "Another epoch");
        }
        return Long.parseLong(parts[1]);
    }

    /// The server as a device sees it over its network.
    Remote seenBy(Device device, Chaos chaos) {
        return new Connection(device, chaos);
    }

    private final class Connection implements Remote {

        private final Device device;
        private final Chaos chaos;

        Connection(Device device, Chaos chaos) {
            this.device = device;
            this.chaos = chaos;
        }

        private interface Call<T> {
            T run() throws IOException;
        }

        private <T> T over(Supplier<String> what, Call<T> call) throws IOException {
            chaos.beforeNetwork(device, what);
            var answer = call.run();
            chaos.afterNetwork(device);
            return answer;
        }

        @Override
        public Changes changes(@Nullable String cursor) throws IOException {
            return over(() -> "changes " + cursor, () -> SimulatedServer.this.changes(cursor));
        }

        @Override
        public CommitResult commit(CommitRequest request, String key) throws IOException {
            return over(() -> "commit " + key + " " + request.ops().size(), () -> {
                seq(Objects.requireNonNull(request.cursor(), "A device has read the changes"));
                var result = SimulatedServer.this.commit(device.number(), request, key, clock.instant());
                chaos.tell(() -> "  " + request.ops() + " -> " + result.results());
                return result;
            });
        }

        @Override
        public UploadId openUpload(long expectedBytes) throws IOException {
            return over(() -> "open", this::open);
        }

        private UploadId open() {
            var id = new UploadId(tree.namespace(), ++lastUpload);
            uploads.put(id, new HashMap<>());
            return id;
        }

        @Override
        public int nextPack(UploadId upload) throws IOException {
            return over(() -> "upload", () -> uploads.get(upload).size());
        }

        @Override
        public List<Integer> missing(UploadId upload, List<Chunk> asked) throws IOException {
            return over(() -> "missing", () -> missing(asked));
        }

        private List<Integer> missing(List<Chunk> asked) {
            return IntStream.range(0, asked.size())
                    .filter(index -> !chunks.containsKey(asked.get(index).fingerprint()))
                    .boxed()
                    .toList();
        }

        @Override
        public PackUrl sign(UploadId upload, PackOffer offer) throws IOException {
            return over(() -> "sign", () -> offer(upload, offer));
        }

        private PackUrl offer(UploadId upload, PackOffer offer) {
            uploads.get(upload).put(offer.pack(), offer);
            return new PackUrl(
                    offer.pack(),
                    ChunkStatus.NOT_UPLOADED,
                    URI.create("http://store/" + upload + "/" + offer.pack()),
                    Map.of(),
                    clock.instant());
        }

        @Override
        public Prepared prepare(List<Chunk> asked, PackOffer offer) throws IOException {
            return over(() -> "prepare", () -> {
                var upload = open();
                return new Prepared(upload, missing(asked), List.of(offer(upload, offer)));
            });
        }

        @Override
        public void put(PackUrl url, byte[] pack, int length) throws IOException {
            over(() -> "put " + url.url(), () -> {
                var path = String.valueOf(url.url()).split("/");
                var offer = uploads.get(UploadId.valueOf(path[3])).get(Integer.parseInt(path[4]));
                if (!Fingerprint.of(pack, 0, length).equals(offer.checkSum())) {
                    throw new AssertionError("The pack is not what was offered");
                }
                int at = 0;
                for (var chunk : offer.chunks()) {
                    var stored = Arrays.copyOfRange(pack, at, at + chunk.storedSize());
                    var plain = chunk.encoding().decode(stored, chunk.size());
                    if (!Chunk.of(plain, 0, plain.length).equals(chunk.chunk())) {
                        throw new AssertionError("A chunk is not what its fingerprint says");
                    }
                    chunks.put(chunk.fingerprint(), plain);
                    lengths.put(chunk.fingerprint(), chunk.size());
                    at += chunk.storedSize();
                }
                return true;
            });
        }

        @Override
        public Extents extents(List<Wanted> files) throws IOException {
            return over(() -> "extents " + files.size(), () -> {
                var extents = new ArrayList<Extent>();
                var absent = new ArrayList<Integer>();
                for (int file = 0; file < files.size(); file++) {
                    var manifest = manifests.get(files.get(file).versionId());
                    if (manifest == null) {
                        absent.add(file);
                        continue;
                    }
                    int from = files.get(file).from();
                    var count = files.get(file).count();
                    int end = count == null ? manifest.chunks().size() : from + count;
                    for (int index = from; index < end; index++) {
                        var chunk = manifest.chunks().get(index);
                        extents.add(new Extent(
                                URI.create("http://store/" + chunk.fingerprint()),
                                Map.of(),
                                clock.instant(),
                                List.of(new FetchedChunk(
                                        file,
                                        index,
                                        0,
                                        chunk.length(),
                                        chunk.length(),
                                        Encoding.IDENTITY,
                                        chunk.fingerprint()))));
                    }
                }
                return new Extents(extents, absent);
            });
        }

        @Override
        public InputStream get(Extent extent) throws IOException {
            return over(() -> "get", () -> {
                var bytes = chunks.get(extent.chunks().getFirst().fingerprint());
                if (bytes == null) {
                    throw new DamagedChunkException("Not in the store");
                }
                return new ByteArrayInputStream(bytes);
            });
        }

        @Override
        public Manifest manifest(NodeId folder, VersionId version, Optional<KnownVersion> base) throws IOException {
            return over(
                    () -> "manifest",
                    () -> manifests.getOrDefault(version, new Manifest(ChunkSizes.forFile(0), List.of())));
        }
    }
}
