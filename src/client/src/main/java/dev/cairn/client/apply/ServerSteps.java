package dev.cairn.client.apply;

import dev.cairn.client.base.Base;
import dev.cairn.client.base.Pending;
import dev.cairn.client.reconcile.Action;
import dev.cairn.client.reconcile.Content;
import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.reconcile.Place;
import dev.cairn.client.remote.KnownVersion;
import dev.cairn.client.remote.Remote;
import dev.cairn.client.transfer.Uploader;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.ManifestDiff;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.PutManifest;
import dev.cairn.core.sync.UploadId;
import dev.cairn.core.sync.VersionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Carries out the steps of a plan on the server: sends what it lacks, commits, and remembers what
/// came of it.
final class ServerSteps {

    /// What one commit may bring, so that progress is kept: 512 MiB.
    private static final long MOST_BYTES = 512L * 1024 * 1024;

    /// Bounds the size of a request: each takes some 75 bytes.
    private static final int MOST_CHUNKS = 60_000;

    /// As many commits are made before the disk has its turn.
    private static final int MOST_COMMITS = 10;

    private static final String UPLOAD = "upload";

    private final Base base;
    private final Remote remote;
    private final Uploader uploader;
    private final KnownVersions versions;
    private final FileReader reader;
    private final Troubles troubles;
    private final Conflicts conflicts;
    private final NamespaceId namespace;
    private final Supplier<String> keys;

    /// @param keys makes idempotency keys, each another
    ServerSteps(
            Base base,
            Remote remote,
            Uploader uploader,
            KnownVersions versions,
            FileReader reader,
            Troubles troubles,
            Conflicts conflicts,
            NamespaceId namespace,
            Supplier<String> keys) {
        this.base = base;
        this.remote = remote;
        this.uploader = uploader;
        this.versions = versions;
        this.reader = reader;
        this.troubles = troubles;
        this.conflicts = conflicts;
        this.namespace = namespace;
        this.keys = keys;
    }

    /// What came of a batch of steps.
    ///
    /// @param any whether something was done
    /// @param surprised whether the server has something that this device did not know: read the
    ///     changes before planning again
    record Outcome(boolean any, boolean surprised) {}

    /// Carries out the first of the steps, commit by commit, until the server has something that
    /// this device did not know, or until others may want their turn.
    ///
    /// @param baseSeq how far the server's journal was read
    /// @param cursor the same, in the server's words
    Outcome carryOut(List<Action.OnServer> steps, long baseSeq, String cursor) throws IOException {
        boolean any = false;
        int from = 0;
        for (int commits = 0; commits < MOST_COMMITS && from < steps.size(); commits++) {
            var batch = new Batch(baseSeq, cursor);
            while (from < steps.size() && !batch.isFull()) {
                batch.add(steps.get(from++));
            }
            var outcome = commit(batch);
            any |= outcome.any;
            if (outcome.surprised) {
                return new Outcome(any, true);
            }
        }
        return new Outcome(any, false);
    }

    private Outcome commit(Batch batch) throws IOException {
        if (batch.operations.isEmpty()) {
            return new Outcome(false, false);
        }
        var uploads = new ArrayList<UploadId>();
        if (!batch.sources.isEmpty()) {
            var sent = uploader.send(List.copyOf(batch.sources.values()), begunUpload(), this::remember);
            sent.upload().ifPresent(uploads::add);
            if (!sent.changed().isEmpty()) {
                // commit nothing that is not there: look at those files again, and plan again
                batch.sources.forEach((id, source) -> {
                    if (sent.changed().contains(source)) {
                        reader.readAgain(id);
                    }
                });
                return new Outcome(true, false);
            }
        }
        base.expect(new Pending(
                keys.get(),
                new CommitRequest(namespace, uploads, batch.operations, batch.cursor),
                List.copyOf(batch.entries)));
        base.save();
        return answerPending();
    }

