package dev.cairn.tree.control;

import dev.cairn.collector.control.Burial;
import dev.cairn.collector.control.Deduplication;
import dev.cairn.collector.control.PackReview;
import dev.cairn.collector.control.Repack;
import dev.cairn.collector.control.Sweep;
import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.UserId;
import dev.cairn.core.transfer.PackedChunk;
import dev.cairn.packs.control.MemoryPackStore;
import dev.cairn.packs.control.PackDirectory;
import dev.cairn.packs.control.Sender;
import dev.cairn.tree.control.NodeState.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Two people who upload, edit, delete, restore and copy, while the server purges, collects, repacks,
/// crashes and is restored from backups: everything in any order, step by step, under the shipped
/// rules. A step is a transaction or a call of the store.
///
/// After every step all that is kept must be whole. The same seed plays the same.
final class CollectorPlay {

    private static final int STEPS = 70;
    private static final int MOST_ACTORS = 5;
    private static final Duration BACKUPS = Duration.ofDays(7);
    private static final Duration GRACE = BACKUPS.plusHours(1);
    private static final Duration UPLOAD_LIFE = Duration.ofDays(7);
    private static final Duration URL_LIFE = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration LONGEST_TRANSACTION = Duration.ofHours(1);

    /// Few, so that they come again and again.
    private static final List<String> CHUNKS = List.of("a", "bb", "ccc", "dddd", "eeeee", "ffffff");

    private static final Map<Fingerprint, String> TEXTS = new HashMap<>();
    private static final Map<String, Chunk> BY_TEXT = new HashMap<>();

    static {
        for (var text : CHUNKS) {
            TEXTS.put(TestTree.fingerprint(text), text);
            BY_TEXT.put(text, TestTree.chunk(text));
        }
    }

    private final long seed;
    private final Random random;
    private final int[] mixture;
    private final MemoryPackStore store = new MemoryPackStore(this::now);
    private final List<NamespaceId> namespaces = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private MemoryBooks books;
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private MemoryBooks backup;
    private Instant backupMade = now;
    private boolean restored;
    private int numbers;
    private String last = "";

    CollectorPlay(long seed, Mutant mutant) {
        this.seed = seed;
        this.random = new Random(seed);
        this.mixture = mixture();
        this.books = new MemoryBooks(mutant);
        namespaces.add(books.newNamespace());
        namespaces.add(books.newNamespace());
        this.backup = books.copy();
    }

    /// Somebody at work on something that takes several steps.
    private interface Actor {
        /// @return whether there is another step
        boolean step();

        /// Whether the work is lost when the server ends.
        default boolean isServers() {
            return true;
        }
    }

    /// @throws AssertionError if something that is kept is lost, or something that is not stays
    void play() {
        for (int step = 0; step < STEPS; step++) {
            last = next();
            check();
        }
        settle();
    }

    private Instant now() {
        return now;
    }

    private String next() {
        now = now.plusSeconds(1);
        if (!actors.isEmpty() && random.nextInt(3) > 0) {
            var actor = actors.get(random.nextInt(actors.size()));
            if (!stepped(actor)) {
                actors.remove(actor);
            }
            return actor.getClass().getSimpleName();
        }
        return switch (what()) {
            case UPLOAD -> {
                begin(new Uploading(anyNamespace()));
                yield "an upload begins";
            }
            case CHANGE -> change(anyNamespace());
            case COLLECT -> collect();
            case PURGE -> purge(anyNamespace());
            case END_UPLOADS -> {
                books.endExpired(now);
                var sweeping = new Sweeping();
                if (random.nextBoolean()) {
                    begin(sweeping);
                } else {
                    sweeping.all();
                }
                yield "uploads end";
            }
            case COPY_ACROSS -> random.nextInt(3) == 0 ? copyAtTheWorstMoment() : copyAcross();
            case WAIT -> {
                now = now.plus(Duration.ofHours(random.nextInt(5) == 0 ? 200 : 1 + random.nextInt(50)));
                if (random.nextInt(3) == 0) {
                    new Sweeping().all();
                }
                yield "time passes";
            }
            case BACK_UP -> {
                backup = books.copy();
                backupMade = now;
                yield "a backup";
            }
            case CRASH -> {
                actors.removeIf(Actor::isServers);
                yield "a crash";
            }
            case RESTORE -> restore();
        };
    }

