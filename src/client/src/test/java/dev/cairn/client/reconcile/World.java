package dev.cairn.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.VersionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A server, a disk and a memory that are nothing but trees, and carry out plans by the rules of
/// `src/docs/protocol.md`. Every action that would lose a content, or that finds its folder missing
/// or its place taken, is an error.
final class World {

    static final NamespaceId NAMESPACE = new NamespaceId(1);
    static final EntryId ROOT = EntryId.of(NodeId.rootOf(NAMESPACE));

    final Tree remote = new Tree(ROOT);
    final Tree synced = new Tree(ROOT);
    final Tree local = new Tree(ROOT);
    final Set<EntryId> unknown = new HashSet<>();

    /// Every content that the server has ever had: it keeps them all.
    final Set<Fingerprint> kept = new HashSet<>();

    /// Versions that were replaced by somebody who had not seen them.
    final List<Fingerprint> conflicts = new ArrayList<>();

    private final Map<EntryId, Entry> trash = new HashMap<>();
    private int lastNode = 1;
    private int lastLocal;
    private int lastCopy;
    private int lastVersion;

    Trees trees() {
        return new Trees(remote, synced, local, unknown::contains);
    }

    // ---- making

    static Fingerprint fingerprint(String text) {
        return Fingerprint.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    Content content(String text) {
        return new Content(fingerprint(text), text.length(), false, Instant.EPOCH, null);
    }

    EntryId nextNode() {
        return EntryId.of(new NodeId(NAMESPACE, ++lastNode));
    }

    EntryId nextLocal() {
        return new EntryId(--lastLocal);
    }

    /// A file, or without text a folder, that both sides have.
    EntryId both(EntryId parent, String name, @Nullable String text) {
        var id = remotely(parent, name, text);
        var entry = remote.find(id).orElseThrow();
        synced.put(entry);
        local.put(entry);
        return id;
    }

    EntryId remotely(EntryId parent, String name, @Nullable String text) {
        var id = nextNode();
        remote.put(new Entry(id, new Place(parent, name), text == null ? null : version(id, content(text))));
        return id;
    }

    EntryId locally(EntryId parent, String name, @Nullable String text) {
        var id = nextLocal();
        local.put(new Entry(id, new Place(parent, name), text == null ? null : content(text)));
        return id;
    }

    void editRemotely(EntryId id, String text) {
        remote.put(remote.find(id).orElseThrow().with(version(id, content(text))));
    }

    void editLocally(EntryId id, String text) {
        local.put(local.find(id).orElseThrow().with(content(text)));
    }

    void move(Tree tree, EntryId id, EntryId parent, String name) {
        tree.put(tree.find(id).orElseThrow().at(new Place(parent, name)));
    }

    void delete(Tree tree, EntryId id) {
        for (var entry : tree.below(id).reversed()) {
            delete(tree, entry.id());
        }
        if (tree == remote) {
            remote.find(id).ifPresent(entry -> trash.put(id, entry));
        }
        tree.remove(id);
    }

    private Content version(EntryId id, Content content) {
        kept.add(content.fingerprint());
        return new Content(
                content.fingerprint(),
                content.size(),
                content.executable(),
                content.modified(),
                new VersionId(id.node(), ++lastVersion));
    }

    // ---- looking

    /// Paths with their contents, `/` at the end of folders.
    static Map<String, String> show(Tree tree) {
        var shown = new TreeMap<String, String>();
        for (var entry : tree.fromTop()) {
            var path = String.join("/", tree.path(entry.id()));
            if (entry.isFolder()) {
                shown.put(path + "/", "");
            } else {
                shown.put(path, entry.requireContent().fingerprint().toString().substring(0, 8));
            }
        }
        return shown;
    }

    // ---- doing

    /// Plans and carries out until nothing is left to do.
    ///
    /// @return how many plans it took
    int settle() {
        return settle(Integer.MAX_VALUE);
    }

    /// @param mostNew how many new files are in each plan
    int settle(int mostNew) {
        for (int round = 0; round < 200; round++) {
            var plan = Planner.plan(trees(), mostNew);
            if (plan.isEmpty()) {
                return round;
            }
            plan.notes().forEach(this::carryOut);
            plan.server().forEach(this::carryOut);
            plan.disk().forEach(this::carryOut);
        }
        throw new AssertionError("Not settled after 200 plans; the last: " + Planner.plan(trees()) + " of "
                + remote.entries() + synced.entries() + local.entries());
    }

    void carryOut(Action action) {
        switch (action) {
            case Action.Note note -> note(note);
            case Action.OnServer step -> onServer(step);
            case Action.OnDisk step -> onDisk(step);
        }
    }

    private void note(Action.Note note) {
        switch (note) {
            case Action.Agree(var id) -> synced.put(remote.find(id).orElseThrow());
            case Action.Forget(var id) -> synced.remove(id);
            case Action.Recognise(var there, var id) -> {
                local.rename(there, id);
                synced.put(remote.find(id).orElseThrow());
            }
            case Action.Detach(var id) -> {
                local.rename(id, nextLocal());
                synced.remove(id);
            }
        }
    }

    private void onServer(Action.OnServer step) {
        switch (step) {
            case Action.Upload(var id) -> upload(id);
            case Action.MakeRemoteFolder(var id) -> makeRemoteFolder(id);
            case Action.MoveRemote(var id) -> moveRemote(id);
            case Action.StepAside(var id) -> {
                var entry = remote.find(id).orElseThrow();
                remote.put(entry.at(new Place(entry.place().parent(), ".aside-" + id)));
            }
            case Action.DeleteRemote(var id) -> {
                synced.find(id).orElseThrow();
                delete(remote, id);
                synced.remove(id);
            }
        }
    }

    private void upload(EntryId id) {
        var sent = local.find(id).orElse(null);
        if (sent == null || !remote.hasFolder(sent.place().parent())) {
            return; // renamed or merged meanwhile: planned again
        }
        var there = at(sent.place(), id);
        if (remote.has(id)) {
            var former = remote.find(id).orElseThrow().requireContent();
            var base = synced.find(id).map(Entry::requireContent).orElse(null);
            if (base == null || !former.version().equals(base.version())) {
                conflicts.add(former.fingerprint());
            }
            var content = version(id, sent.requireContent());
            remote.put(remote.find(id).orElseThrow().with(content));
            synced.put(synced.find(id).orElse(sent).with(content));
        } else if (id.isNode()) {
            assertThat(trash).containsKey(id);
            var content = version(id, sent.requireContent());
            remote.put(new Entry(id, there.isEmpty() ? sent.place() : conflictName(sent.place()), content));
            synced.put(sent.with(content));
        } else if (there.isPresent()
                && !there.get().isFolder()
                && there.get().requireContent().sameBytes(sent.requireContent())) {
            if (!local.has(there.get().id())) {
                local.rename(id, there.get().id());
                synced.put(there.get().at(sent.place()));
            }
        } else {
            var node = nextNode();
            var content = version(node, sent.requireContent());
            remote.put(new Entry(node, there.isEmpty() ? sent.place() : conflictName(sent.place()), content));
            local.rename(id, node);
            synced.put(new Entry(node, sent.place(), content));
        }
    }

    private void makeRemoteFolder(EntryId id) {
        var sent = local.find(id).orElseThrow();
        if (!remote.hasFolder(sent.place().parent())) {
            return;
        }
        var there = at(sent.place(), id);
        if (there.isPresent() && there.get().isFolder()) {
            if (!local.has(there.get().id())) {
                local.rename(id, there.get().id());
                synced.put(there.get().at(sent.place()));
            }
            return;
        }
        there.ifPresent(file -> remote.put(file.at(conflictName(file.place()))));
        var node = nextNode();
        remote.put(new Entry(node, sent.place(), null));
        local.rename(id, node);
        synced.put(new Entry(node, sent.place(), null));
    }

    private void moveRemote(EntryId id) {
        var wanted = local.find(id).orElseThrow().place();
        if (!remote.has(id) || !remote.hasFolder(wanted.parent()) || remote.isWithin(wanted.parent(), id)) {
            return;
        }
        var entry = remote.find(id).orElseThrow();
        var taken = at(wanted, id);
        remote.put(entry.at(taken.isEmpty() ? wanted : conflictName(wanted)));
        synced.put(synced.find(id).orElseThrow().at(wanted));
    }

    private Optional<Entry> at(Place place, EntryId besides) {
        return remote.children(place.parent()).stream()
                .filter(child -> !child.equals(besides))
                .flatMap(child -> remote.find(child).stream())
                .filter(child -> child.place().key().equals(place.key()))
                .findFirst();
    }

    private Place conflictName(Place place) {
        return new Place(
                place.parent(),
                new FileName(place.name()).with(" (copy " + ++lastCopy + ")").value());
    }

    private void onDisk(Action.OnDisk step) {
        switch (step) {
            case Action.Download(var id) -> download(id);
            case Action.MakeLocalFolder(var id) -> {
                var made = remote.find(id).orElse(null);
                if (made != null && local.hasFolder(made.place().parent()) && isFree(made.place(), id)) {
                    local.put(made);
                    synced.put(made);
                }
            }
            case Action.MoveLocal(var id) -> {
                var wanted = remote.find(id).map(Entry::place).orElse(null);
                if (wanted != null && local.hasFolder(wanted.parent()) && isFree(wanted, id)) {
                    assertThat(local.isWithin(wanted.parent(), id))
                            .as("into itself")
                            .isFalse();
                    move(local, id, wanted.parent(), wanted.name());
                    var known = synced.find(id).or(() -> remote.find(id)).orElseThrow();
                    synced.put(known.at(wanted));
                }
            }
            case Action.Distinguish(var id) -> {
                var place = local.find(id).orElseThrow().place();
                local.put(local.find(id).orElseThrow().at(conflictName(place)));
            }
            case Action.Park(var id) -> move(local, id, EntryId.PARKING, id.toString());
            case Action.DeleteLocal(var id) -> {
                var entry = local.find(id).orElseThrow();
                if (remote.has(id)) {
                    return; // it came back meanwhile
                }
                assertThat(local.children(id)).as("what is in a deleted folder").isEmpty();
                assertStored(entry);
                local.remove(id);
                synced.remove(id);
            }
        }
    }

    private void download(EntryId id) {
        var fetched = remote.find(id).orElse(null);
        var there = local.find(id).orElse(null);
        if (fetched == null) {
            return;
        }
        if (there != null) {
            assertStored(there);
            local.put(there.with(fetched.content()));
            synced.put(synced.find(id).orElseThrow().with(fetched.content()));
        } else if (local.hasFolder(fetched.place().parent()) && isFree(fetched.place(), id)) {
            local.put(fetched);
            synced.put(fetched);
        }
    }

    private boolean isFree(Place place, EntryId id) {
        return local.children(place.parent()).stream()
                .filter(child -> !child.equals(id))
                .noneMatch(
                        child -> local.find(child).orElseThrow().place().key().equals(place.key()));
    }

    private void assertStored(Entry entry) {
        if (!entry.isFolder()) {
            assertThat(kept)
                    .as("contents on the server, before one is removed from the disk")
                    .contains(entry.requireContent().fingerprint());
        }
    }
}