    /// Sends the commit whose answer is not known, and remembers what came of it.
    Outcome answerPending() throws IOException {
        var pending = base.pending();
        if (pending.isEmpty()) {
            return new Outcome(false, false);
        }
        boolean surprised = false;
        try {
            var result = remote.commit(pending.get().request(), pending.get().key());
            for (int i = 0; i < result.results().size(); i++) {
                var operation = pending.get().request().ops().get(i);
                surprised |= take(pending.get().entries().get(i), operation, result.results(), i);
            }
            if (!surprised) {
                base.removeValue(UPLOAD);
            }
        } catch (ProblemException refused) {
            if (refused.type().remedy() == ProblemType.Remedy.WAIT
                    || refused.type().remedy() == ProblemType.Remedy.SIGN_IN
                    || refused.type() == ProblemType.CURSOR_RESET) {
                throw refused;
            }
            base.removeValue(UPLOAD);
            pending.get().entries().forEach(id -> troubles.add(id, String.valueOf(refused.getMessage())));
            surprised = true;
        }
        base.expectNothing();
        base.save();
        return new Outcome(true, surprised);
    }

    private Optional<UploadId> begunUpload() throws IOException {
        var begun = base.value(UPLOAD).map(UploadId::valueOf);
        if (begun.isPresent()) {
            try {
                remote.nextPack(begun.get());
            } catch (ProblemException closed) {
                base.removeValue(UPLOAD);
                return Optional.empty();
            }
        }
        return begun;
    }

    private void remember(UploadId upload) {
        base.putValue(UPLOAD, upload.toString());
        base.save();
    }

    // ---- what is sent

    private final class Batch {

        private final long baseSeq;
        private final String cursor;
        private final List<Operation> operations = new ArrayList<>();
        private final List<EntryId> entries = new ArrayList<>();
        private final Map<EntryId, Integer> made = new HashMap<>();
        private final Map<EntryId, Uploader.Source> sources = new LinkedHashMap<>();
        private long bytes;
        private int chunks;

        Batch(long baseSeq, String cursor) {
            this.baseSeq = baseSeq;
            this.cursor = cursor;
        }

        boolean isFull() {
            return operations.size() == CommitRequest.MAX_OPERATIONS || bytes > MOST_BYTES || chunks > MOST_CHUNKS;
        }

        void add(Action.OnServer step) {
            var operation = switch (step) {
                case Action.Upload(var id) -> put(id);
                case Action.MakeRemoteFolder(var id) -> makeFolder(id);
                case Action.MoveRemote(var id) -> move(id);
                case Action.StepAside(var id) -> stepAside(id);
                case Action.DeleteRemote(var id) -> delete(id);
            };
            if (operation.isPresent()) {
                if (step instanceof Action.MakeRemoteFolder(var id)) {
                    made.put(id, operations.size());
                }
                operations.add(operation.get());
                entries.add(step.id());
            }
        }

        /// Names a folder that is there, or is made by this commit; empty if it is neither.
        private Optional<NodeRef> parent(EntryId folder) {
            if (folder.isNode()) {
                return Optional.of(NodeRef.to(folder.node()));
            }
            return Optional.ofNullable(made.get(folder)).map(NodeRef.ResultOf::new);
        }

        private Optional<Operation> put(EntryId id) {
            var local = base.local().find(id).orElse(null);
            var parent = local == null
                    ? Optional.<NodeRef>empty()
                    : parent(local.place().parent());
            if (local == null || parent.isEmpty()) {
                return Optional.empty();
            }
            Manifest manifest;
            try {
                manifest = reader.manifestOf(id);
            } catch (IOException e) {
                troubles.add(id, "It cannot be read: " + e.getMessage());
                return Optional.empty();
            }
            var content = local.requireContent();
            if (!manifest.fingerprint().equals(content.fingerprint())) {
                troubles.add(id, "It is being written");
                return Optional.empty();
            }
            boolean isOnServer = base.remote()
                    .find(id)
                    .map(Entry::requireContent)
                    .filter(content::sameBytes)
                    .isPresent();
            var former = versions.synced(id)
                    .filter(version -> version.manifest().sizes().equals(manifest.sizes()));
            if (!isOnServer) {
                sources.put(id, new Uploader.Source(base.diskPath(id), manifest, former.map(KnownVersion::manifest)));
                bytes += content.size();
            }
            var form = former.map(version -> difference(version, manifest)).orElse(PutManifest.whole(manifest));
            chunks += size(form);
            return Optional.of(new Operation.Put(
                    parent.get(),
                    new FileName(local.place().name()),
                    id.isNode() ? id.node() : null,
                    base.synced()
                            .find(id)
                            .map(Entry::requireContent)
                            .map(Content::version)
                            .orElse(null),
                    content.size(),
                    content.modified(),
                    null,
                    content.executable(),
                    content.fingerprint(),
                    manifest.chunks().size() == 1 ? manifest.chunks().getFirst().fingerprint() : null,
                    form,
                    false));
        }

