package dev.cairn.tree.control;

import dev.cairn.collector.control.Duplicate;
import dev.cairn.collector.control.Kept;
import dev.cairn.collector.control.Ledger;
import dev.cairn.collector.control.Ledgers;
import dev.cairn.collector.control.Marks;
import dev.cairn.collector.control.StoredPack;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.UserId;
import dev.cairn.core.transfer.PackedChunk;
import dev.cairn.packs.control.ChunkIndex.ArrivedPack;
import dev.cairn.packs.control.CommitChunks;
import dev.cairn.packs.control.PackDirectory;
import dev.cairn.packs.control.PackId;
import dev.cairn.packs.control.Sender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The tables of trees, chunks, packs and uploads in memory, each call a transaction; with the faults
/// of a [Mutant].
final class MemoryBooks implements Ledgers, Ledger, CommitChunks {

    private final Mutant mutant;
    private final MemoryTreeStore trees;
    private final Map<NamespaceId, TreeMap<Fingerprint, Place>> chunks = new HashMap<>();
    private final TreeMap<Integer, Pack> packs = new TreeMap<>();
    private final Map<Integer, Set<NamespaceId>> packUses = new HashMap<>();
    private final Map<UploadId, Upload> uploads = new HashMap<>();
    private final Map<String, Instant> doomed = new HashMap<>();
    private int lastPack;

    /// Where a chunk is.
    record Place(int pack, int length) {}

    /// @param directory what lies in it
    record Pack(
            String objectKey,
            PackDirectory directory,
            boolean review,
            int live,
            @Nullable Instant deleteAfter) {

        boolean holds(Fingerprint fingerprint) {
            for (var chunk : directory.chunks()) {
                if (chunk.fingerprint().equals(fingerprint)) {
                    return true;
                }
            }
            return false;
        }

        int size() {
            return directory.chunks().stream().mapToInt(PackedChunk::storedSize).sum();
        }
    }

    /// @param packs by their object keys
    record Upload(UserId user, Instant expires, boolean open, Map<String, UploadPack> packs) {}

    /// @param adopted the pack that a commit has made of it
    /// @param placed its chunks that the namespace has there
    record UploadPack(
            PackDirectory directory,
            boolean arrived,
            @Nullable Integer adopted,
            Set<Fingerprint> placed,
            Instant signedUntil) {}

    MemoryBooks(Mutant mutant) {
        this.mutant = mutant;
        this.trees = new MemoryTreeStore();
    }

    private MemoryBooks(MemoryBooks other) {
        mutant = other.mutant;
        trees = other.trees.copy();
        other.chunks.forEach((namespace, rows) -> chunks.put(namespace, new TreeMap<>(rows)));
        packs.putAll(other.packs);
        other.packUses.forEach((pack, users) -> packUses.put(pack, new HashSet<>(users)));
        other.uploads.forEach((id, upload) ->
                uploads.put(id, new Upload(upload.user, upload.expires, upload.open, new HashMap<>(upload.packs))));
        doomed.putAll(other.doomed);
        lastPack = other.lastPack;
    }

    /// A backup.
    MemoryBooks copy() {
        return new MemoryBooks(this);
    }

    MemoryTreeStore trees() {
        return trees;
    }

    NamespaceId newNamespace() {
        var namespace = trees.newNamespace();
        chunks.put(namespace, new TreeMap<>());
        return namespace;
    }

    Map<Fingerprint, Place> chunks(NamespaceId namespace) {
        return chunks.get(namespace);
    }

    Optional<Pack> pack(int id) {
        return Optional.ofNullable(packs.get(id));
    }

    Set<String> objectKeys() {
        var keys = new HashSet<String>();
        packs.values().forEach(pack -> keys.add(pack.objectKey));
        return keys;
    }

    @Override
    public <T> T run(Function<Ledger, T> work) {
        return work.apply(this);
    }

    // ---- uploads

    void open(UploadId id, UserId user, Instant expires) {
        uploads.put(id, new Upload(user, expires, true, new HashMap<>()));
    }

    Optional<Upload> upload(UploadId id) {
        return Optional.ofNullable(uploads.get(id));
    }

    void expect(UploadId id, String objectKey, PackDirectory directory, Instant signedUntil) {
        uploads.get(id).packs.put(objectKey, new UploadPack(directory, false, null, Set.of(), signedUntil));
    }

