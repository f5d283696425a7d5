package dev.cairn.simulator;

import static java.util.Comparator.comparing;

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
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.Role;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Server and store in memory. Trees follow the shipped rules; the way of the bytes is played.
final class SimulatedServer {

    /// Two people, by the trees that are their own, and what one of them shares with the other.
    static final NamespaceId ADA = new NamespaceId(7);

    static final NamespaceId BOB = new NamespaceId(11);
    private static final int PAGE = 4;

    private final VirtualClock clock;
    private final Map<Fingerprint, Integer> lengths = new HashMap<>();
    private final Map<Fingerprint, byte[]> chunks = new HashMap<>();
    private final Map<UploadId, Map<Integer, PackOffer>> uploads = new HashMap<>();
    private final Map<VersionId, Manifest> manifests = new HashMap<>();

    /// Files that were shared, and what they were in the namespaces that they became: versions are called by
    /// both.
    private final Map<NodeId, Set<NodeId>> same = new HashMap<>();
    private final List<Done> log = new ArrayList<>();
    private Map<String, CommitResult> answers = new HashMap<>();
    private final Map<NamespaceId, SimulatedTree> trees = new TreeMap<>(comparing(NamespaceId::value));
    private final Map<NamespaceId, Map<NamespaceId, Membership>> memberships = new HashMap<>();
    private int epoch = 1;
    private long lastUpload;

    /// Of the namespace that was made last by sharing.
    private int lastShared = 20;

    SimulatedServer(VirtualClock clock) {
        this.clock = clock;
        open();
    }

    private void open() {
        trees.clear();
        memberships.clear();
        for (var owner : List.of(ADA, BOB)) {
            trees.put(owner, new SimulatedTree(owner, lengths));
            memberships.put(owner, new HashMap<>());
        }
    }

    /// What has changed the database, and will do so again after it was restored.
    @FunctionalInterface
    private interface Deed {
        void run(Instant at);
    }

    private record Done(Deed deed, Instant at) {}

    private record Membership(NodeId mount, Role role) {}

    /// All trees there are.
    Collection<SimulatedTree> trees() {
        return trees.values();
    }

    /// What somebody sees: their own tree with all that hangs in it.
    TreeMap<String, String> show(NamespaceId own) {
        var seen = new HashMap<>(trees);
        seen.keySet().retainAll(roles(own).keySet());
        return trees.get(own).show(seen);
    }

    private Map<NamespaceId, Role> roles(NamespaceId own) {
        var roles = new TreeMap<NamespaceId, Role>(comparing(NamespaceId::value));
        roles.put(own, Role.OWNER);
        memberships.get(own).forEach((namespace, membership) -> roles.put(namespace, membership.role));
        return roles;
    }

    /// How far all namespaces have come that somebody sees.
    Map<NamespaceId, Long> heads(NamespaceId own) {
        var heads = new TreeMap<NamespaceId, Long>(comparing(NamespaceId::value));
        roles(own)
                .keySet()
                .forEach(namespace -> heads.put(namespace, trees.get(namespace).head()));
        return heads;
    }

    /// Grows with every change.
    long heads() {
        return trees.values().stream().mapToLong(SimulatedTree::head).sum();
    }

    /// How much was changed so far.
    int deeds() {
        return log.size();
    }

    /// The database is an older one from now on, of after so many deeds; what was stored stays.
    void restore(int deeds) {
        var kept = List.copyOf(log.subList(0, deeds));
        log.clear();
        answers = new HashMap<>();
        manifests.clear();
        same.clear();
        open();
        epoch++;
        kept.forEach(done -> carryOut(done.deed, done.at));
    }

    private void carryOut(Deed deed) {
        carryOut(deed, clock.instant());
    }

    private void carryOut(Deed deed, Instant at) {
        deed.run(at);
        log.add(new Done(deed, at));
    }

    // ---- sharing

    /// What Ada shares with Bob.
    private Optional<NamespaceId> shared() {
        return memberships.get(ADA).keySet().stream().findFirst();
    }