        private static PutManifest difference(KnownVersion former, Manifest manifest) {
            return PutManifest.difference(former.id(), ManifestDiff.between(former.manifest(), manifest));
        }

        /// How many chunks are told.
        private static int size(PutManifest form) {
            return form.splices() == null
                    ? form.chunks() == null ? 0 : form.chunks().size()
                    : form.splices().stream()
                            .mapToInt(splice -> splice.insert().size())
                            .sum();
        }

        private Optional<Operation> makeFolder(EntryId id) {
            var place = base.local().find(id).orElseThrow().place();
            return parent(place.parent())
                    .map(parent -> new Operation.MakeFolder(parent, new FileName(place.name()), false));
        }

        private Optional<Operation> move(EntryId id) {
            var place = base.local().find(id).orElseThrow().place();
            return parent(place.parent())
                    .map(parent ->
                            new Operation.Move(NodeRef.to(id.node()), parent, new FileName(place.name()), null, false));
        }

        private Optional<Operation> stepAside(EntryId id) {
            var place = base.remote().find(id).orElseThrow().place();
            return Optional.of(new Operation.Move(
                    NodeRef.to(id.node()),
                    NodeRef.to(place.parent().node()),
                    new FileName(".cairn-" + id),
                    null,
                    false));
        }

        private Optional<Operation> delete(EntryId id) {
            var synced = base.synced().find(id).orElseThrow();
            var version = synced.isFolder() ? null : baseVersion(id);
            return Optional.of(new Operation.Delete(
                    id.node(), version == null ? null : version.number(), synced.isFolder() ? baseSeq : null));
        }

        /// The version that this device has seen: the synced one, or a newer one of the same bytes.
        private @Nullable VersionId baseVersion(EntryId id) {
            var synced = base.synced().find(id).map(Entry::requireContent);
            var remote = base.remote().find(id).map(Entry::requireContent);
            return synced.isPresent() && remote.isPresent() && remote.get().sameBytes(synced.get())
                    ? remote.get().version()
                    : synced.map(Content::version).orElse(null);
        }
    }

    // ---- what came of it

    /// @return whether the server has something that this device did not know
    private boolean take(EntryId id, Operation operation, List<OperationResult> results, int index) {
        return switch (results.get(index)) {
            case OperationResult.Done done -> done(id, operation, done.nodeId(), done.versionId(), null, results);
            case OperationResult.Conflict conflict -> {
                if (conflict.applied()) {
                    conflicts.add(pathOf(id), conflict);
                    done(id, operation, conflict.nodeId(), conflict.versionId(), conflict.name(), results);
                }
                yield true;
            }
            case OperationResult.MissingChunks _ -> {
                base.removeValue(UPLOAD);
                tellAllNextTime(id, operation);
                yield true;
            }
            case OperationResult.Rejected(var problem) -> {
                tellAllNextTime(id, operation);
                rejected(id, operation, problem);
                yield true;
            }
        };
    }

    /// The version that a difference was told from may be gone on the server, or parts of it damaged.
    private void tellAllNextTime(EntryId id, Operation operation) {
        if (operation instanceof Operation.Put put && put.manifest().needed().isPresent()) {
            versions.forgetSynced(id);
        }
    }

    private String pathOf(EntryId id) {
        return String.join("/", base.local().path(id));
    }