    /// @return whether there is another step; not if the store has no more what was wanted of it
    private static boolean stepped(Actor actor) {
        try {
            return actor.step();
        } catch (ProblemException e) {
            return false;
        }
    }

    private String restore() {
        actors.removeIf(Actor::isServers);
        if (backupMade.plus(BACKUPS).isAfter(now)) {
            books = backup.copy();
            restored = true;
        }
        return "a restore";
    }

    /// What may happen, and how often it does at most.
    private enum What {
        UPLOAD(20),
        CHANGE(25),
        COLLECT(20),
        PURGE(13),
        END_UPLOADS(5),
        COPY_ACROSS(5),
        WAIT(12),
        BACK_UP(4),
        CRASH(3),
        RESTORE(4);

        private final int weight;

        What(int weight) {
            this.weight = weight;
        }
    }

    /// Each play has its own mixture: some things often, some seldom, some never.
    private int[] mixture() {
        return Stream.of(What.values())
                .mapToInt(what ->
                        what == What.UPLOAD || what == What.CHANGE ? what.weight : what.weight * random.nextInt(4))
                .toArray();
    }

    private What what() {
        int at = random.nextInt(IntStream.of(mixture).sum());
        int index = 0;
        while (at >= mixture[index]) {
            at -= mixture[index++];
        }
        return What.values()[index];
    }

    private void begin(Actor actor) {
        if (actors.size() < MOST_ACTORS) {
            actors.add(actor);
        }
    }

    private NamespaceId anyNamespace() {
        return namespaces.get(random.nextInt(namespaces.size()));
    }

