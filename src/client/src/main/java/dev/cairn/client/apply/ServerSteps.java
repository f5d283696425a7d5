package dev.cairn.client.apply;

import dev.cairn.client.base.Base;
import dev.cairn.client.base.Mounts;
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
import java.util.ArrayDeque;
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
    private final Mounts mounts;
    private final Journals journals;
    private final Remote remote;
    private final Uploader uploader;
    private final KnownVersions versions;
    private final FileReader reader;
    private final Troubles troubles;
    private final Conflicts conflicts;
    private final Supplier<String> keys;

    /// @param keys makes idempotency keys, each another
    ServerSteps(
            Base base,
            Mounts mounts,
            Journals journals,
            Remote remote,
            Uploader uploader,
            KnownVersions versions,
            FileReader reader,
            Troubles troubles,
            Conflicts conflicts,
            Supplier<String> keys) {
        this.base = base;
        this.mounts = mounts;
        this.journals = journals;
        this.remote = remote;
        this.uploader = uploader;
        this.versions = versions;
        this.reader = reader;
        this.troubles = troubles;
        this.conflicts = conflicts;
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
    /// Each commit is for one namespace; a move to another one is a call of its own.
    Outcome carryOut(List<Action.OnServer> steps) throws IOException {
        boolean any = false;
        var left = new ArrayDeque<>(steps);
        for (int commits = 0; commits < MOST_COMMITS && !left.isEmpty(); commits++) {
            var outcome = isCrossing(left.getFirst()) ? cross(left.removeFirst()) : commit(batch(left));
            any |= outcome.any;
            if (outcome.surprised) {
                return new Outcome(any, true);
            }
        }
        return new Outcome(any, false);
    }

    private Batch batch(ArrayDeque<Action.OnServer> left) {
        var batch = new Batch(namespaceOf(left.getFirst()));
        while (!left.isEmpty() && !batch.isFull() && batch.takes(left.getFirst())) {
            batch.add(left.removeFirst());
        }
        return batch;
    }

    private NamespaceId namespaceOf(Action.OnServer step) {
        if (!base.isLive(step.id())) {
            return destination(step.id());
        }
        return step instanceof Action.Upload ? mounts.holding(step.id()) : mounts.of(step.id());
    }

    /// The namespace of the folder that an entry is in on the disk.
    private NamespaceId destination(EntryId id) {
        return mounts.inside(base.local().find(id).orElseThrow().place().parent());
    }

    private boolean isCrossing(Action.OnServer step) {
        return (step instanceof Action.MoveRemote || step instanceof Action.StepAside)
                && !namespaceOf(step).equals(destination(step.id()));
    }

    /// What steps aside goes at once to where it is to be, under another name if its own is taken; it gets
    /// its own when that is free.
    private Outcome cross(Action.OnServer step) throws IOException {
        var id = step.id();
        var local = base.local().find(id).orElseThrow();
        if (!local.place().parent().isNode()) {
            return new Outcome(false, false); // the folder could not be made
        }
        try {
            var name = cross(local);
            troubles.clear(id);
            base.everything().find(id).ifPresent(entry -> base.putRemote(entry.at(renamed(local.place(), name))));
            if (!(step instanceof Action.StepAside)) {
                base.synced().find(id).ifPresent(entry -> base.putSynced(entry.at(local.place())));
            }
        } catch (ProblemException refused) {
            requireFinal(refused);
            if (refused.type() != ProblemType.NOT_FOUND) {
                troubles.add(id, String.valueOf(refused.getMessage()));
                // it goes back to where the server has it
                base.synced().find(id).ifPresent(entry -> base.putSynced(entry.at(local.place())));
            }
        }
        base.save();
        return new Outcome(true, true);
    }

    /// @return the name that it has now: another one if its own was taken
    private FileName cross(Entry local) throws IOException {
        var former = base.everything().find(local.id()).orElseThrow().place().parent();
        var wanted = new FileName(local.place().name());
        for (int number = 1; ; number++) {
            var name = number == 1 ? wanted : wanted.with(" (" + number + ")");
            try {
                remote.move(
                        local.id().node(),
                        mounts.nodeOf(former),
                        local.isFolder(),
                        mounts.nodeOf(local.place().parent()),
                        name);
                return name;
            } catch (ProblemException refused) {
                if (refused.type() != ProblemType.NAME_TAKEN) {
                    throw refused;
                }
            }
        }
    }

    /// @throws ProblemException what was refused for now only
    private static void requireFinal(ProblemException refused) {
        if (refused.type().remedy() == ProblemType.Remedy.WAIT
                || refused.type().remedy() == ProblemType.Remedy.SIGN_IN
                || refused.type() == ProblemType.CURSOR_RESET) {
            throw refused;
        }
    }

    private Outcome commit(Batch batch) throws IOException {
        if (batch.operations.isEmpty()) {
            return new Outcome(false, false);
        }
        var uploads = new ArrayList<UploadId>();
        if (!batch.sources.isEmpty()) {
            var sent = uploader.send(
                    batch.namespace, List.copyOf(batch.sources.values()), begunUpload(batch.namespace), this::remember);
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
                new CommitRequest(
                        batch.namespace,
                        uploads,
                        batch.operations,
                        journals.cursor().orElseThrow()),
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
                journals.skip(pending.get().request(), result);
            }
        } catch (ProblemException refused) {
            requireFinal(refused);
            base.removeValue(UPLOAD);
            pending.get().entries().forEach(id -> troubles.add(id, String.valueOf(refused.getMessage())));
            surprised = true;
        }
        base.expectNothing();
        base.save();
        return new Outcome(true, surprised);
    }

    private Optional<UploadId> begunUpload(NamespaceId namespace) throws IOException {
        var begun = base.value(UPLOAD)
                .map(UploadId::valueOf)
                .filter(upload -> upload.namespace().equals(namespace));
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

        private final NamespaceId namespace;
        private final List<Operation> operations = new ArrayList<>();
        private final List<EntryId> entries = new ArrayList<>();
        private final Map<EntryId, Integer> made = new HashMap<>();
        private final Map<EntryId, Uploader.Source> sources = new LinkedHashMap<>();
        private long bytes;
        private int chunks;

        Batch(NamespaceId namespace) {
            this.namespace = namespace;
        }

        boolean takes(Action.OnServer step) {
            return namespaceOf(step).equals(namespace) && !isCrossing(step);
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
                return Optional.of(NodeRef.to(mounts.nodeOf(folder)));
            }
            return Optional.ofNullable(made.get(folder)).map(NodeRef.ResultOf::new);
        }

        private Optional<Operation> put(EntryId id) {
            var local = base.local().find(id).orElse(null);
            var parent = local == null ? Optional.<NodeRef>empty() : parent(folderFor(local));
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
                    .map(version -> new KnownVersion(named(id, version.id()), version.manifest()))
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
                    id.isNode() ? mounts.nodeIn(namespace, id) : null,
                    base.synced()
                            .find(id)
                            .map(Entry::requireContent)
                            .map(Content::version)
                            .map(version -> named(id, version))
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

        /// A version as the namespace names it that the content is in.
        private VersionId named(EntryId id, VersionId version) {
            return new VersionId(mounts.nodeIn(namespace, id), version.number());
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

        /// What a file is written into: the folder that it is in on the disk, unless it has yet to be moved
        /// there from another namespace.
        private EntryId folderFor(Entry local) {
            var here = local.place().parent();
            return mounts.inside(here).equals(namespace)
                    ? here
                    : base.everything().find(local.id()).orElseThrow().place().parent();
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
                    NodeRef.to(mounts.nodeOf(place.parent())),
                    new FileName(".cairn-" + id),
                    null,
                    false));
        }

        private Optional<Operation> delete(EntryId id) {
            var synced = base.synced().find(id).orElseThrow();
            var version = synced.isFolder() ? null : baseVersion(id);
            return Optional.of(new Operation.Delete(
                    id.node(),
                    version == null ? null : version.number(),
                    synced.isFolder() ? journals.seq(namespace) : null));
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
        var known = mounts.entryOf(node);
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
        var named = version == null ? null : new VersionId(known.node(), version.number());
        var content = new Content(put.fingerprint(), put.size(), put.executable(), put.modifiedTime(), named);
        var place = new Place(folder(put.parentId(), results), put.name().value());
        if (!id.isNode()) {
            return made(id, known, new Entry(known, place, content), otherName);
        }
        // a file that is alive stays where it is; one that comes back goes to the place that was named
        var there = base.everything()
                .find(known)
                .filter(_ -> base.isLive(known))
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

    private EntryId folder(NodeRef ref, List<OperationResult> results) {
        return switch (ref) {
            case NodeRef.Existing(var id) -> mounts.entryOf(id);
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