    private void rejected(EntryId id, Operation operation, OperationResult.Problem problem) {
        boolean isGone = ProblemType.ofUri(problem.type()) == ProblemType.NOT_FOUND;
        if (isGone
                && operation instanceof Operation.Put put
                && put.nodeId() != null
                && base.remote().find(id).isEmpty()) {
            // not even in the trash any more: what the disk has is a new file
            var next = base.nextLocal();
            base.removeSynced(id);
            reader.renamed(id, next);
            base.renameLocal(id, next);
        } else if (!isGone) {
            troubles.add(id, problem.detail());
        }
    }

    private boolean done(
            EntryId id,
            Operation operation,
            NodeId node,
            @Nullable VersionId version,
            @Nullable FileName otherName,
            List<OperationResult> results) {
        troubles.clear(id);
        var known = EntryId.of(node);
        return switch (operation) {
            case Operation.Put put -> written(id, known, put, version, otherName, results);
            case Operation.MakeFolder make -> {
                var place =
                        new Place(folder(make.parentId(), results), make.name().value());
                yield made(id, known, new Entry(known, place, null), otherName);
            }
            case Operation.Move move -> {
                var name = Objects.requireNonNull(move.name()).value();
                var place = new Place(folder(move.parentId(), results), name);
                base.everything().find(known).ifPresent(entry -> base.putRemote(entry.at(renamed(place, otherName))));
                if (!name.startsWith(".cairn-")) {
                    base.synced().find(known).ifPresent(entry -> base.putSynced(entry.at(place)));
                }
                yield false;
            }
            case Operation.Delete _ -> {
                base.removeRemote(known);
                base.removeSynced(known);
                yield false;
            }
            case Operation.Copy _ -> false;
            case Operation.Restore _ -> false;
        };
    }

    private boolean written(
            EntryId id,
            EntryId known,
            Operation.Put put,
            @Nullable VersionId version,
            @Nullable FileName otherName,
            List<OperationResult> results) {
        reader.forget(id);
        var content = new Content(put.fingerprint(), put.size(), put.executable(), put.modifiedTime(), version);
        var place = new Place(folder(put.parentId(), results), put.name().value());
        if (!id.isNode()) {
            return made(id, known, new Entry(known, place, content), otherName);
        }
        // a file that is alive stays where it is; one that comes back goes to the place that was named
        var there = base.everything()
                .find(known)
                .filter(entry ->
                        base.everything().isWithin(known, base.everything().root()))
                .map(Entry::place)
                .orElse(renamed(place, otherName));
        base.putRemote(new Entry(known, there, content));
        base.putSynced(
                base.synced().find(known).map(entry -> entry.with(content)).orElse(new Entry(known, place, content)));
        return false;
    }

    /// What was new on the disk is a node now.
    ///
    /// @return whether it is one that was there already
    private boolean made(EntryId id, EntryId known, Entry entry, @Nullable FileName otherName) {
        if (base.local().has(known)) {
            return true; // two entries of the disk cannot be one node: the next plan tells them apart
        }
        boolean isOld = base.everything().has(known);
        reader.renamed(id, known);
        base.renameLocal(id, known);
        base.putSynced(entry);
        if (!isOld) {
            base.putRemote(entry.at(renamed(entry.place(), otherName)));
        }
        return isOld;
    }

    private static Place renamed(Place place, @Nullable FileName otherName) {
        return otherName == null ? place : new Place(place.parent(), otherName.value());
    }

    private static EntryId folder(NodeRef ref, List<OperationResult> results) {
        return switch (ref) {
            case NodeRef.Existing(var id) -> EntryId.of(id);
            case NodeRef.ResultOf(var index) ->
                switch (results.get(index)) {
                    case OperationResult.Done done -> EntryId.of(done.nodeId());
                    case OperationResult.Conflict conflict -> EntryId.of(conflict.nodeId());
                    case OperationResult.MissingChunks _, OperationResult.Rejected _ ->
                        throw new IllegalStateException("What is in a folder was made, and the folder was not");
                };
        };
    }
}