    /// Ada shares a folder or, every second time, a file with Bob, if she has one, and shares none yet.
    void share() {
        boolean isFile = lastShared % 2 == 1;
        var node = isFile ? trees.get(ADA).fileToShare() : trees.get(ADA).folderToShare();
        if (shared().isPresent() || node.isEmpty()) {
            return;
        }
        var shared = new NamespaceId(++lastShared);
        carryOut(at -> {
            var tree = new SimulatedTree(shared, lengths);
            if (isFile) {
                tree.hold(trees.get(ADA), node.get(), at);
                callSame(node.get(), NodeId.rootOf(shared));
            } else {
                tree.carry(trees.get(ADA), node.get(), NodeId.rootOf(shared), at);
            }
            trees.put(shared, tree);
            trees.get(ADA).turn(node.get(), shared, at);
            memberships.get(ADA).put(shared, new Membership(node.get(), Role.OWNER));
        });
        letBobIn();
    }

    private void callSame(NodeId one, NodeId other) {
        same.computeIfAbsent(one, _ -> new HashSet<>()).add(other);
        same.computeIfAbsent(other, _ -> new HashSet<>()).add(one);
    }

    /// What a version consists of, by whatever id the file is called.
    private Optional<Manifest> manifestOf(VersionId version) {
        var seen = new HashSet<NodeId>();
        var left = new ArrayDeque<>(List.of(version.node()));
        while (!left.isEmpty()) {
            var node = left.remove();
            var found = manifests.get(new VersionId(node, version.number()));
            if (found != null) {
                return Optional.of(found);
            }
            if (seen.add(node)) {
                left.addAll(same.getOrDefault(node, Set.of()));
            }
        }
        return Optional.empty();
    }

    /// Ada's folder is hers alone again.
    void endSharing() {
        shared().filter(shared -> trees.get(ADA).isLive(memberships.get(ADA).get(shared).mount))
                .ifPresent(shared -> {
                    sendBobAway();
                    carryOut(at -> {
                        var mount = memberships.get(ADA).remove(shared).mount;
                        if (trees.get(shared).isFile()) {
                            trees.get(ADA).takeBack(mount, trees.get(shared), at);
                        } else {
                            trees.get(ADA).carry(trees.get(shared), NodeId.rootOf(shared), mount, at);
                            trees.get(ADA).turn(mount, null, at);
                        }
                    });
                });
    }

    /// Bob sees what Ada shares, if she shares anything.
    void letBobIn() {
        shared().filter(shared -> !memberships.get(BOB).containsKey(shared))
                .ifPresent(shared -> carryOut(at -> {
                    var mount = trees.get(BOB).hang(trees.get(shared), "ada's", at);
                    callSame(mount, NodeId.rootOf(shared));
                    memberships.get(BOB).put(shared, new Membership(mount, Role.EDITOR));
                }));
    }

    void sendBobAway() {
        shared().filter(memberships.get(BOB)::containsKey)
                .ifPresent(shared -> carryOut(
                        at -> trees.get(BOB).unhang(memberships.get(BOB).remove(shared).mount, at)));
    }

    void changeBob(Role role) {
        shared().filter(memberships.get(BOB)::containsKey)
                .ifPresent(shared -> carryOut(at -> {
                    var mount = memberships.get(BOB).get(shared).mount;
                    memberships.get(BOB).put(shared, new Membership(mount, role));
                    trees.get(BOB).turn(mount, shared, at);
                }));
    }