    private <T> Optional<T> any(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    // ---- people

    private static Manifest manifest(List<String> texts) {
        return new Manifest(
                ChunkSizes.forFile(0), texts.stream().map(BY_TEXT::get).toList());
    }

    private List<String> anyTexts() {
        var texts = new ArrayList<String>();
        int count = 1 + random.nextInt(3);
        while (texts.size() < count) {
            texts.add(CHUNKS.get(random.nextInt(CHUNKS.size())));
        }
        return texts;
    }

    private static UserId userOf(NamespaceId namespace) {
        return new UserId(namespace.value());
    }

    private OperationResult commit(NamespaceId namespace, List<UploadId> uploads, Operation operation) {
        var request = new CommitRequest(namespace, uploads, List.of(operation), null);
        var stamp = new TreeStore.Stamp(now, new DeviceId(1));
        var by = new CommitWork.By(new Sender(userOf(namespace), null), "device", stamp);
        return books.trees()
                .run(trees -> {
                    var head = trees.lock(namespace).orElseThrow();
                    return new CommitWork(trees, books).run(by, request, head, Set.of(), Long.MAX_VALUE);
                })
                .results()
                .getFirst();
    }

    private Operation.Put put(NamespaceId namespace, List<String> texts) {
        var manifest = manifest(texts);
        var file = random.nextInt(3) == 0 ? any(files(namespace)) : Optional.<NodeState>empty();
        return TestTree.put(
                NodeRef.to(anyFolder(namespace)),
                "file " + ++numbers,
                file.map(NodeState::id).orElse(null),
                file.map(NodeState::versionId).orElse(null),
                manifest,
                PutManifest.whole(manifest),
                false);
    }

    /// Files in tree and trash, and tombstones: an edit brings them all back.
    private List<NodeState> files(NamespaceId namespace) {
        return nodes(namespace).filter(node -> node.kind() == NodeKind.FILE).toList();
    }

    private Stream<NodeState> nodes(NamespaceId namespace) {
        return books.trees().journal(namespace).stream();
    }

    private NodeId anyFolder(NamespaceId namespace) {
        var folders = nodes(namespace)
                .filter(node -> node.isFolder() && node.isLive())
                .map(NodeState::id)
                .toList();
        return random.nextInt(3) == 0 ? any(folders).orElseThrow() : NodeId.rootOf(namespace);
    }

    private String change(NamespaceId namespace) {
        var node = any(nodes(namespace).filter(found -> found.parent() != null).toList());
        if (node.isEmpty() || random.nextInt(12) == 0) {
            commit(namespace, List.of(), TestTree.mkdir(NodeId.rootOf(namespace), "folder " + ++numbers));
            return "mkdir";
        }
        var id = node.get().id();
        switch (random.nextInt(6)) {
            case 0, 1 -> commit(namespace, List.of(), TestTree.delete(id));
            case 2 -> commit(namespace, List.of(), TestTree.restore(id));
            case 3 -> commit(namespace, List.of(), TestTree.move(id, anyFolder(namespace), "moved " + ++numbers));
            case 4 ->
                commit(
                        namespace,
                        List.of(),
                        new Operation.Copy(
                                id, null, NodeRef.to(anyFolder(namespace)), new FileName("copy " + ++numbers), false));
            default -> restoreVersion(namespace);
        }
        return "change";
    }

    /// Makes an older version the newest, by naming it as the base.
    private void restoreVersion(NamespaceId namespace) {
        any(books.trees().past(namespace).stream()
                        .filter(TreeStore.Past::content)
                        .toList())
                .ifPresent(past -> {
                    var content = past.state().requireContent();
                    var manifest = content.manifest();
                    var version = past.state().versionId();
                    var sent = random.nextBoolean()
                            ? PutManifest.whole(manifest)
                            : PutManifest.difference(version, List.of());
                    commit(
                            namespace,
                            List.of(),
                            TestTree.put(
                                    NodeRef.to(NodeId.rootOf(namespace)),
                                    "again " + ++numbers,
                                    past.state().id(),
                                    version,
                                    manifest,
                                    sent,
                                    false));
                });
    }

    private String copyAcross() {
        var from = anyNamespace();
        var source = any(nodes(from)
                .filter(node -> node.content() != null && node.status() != Status.PURGED)
                .toList());
        source.ifPresent(node -> begin(new CopyingAcross(from, anyNamespace(), node.requireContent())));
        return "a copy across begins";
    }

    /// While its chunks are being copied the source is deleted for good, and all that nothing refers to
    /// is released.
    private String copyAtTheWorstMoment() {
        var from = anyNamespace();
        any(nodes(from).filter(node -> node.content() != null && node.isLive()).toList())
                .ifPresent(node -> {
                    var copying = new CopyingAcross(from, anyNamespace(), node.requireContent());
                    commit(from, List.of(), TestTree.delete(node.id()));
                    new Purge(books.trees(), from, now).trash(now.plusSeconds(1));
                    sweepAndReview();
                    copying.step();
                    begin(copying);
                });
        return "a copy at the worst moment";
    }

    /// A copy in another namespace: its chunks first, in a transaction that sees the source as it was when
    /// it began; then the commit.
    private final class CopyingAcross implements Actor {

        private final NamespaceId to;
        private final Manifest manifest;
        private final Map<Fingerprint, MemoryBooks.Place> places;
        private final Instant began = now;
        private boolean shared;

        CopyingAcross(NamespaceId from, NamespaceId to, NodeState.Content content) {
            this.to = to;
            this.manifest = content.manifest();
            this.places = new HashMap<>(books.chunks(from));
            this.places
                    .keySet()
                    .retainAll(
                            manifest.chunks().stream().map(Chunk::fingerprint).toList());
        }

        @Override
        public boolean step() {
            if (shared) {
                var put = TestTree.put(
                        NodeRef.to(NodeId.rootOf(to)),
                        "copied " + ++numbers,
                        null,
                        null,
                        manifest,
                        PutManifest.whole(manifest),
                        false);
                commit(to, List.of(), put);
                return false;
            }
            shared = true;
            boolean inTime = began.plus(LONGEST_TRANSACTION).isAfter(now);
            if (inTime) {
                books.share(places, to);
            }
            return inTime;
        }
    }

    /// One upload of two files: what is missing is sent as one pack; then each file is committed by
    /// itself. A commit that is told of missing chunks sends them.
    private final class Uploading implements Actor {

        private final NamespaceId namespace;
        private final UploadId id;
        private final List<List<String>> files = List.of(anyTexts(), anyTexts());
        private final List<String> objectKeys = new ArrayList<>();
        private final Set<Fingerprint> brought = new HashSet<>();
        private Set<Fingerprint> wanted = new HashSet<>();
        private boolean opened;
        private boolean sent;
        private int committed;
        private int tries;

        Uploading(NamespaceId namespace) {
            this.namespace = namespace;
            this.id = new UploadId(namespace, random.nextLong());
        }

        @Override
        public boolean isServers() {
            return false;
        }

        @Override
        public boolean step() {
            if (!opened) {
                opened = true;
                books.open(id, userOf(namespace), now.plus(UPLOAD_LIFE));
                files.forEach(file ->
                        file.forEach(text -> wanted.add(BY_TEXT.get(text).fingerprint())));
                return true;
            }
            if (!books.isOpen(id, now)) {
                commitAllTheSame();
                return random.nextInt(4) > 0;
            }
            if (random.nextInt(15) == 0) {
                books.end(id, now); // given up in another window
                return true;
            }
            if (!wanted.isEmpty()) {
                offer();
                return true;
            }
            if (!sent) {
                send();
                return true;
            }
            return commit();
        }

        /// As somebody does who does not know that the upload is over.
        private void commitAllTheSame() {
            if (committed < files.size()) {
                CollectorPlay.this.commit(namespace, List.of(id), put(namespace, files.get(committed)));
            }
        }

        private void offer() {
            var known = books.lengths(namespace, wanted).keySet();
            var missing = wanted.stream()
                    .filter(fingerprint -> !known.contains(fingerprint))
                    .sorted()
                    .toList();
            wanted = new HashSet<>();
            if (!missing.isEmpty()) {
                var objectKey = "packs/" + id + "-" + ++numbers;
                objectKeys.add(objectKey);
                books.expect(id, objectKey, directory(missing), now.plus(URL_LIFE));
                brought.addAll(missing);
                sent = false;
            } else {
                sent = true;
            }
        }

        private void send() {
            for (var objectKey : objectKeys) {
                var pack = books.upload(id).orElseThrow().packs().get(objectKey);
                if (pack != null && pack.signedUntil().isAfter(now)) {
                    store.write(objectKey, bytes(pack.directory()));
                    books.arrived(id, objectKey);
                }
            }
            sent = true;
        }

        private boolean commit() {
            var texts = files.get(committed);
            var result = CollectorPlay.this.commit(namespace, List.of(id), put(namespace, texts));
            if (result instanceof OperationResult.MissingChunks(var missing) && ++tries < 4) {
                missing.forEach(
                        index -> wanted.add(BY_TEXT.get(texts.get(index)).fingerprint()));
                requireNoneOf(wanted);
                return true;
            }
            committed++;
            if (committed == files.size() || tries == 4) {
                if (random.nextBoolean()) {
                    books.end(id, now);
                }
                return false;
            }
            return true;
        }

        /// What the namespace has got from an open upload is there for its next commit.
        private void requireNoneOf(Set<Fingerprint> missing) {
            var upload = books.upload(id).orElseThrow();
            upload.packs().values().stream()
                    .flatMap(pack -> pack.placed().stream())
                    .filter(missing::contains)
                    .findFirst()
                    .ifPresent(chunk -> {
                        throw failure("an open upload has brought a chunk that is missing: " + TEXTS.get(chunk));
                    });
        }
    }

    private static PackDirectory directory(List<Fingerprint> chunks) {
        return new PackDirectory(chunks.stream()
                .map(fingerprint -> BY_TEXT.get(TEXTS.get(fingerprint)))
                .map(chunk -> new PackedChunk(chunk.fingerprint(), chunk.length(), chunk.length(), Encoding.IDENTITY))
                .toList());
    }

    private static byte[] bytes(PackDirectory directory) {
        var text = new StringBuilder();
        directory.chunks().forEach(chunk -> text.append(TEXTS.get(chunk.fingerprint())));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    // ---- the server

    private String purge(NamespaceId namespace) {
        var purge = new Purge(books.trees(), namespace, now);
        switch (random.nextInt(4)) {
            case 0 -> purge.trash(now.minus(KEPT));
            case 1 -> purge.trash(now); // somebody empties it
            case 2 -> purge.below();
            default -> purge.versions(now.minus(KEPT), random.nextInt(2));
        }
        return "purge";
    }

    private String collect() {
        var sparse = books.sparsePacks(now, 3);
        if (!sparse.isEmpty() && random.nextBoolean()) {
            begin(new Repack(books, store, this::now, sparse, "packs/" + ++numbers)::step);
            return "repacking";
        }
        switch (random.nextInt(5)) {
            case 0 -> collectAll();
            case 1 -> begin(new Deduplication(books, this::now, 1)::step);
            case 2 -> {
                var sweep = new Sweep(books, anyNamespace(), this::now);
                begin(sweep::step);
            }
            case 3 -> any(books.upForReview(9)).ifPresent(review()::review);
            default -> any(books.dead(now, 9)).ifPresent(pack -> begin(new Burial(books, store, pack)::step));
        }
        return "collecting";
    }

    /// One run that nobody disturbs.
    private void collectAll() {
        sweepAndReview();
        for (var pack : books.dead(now, 99)) {
            var burial = new Burial(books, store, pack);
            while (burial.step()) {
                check();
            }
        }
        check();
    }

    private void sweepAndReview() {
        for (var namespace : namespaces) {
            var sweep = new Sweep(books, namespace, this::now);
            while (sweep.step()) {
                check();
            }
        }
        books.upForReview(99).forEach(review()::review);
        check();
    }

    private PackReview review() {
        return new PackReview(books, this::now, GRACE);
    }

    /// Objects that were given up go.
    private final class Sweeping implements Actor {

        private final List<String> due = new ArrayList<>(books.doomedBefore(now));

        void all() {
            while (step()) {
                // one after the other
            }
        }

        @Override
        public boolean step() {
            if (due.isEmpty()) {
                return false;
            }
            var objectKey = due.removeFirst();
            store.delete(objectKey);
            books.forgetDoomed(objectKey);
            return true;
        }
    }

    // ---- what must hold

    private void check() {
        for (var namespace : namespaces) {
            for (var content : kept(namespace)) {
                for (var chunk : content.manifest().chunks()) {
                    checkThere(namespace, chunk);
                }
            }
        }
    }

    /// All contents that are kept.
    private List<NodeState.Content> kept(NamespaceId namespace) {
        var kept = new ArrayList<NodeState.Content>();
        for (var node : books.trees().nodes(namespace)) {
            if (node.content() != null && node.status() != Status.PURGED) {
                kept.add(node.content());
            }
        }
        for (var past : books.trees().past(namespace)) {
            if (past.content()) {
                kept.add(past.state().requireContent());
            }
        }
        return kept;
    }

    private void checkThere(NamespaceId namespace, Chunk chunk) {
        var text = TEXTS.get(chunk.fingerprint());
        var place = books.chunks(namespace).get(chunk.fingerprint());
        if (place == null) {
            throw failure("no row says where chunk " + text + " is");
        }
        var pack = books.pack(place.pack()).orElseThrow(() -> failure("the pack of chunk " + text + " is forgotten"));
        if (!pack.holds(chunk.fingerprint())) {
            throw failure("chunk " + text + " is not in its pack");
        }
        if (!store.has(pack.objectKey())) {
            throw failure("the object with chunk " + text + " is gone");
        }
    }

    /// When everybody has gone home, nothing stays but what is kept.
    private void settle() {
        last = "settling";
        now = now.plus(UPLOAD_LIFE).plus(URL_LIFE).plusSeconds(1);
        actors.clear();
        books.endExpired(now);
        for (int round = 0; round < 2; round++) {
            collectAll();
            now = now.plus(GRACE).plusSeconds(1);
        }
        collectAll();
        var sweeping = new Sweeping();
        while (sweeping.step()) {
            check();
        }
        checkNothingElse();
    }

    private void checkNothingElse() {
        var used = new HashSet<String>();
        for (var namespace : namespaces) {
            var needed = new HashSet<Fingerprint>();
            kept(namespace)
                    .forEach(content -> content.manifest().chunks().forEach(chunk -> needed.add(chunk.fingerprint())));
            if (!books.chunks(namespace).keySet().equals(needed)) {
                throw failure("chunks stay that nothing needs");
            }
            books.chunks(namespace)
                    .values()
                    .forEach(place ->
                            used.add(books.pack(place.pack()).orElseThrow().objectKey()));
        }
        if (!books.objectKeys().equals(used)) {
            throw failure("packs stay that nothing needs");
        }
        if (!restored && !store.keys().equals(used)) {
            throw failure("objects stay that nothing needs");
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError("seed " + seed + ", after " + last + ": " + what);
    }
}