    void arrived(UploadId id, String objectKey) {
        uploads.get(id)
                .packs
                .computeIfPresent(
                        objectKey,
                        (_, pack) -> new UploadPack(pack.directory, true, pack.adopted, pack.placed, pack.signedUntil));
    }

    boolean isOpen(UploadId id, Instant now) {
        var upload = uploads.get(id);
        return upload != null && upload.open && upload.expires.isAfter(now);
    }

    /// Ends an upload, as people and time do.
    void end(UploadId id, Instant now) {
        var upload = uploads.get(id);
        if (upload == null || !upload.open) {
            return;
        }
        uploads.put(id, new Upload(upload.user, upload.expires, false, upload.packs));
        upload.packs.forEach((objectKey, pack) -> {
            if (pack.adopted == null) {
                var writableUntil = pack.signedUntil.plusSeconds(24 * 3600);
                var late = writableUntil.isAfter(upload.expires) ? writableUntil : upload.expires;
                doomed.put(objectKey, mutant == Mutant.DOOMS_EARLY ? now : late);
            }
        });
    }

    void endExpired(Instant now) {
        List.copyOf(uploads.keySet()).stream()
                .filter(id -> !uploads.get(id).expires.isAfter(now))
                .forEach(id -> end(id, now));
    }

    List<String> doomedBefore(Instant now) {
        return doomed.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    void forgetDoomed(String objectKey) {
        doomed.remove(objectKey);
    }

    // ---- commits

    @Override
    public Map<Fingerprint, Integer> lengths(NamespaceId namespace, Collection<Fingerprint> fingerprints) {
        var lengths = new HashMap<Fingerprint, Integer>();
        for (var fingerprint : fingerprints) {
            var place = chunks.get(namespace).get(fingerprint);
            if (place != null) {
                lengths.put(fingerprint, place.length);
            } else if (mutant == Mutant.COMMITS_BLINDLY) {
                lengths.put(fingerprint, 1);
            }
        }
        return lengths;
    }

    @Override
    public Set<Fingerprint> damaged(NamespaceId namespace) {
        return Set.of();
    }

    @Override
    public List<ArrivedPack> claim(NamespaceId namespace, Sender sender, Collection<UploadId> ids, Instant now) {
        var found = new ArrayList<ArrivedPack>();
        for (var id : ids) {
            var upload = uploads.get(id);
            boolean claims = mutant == Mutant.CLAIMS_ENDED_UPLOADS ? upload != null : isOpen(id, now);
            if (claims) {
                upload.packs.forEach((objectKey, pack) -> {
                    if (pack.arrived && pack.adopted == null) {
                        found.add(new ArrivedPack(id, 0, objectKey, 0, TestTree.fingerprint("a"), pack.directory));
                    }
                });
            }
        }
        return found;
    }

    @Override
    public Set<Fingerprint> sent(NamespaceId namespace, Sender sender, Collection<UploadId> ids, Instant now) {
        return Set.of(); // nobody visits
    }

    @Override
    public void adopt(NamespaceId namespace, Sender sender, Collection<ArrivedPack> arrived, Instant now) {
        for (var pack : arrived) {
            int id = add(pack.objectKey(), pack.directory());
            packUses.get(id).add(namespace);
            var placed = new HashSet<Fingerprint>();
            for (var chunk : pack.directory().chunks()) {
                if (chunks.get(namespace).putIfAbsent(chunk.fingerprint(), new Place(id, chunk.size())) == null) {
                    placed.add(chunk.fingerprint());
                }
            }
            uploads.get(pack.upload())
                    .packs
                    .computeIfPresent(
                            pack.objectKey(),
                            (_, sent) -> new UploadPack(sent.directory, true, id, placed, sent.signedUntil));
        }
    }

    private int add(String objectKey, PackDirectory directory) {
        packs.put(++lastPack, new Pack(objectKey, directory, true, 0, null));
        packUses.put(lastPack, new HashSet<>());
        return lastPack;
    }

    /// Makes chunks of one namespace another's too, as copies across namespaces do, by what the first one
    /// had when they began.
    void share(Map<Fingerprint, Place> places, NamespaceId to) {
        places.forEach((fingerprint, place) -> {
            if (chunks.get(to).putIfAbsent(fingerprint, place) == null && mutant != Mutant.FORGETS_PACK_USE) {
                packUses.get(place.pack).add(to);
            }
        });
    }

    // ---- the collector's namespaces

    @Override
    public List<NamespaceId> dueNamespaces(Instant now, Instant longAgo, int most) {
        return chunks.keySet().stream().sorted().limit(most).toList();
    }

    @Override
    public boolean lock(NamespaceId namespace) {
        return true;
    }

    @Override
    public long mark(NamespaceId namespace, Marks marks) {
        for (var node : trees.nodes(namespace)) {
            boolean forgotten = node.status() == NodeState.Status.PURGED
                    || node.status() == NodeState.Status.TRASHED && mutant == Mutant.FORGETS_TRASH;
            if (!forgotten) {
                mark(node, marks);
            }
        }
        for (var past : trees.past(namespace)) {
            if (past.content() && mutant != Mutant.FORGETS_VERSIONS) {
                mark(past.state(), marks);
            }
        }
        return trees.lock(namespace).orElseThrow().seq();
    }

    @Override
    public long markSince(NamespaceId namespace, long seq, Marks marks) {
        if (mutant != Mutant.FORGETS_NEW_CONTENTS) {
            trees.journal(namespace).stream().filter(node -> node.seq() > seq).forEach(node -> mark(node, marks));
            trees.past(namespace).stream()
                    .filter(past -> past.supersededSeq() > seq && past.content())
                    .forEach(past -> mark(past.state(), marks));
        }
        return trees.lock(namespace).orElseThrow().seq();
    }

    private static void mark(NodeState node, Marks marks) {
        if (node.content() != null && node.content().manifest() != null) {
            node.content().manifest().chunks().forEach(chunk -> marks.chunk(chunk.fingerprint()));
        }
    }

    @Override
    public List<Kept> kept(Kept.Kind kind, NamespaceId namespace, @Nullable Fingerprint after, int most) {
        if (kind != Kept.Kind.CHUNK) {
            return List.of();
        }
        var rows = chunks.get(namespace);
        return (after == null ? rows : rows.tailMap(after, false))
                .entrySet().stream()
                        .limit(most)
                        .map(row -> new Kept(row.getKey(), new PackId(row.getValue().pack), row.getValue().length))
                        .toList();
    }

    @Override
    public Set<PackId> packsOfUploads(NamespaceId namespace, Instant now) {
        var held = new HashSet<PackId>();
        if (mutant != Mutant.FORGETS_OPEN_UPLOADS) {
            uploads.forEach((id, upload) -> {
                if (id.namespace().equals(namespace) && isOpen(id, now)) {
                    upload.packs.values().stream()
                            .filter(pack -> pack.adopted != null)
                            .forEach(pack -> held.add(new PackId(pack.adopted)));
                }
            });
        }
        return held;
    }

    @Override
    public void release(Kept.Kind kind, NamespaceId namespace, Collection<Kept> rows) {
        for (var row : rows) {
            chunks.get(namespace).remove(row.fingerprint());
            review(row.pack().value());
        }
    }

    private void review(int pack) {
        packs.computeIfPresent(
                pack, (_, row) -> new Pack(row.objectKey, row.directory, true, row.live, row.deleteAfter));
    }

    @Override
    public void swept(NamespaceId namespace, long seq, Instant began, @Nullable Instant again) {
        // here every namespace is always due
    }

    // ---- the collector's packs

    @Override
    public List<PackId> upForReview(int most) {
        return ids(Pack::review, most);
    }

    @Override
    public boolean isUpForReview(PackId pack) {
        return packs.get(pack.value()).review;
    }

    @Override
    public List<PackId> sparsePacks(Instant before, int most) {
        return ids(pack -> !pack.review && pack.deleteAfter == null && 2 * pack.live < pack.size(), most);
    }

    private List<PackId> ids(Function<Pack, Boolean> condition, int most) {
        return packs.entrySet().stream()
                .filter(entry -> condition.apply(entry.getValue()))
                .limit(most)
                .map(entry -> new PackId(entry.getKey()))
                .toList();
    }

    @Override
    public Optional<StoredPack> lock(PackId pack) {
        return find(pack);
    }

    @Override
    public Optional<StoredPack> find(PackId id) {
        return Optional.ofNullable(packs.get(id.value())).map(pack -> stored(id, pack));
    }

    private StoredPack stored(PackId id, Pack pack) {
        return new StoredPack(id, pack.objectKey, pack.size(), true, pack.deleteAfter != null, pack.directory);
    }

    @Override
    public Map<NamespaceId, Set<Fingerprint>> uses(StoredPack pack) {
        var uses = new TreeMap<NamespaceId, Set<Fingerprint>>();
        if (mutant == Mutant.LOOKS_ONCE && pack.dying() && !isUpForReview(pack.id())) {
            return uses;
        }
        for (var namespace : packUses.get(pack.id().value())) {
            var used = new HashSet<Fingerprint>();
            chunks.get(namespace).forEach((fingerprint, place) -> {
                if (place.pack == pack.id().value()) {
                    used.add(fingerprint);
                }
            });
            uses.put(namespace, used);
        }
        if (mutant == Mutant.ASKS_ONE_NAMESPACE && uses.size() > 1) {
            uses.pollLastEntry();
        }
        return uses;
    }

    @Override
    public void reviewed(PackId id, long liveBytes) {
        packs.computeIfPresent(
                id.value(), (_, row) -> new Pack(row.objectKey, row.directory, false, (int) liveBytes, null));
    }

    @Override
    public void bury(PackId id, Instant deleteAfter) {
        var after = mutant == Mutant.HAS_NO_GRACE ? Instant.EPOCH : deleteAfter;
        packs.computeIfPresent(id.value(), (_, row) -> new Pack(row.objectKey, row.directory, false, 0, after));
    }

    @Override
    public List<StoredPack> dead(Instant now, int most) {
        return packs.entrySet().stream()
                .filter(entry -> entry.getValue().deleteAfter != null)
                .filter(entry -> mutant == Mutant.BURIES_EARLY
                        || entry.getValue().deleteAfter.isBefore(now))
                .limit(most)
                .map(entry -> stored(new PackId(entry.getKey()), entry.getValue()))
                .toList();
    }

    @Override
    public void forget(PackId pack) {
        packs.remove(pack.value());
        packUses.remove(pack.value());
    }

    @Override
    public void announce(String objectKey, Instant until) {
        doomed.put(objectKey, until);
    }

    @Override
    public Optional<PackId> enter(
            String objectKey, int size, Fingerprint checksum, PackDirectory directory, Instant now, Instant before) {
        var until = doomed.get(objectKey);
        boolean holds = until != null && until.isAfter(before);
        if (!holds && mutant != Mutant.ENTERS_LATE) {
            return Optional.empty();
        }
        doomed.remove(objectKey);
        return Optional.of(new PackId(add(objectKey, directory)));
    }

    @Override
    public List<Duplicate> duplicates(int slice, int slices) {
        var first = new HashMap<Fingerprint, Integer>();
        inPlay(slice, slices, (_, fingerprint, place) -> first.merge(fingerprint, place.pack, Math::min));
        var duplicates = new ArrayList<Duplicate>();
        inPlay(slice, slices, (namespace, fingerprint, place) -> {
            int oldest = first.get(fingerprint);
            if (place.pack != oldest) {
                duplicates.add(new Duplicate(fingerprint, namespace, new PackId(place.pack), new PackId(oldest)));
            }
        });
        return duplicates;
    }

    private interface Row {
        void see(NamespaceId namespace, Fingerprint fingerprint, Place place);
    }

    /// Rows of chunks in packs that are not dying.
    private void inPlay(int slice, int slices, Row row) {
        chunks.forEach((namespace, rows) -> rows.forEach((fingerprint, place) -> {
            boolean inSlice = Byte.toUnsignedInt(fingerprint.toBytes()[0]) * slices / 256 == slice;
            var pack = packs.get(place.pack);
            if (inSlice && pack != null && pack.deleteAfter == null) {
                row.see(namespace, fingerprint, place);
            }
        }));
    }

    @Override
    public void relocate(NamespaceId namespace, Map<Fingerprint, PackId> from, StoredPack to) {
        packUses.computeIfAbsent(to.id().value(), _ -> new HashSet<>()).add(namespace);
        from.forEach((fingerprint, pack) -> {
            var rows = chunks.get(namespace);
            var place = rows.get(fingerprint);
            if (place != null && place.pack == pack.value()) {
                rows.put(fingerprint, new Place(to.id().value(), place.length));
            }
            review(pack.value());
        });
        review(to.id().value());
    }
}