    private SimulatedTree requireWrite(Device device, NamespaceId namespace) {
        var role = roles(device.namespace()).get(namespace);
        if (role == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no such thing");
        }
        if (!role.mayWrite()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "You may see this folder, but not change it.");
        }
        return trees.get(namespace);
    }

    private SimulatedTree home(Device device, NodeId node) {
        return roles(device.namespace()).keySet().stream()
                .filter(namespace -> trees.get(namespace).has(node))
                .findFirst()
                .map(namespace -> requireWrite(device, namespace))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such thing"));
    }

    private void move(Device device, NodeId node, NodeId to, FileName name) {
        var from = home(device, node);
        var target = home(device, to);
        if (from != target) {
            var source = from.namespace();
            carryOut(at -> trees.get(source).cross(trees.get(target.namespace()), node, to, name, at));
        }
    }

    private CommitResult commit(Device device, CommitRequest request, String key) {
        var answered = answers.get(device.number() + key);
        if (answered != null) {
            return answered;
        }
        requireWrite(device, request.namespaceId());
        carryOut(at -> commit(device.number(), request, key, at));
        return answers.get(device.number() + key);
    }

    private void commit(int device, CommitRequest request, String key, Instant at) {
        var tree = trees.get(request.namespaceId());
        var place = Place.read(request.cursor());
        var result = tree.commit(
                device,
                request,
                place.seqs.getOrDefault(tree.namespace(), 0L),
                seq -> place.at(tree.namespace(), seq).form(),
                at);
        for (int i = 0; i < result.results().size(); i++) {
            if (request.ops().get(i) instanceof Operation.Put put) {
                remember(put, result.results().get(i));
            }
        }
        answers.put(device + key, result);
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
                            .resolve(put.manifest()
                                    .needed()
                                    .flatMap(this::manifestOf)
                                    .orElse(null)));
        }
    }

    private Changes changes(Device device, @Nullable String cursor) {
        var seqs = cursor == null ? new TreeMap<NamespaceId, Long>(comparing(NamespaceId::value)) : open(cursor).seqs;
        var roles = roles(device.namespace());
        var page = new ArrayList<Change>();
        for (var gone : List.copyOf(seqs.keySet())) {
            if (!roles.containsKey(gone)) {
                page.add(new Change.NamespaceGone(gone, true));
                seqs.remove(gone);
            }
        }
        for (var namespace : roles.keySet()) {
            var news = trees.get(namespace).changesAfter(seqs.getOrDefault(namespace, 0L), roles, trees);
            var shown = news.subList(0, Math.clamp(PAGE - page.size(), 0, news.size()));
            for (var change : shown) {
                page.add(change);
                seqs.put(namespace, ((Change.NodeChanged) change).seq());
            }
            if (shown.size() < news.size()) {
                return new Changes(page, new Place(epoch, seqs).form(), true);
            }
        }
        return new Changes(page, new Place(epoch, seqs).form(), false);
    }

    private Place open(@Nullable String cursor) {
        var place = Place.read(cursor);
        if (place.epoch != epoch) {
            throw new ProblemException(ProblemType.CURSOR_RESET, "Another epoch");
        }
        return place;
    }

    /// What a cursor says.
    private record Place(int epoch, TreeMap<NamespaceId, Long> seqs) {

        static Place read(@Nullable String cursor) {
            var parts = Objects.requireNonNull(cursor, "A device has read the changes")
                    .split(":", -1);
            var seqs = new TreeMap<NamespaceId, Long>(comparing(NamespaceId::value));
            for (var one : parts[1].split(",")) {
                if (!one.isEmpty()) {
                    seqs.put(NamespaceId.valueOf(one.split("=")[0]), Long.valueOf(one.split("=")[1]));
                }
            }
            return new Place(Integer.parseInt(parts[0]), seqs);
        }

        Place at(NamespaceId namespace, long seq) {
            var later = new TreeMap<>(seqs);
            later.put(namespace, seq);
            return new Place(epoch, later);
        }

        String form() {
            return seqs.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(",", epoch + ":", ""));
        }
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
            return over(() -> "changes " + cursor, () -> {
                var page = SimulatedServer.this.changes(device, cursor);
                chaos.tell(() -> "  " + page.entries());
                return page;
            });
        }

        @Override
        public CommitResult commit(CommitRequest request, String key) throws IOException {
            return over(() -> "commit " + key + " " + request.ops().size(), () -> {
                SimulatedServer.this.open(request.cursor());
                var result = SimulatedServer.this.commit(device, request, key);
                chaos.tell(() -> "  " + request.ops() + " -> " + result.results() + " " + result.cursor());
                return result;
            });
        }

        @Override
        public void move(NodeId node, NodeId folder, boolean isFolder, NodeId to, FileName name) throws IOException {
            over(() -> "move " + node + " to " + to + " as " + name, () -> {
                SimulatedServer.this.move(device, node, to, name);
                return true;
            });
        }

        @Override
        public UploadId openUpload(NamespaceId namespace, long expectedBytes) throws IOException {
            return over(() -> "open", () -> begin(namespace));
        }

        private UploadId begin(NamespaceId namespace) {
            requireWrite(device, namespace);
            var id = new UploadId(namespace, ++lastUpload);
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
        public Prepared prepare(NamespaceId namespace, List<Chunk> asked, PackOffer offer) throws IOException {
            return over(() -> "prepare", () -> {
                var upload = begin(namespace);
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
                    var manifest = manifestOf(files.get(file).versionId()).orElse(null);
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
                    () -> "manifest", () -> manifestOf(version).orElse(new Manifest(ChunkSizes.forFile(0), List.of())));
        }
    }
}
