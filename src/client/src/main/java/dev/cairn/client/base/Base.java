package dev.cairn.client.base;

import dev.cairn.client.base.BaseStore.Key;
import dev.cairn.client.base.BaseStore.Which;
import dev.cairn.client.disk.Disk;
import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.reconcile.IdMap;
import dev.cairn.client.reconcile.Place;
import dev.cairn.client.reconcile.Tree;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that this device remembers. Changes are in memory until [#save].
///
/// Not for more than one thread.
public final class Base {

    private static final String LAST_LOCAL = "last-local-id";

    private final BaseStore store;
    private final Tree everything;
    private final Tree synced;
    private final Tree local;
    private final IdMap<Seen> seen = new IdMap<>();
    private final TreeMap<String, String> values = new TreeMap<>();

    private final Map<Which, IdMap<Boolean>> changed = new EnumMap<>(Which.class);
    private final Set<String> changedValues = new LinkedHashSet<>();
    private Set<EntryId> hidden = Set.of();
    private @Nullable Tree visible;
    private @Nullable Pending pending;
    private boolean pendingChanged;

    /// @param root the top folder
    public Base(BaseStore store, EntryId root) {
        this.store = store;
        this.everything = new Tree(root);
        this.synced = new Tree(root);
        this.local = new Tree(root);
        forgetChanged();
        var snapshot = store.load(this::take);
        values.putAll(snapshot.values());
        pending = snapshot.pending();
    }

    private void take(BaseStore.Row row) {
        switch (row.tree()) {
            case REMOTE -> everything.put(row.entry());
            case SYNCED -> synced.put(shared(row.entry(), everything));
            case LOCAL -> {
                var entry = shared(row.entry(), synced);
                local.put(entry);
                var how = Objects.requireNonNull(row.seen(), "A local entry was seen");
                seen.put(entry.id(), how.sharing(entry.place().name()));
            }
        }
    }

    /// Most entries are equal in all trees: then they are one object.
    private static Entry shared(Entry entry, Tree other) {
        return other.find(entry.id()).filter(entry::isKnownAs).orElse(entry);
    }

    // ---- looking

    /// The server's tree: what is live, and chosen to be here.
    public Tree remote() {
        if (visible == null) {
            visible = visible();
        }
        return visible;
    }

    /// All of it, unless something is not chosen, or is below what is gone.
    private Tree visible() {
        var reachable = everything.fromTop();
        if (hidden.isEmpty() && reachable.size() == everything.size()) {
            return everything;
        }
        var tree = new Tree(everything.root());
        var left = new LinkedHashSet<EntryId>();
        for (var entry : reachable) {
            if (hidden.contains(entry.id()) || left.contains(entry.place().parent())) {
                left.add(entry.id());
            } else {
                tree.put(entry);
            }
        }
        return tree;
    }

    /// Whether a node is live on the server, chosen to be here or not.
    public boolean isLive(EntryId id) {
        return everything.isWithin(id, everything.root());
    }

    /// The server's tree with all that is not chosen.
    public Tree everything() {
        return everything;
    }

    public Tree synced() {
        return synced;
    }

    public Tree local() {
        return local;
    }

    /// How an entry of the local tree was last seen.
    public Seen seen(EntryId id) {
        return Objects.requireNonNull(seen.get(id), "A local entry was seen");
    }

    /// Tells how each entry of the local tree was last seen.
    public void eachSeen(BiConsumer<EntryId, Seen> listener) {
        seen.forEach(listener);
    }

    /// Where an entry of the local tree is on the disk.
    public String diskPath(EntryId id) {
        if (id.equals(local.root())) {
            return "";
        }
        if (id.equals(EntryId.PARKING)) {
            return Disk.PARKING;
        }
        var parent = diskPath(local.find(id).orElseThrow().place().parent());
        return child(parent, seen(id).name());
    }

    /// The path of an entry in a folder.
    public static String child(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// All values whose keys begin so, in the order of their keys.
    public Map<String, String> values(String prefix) {
        return Collections.unmodifiableMap(values.subMap(prefix, prefix + Character.MAX_VALUE));
    }

    /// The commit whose answer is not known.
    public Optional<Pending> pending() {
        return Optional.ofNullable(pending);
    }

    /// The manifest of a content, if it was kept.
    public Optional<Manifest> manifest(Fingerprint content) {
        return store.manifest(content);
    }

    // ---- changing

    /// Keeps a manifest from now on, saved or not.
    public void keepManifest(Manifest manifest) {
        store.keepManifest(manifest);
    }

    /// Forgets the manifests of which this is true.
    public void forgetManifests(Predicate<Fingerprint> which) {
        store.forgetManifests(which);
    }

    public void expect(Pending commit) {
        pending = commit;
        pendingChanged = true;
    }

    public void expectNothing() {
        pending = null;
        pendingChanged = true;
    }

    public void putRemote(Entry entry) {
        if (everything.find(entry.id()).filter(entry::equals).isPresent()) {
            return;
        }
        everything.put(shared(entry, synced));
        visible = null;
        changed(Which.REMOTE, entry.id());
    }

    /// Takes a node away; what is below it is out of sight with it, and comes back with it.
    public void removeRemote(EntryId id) {
        everything.remove(id);
        visible = null;
        changed(Which.REMOTE, id);
    }

    public void putSynced(Entry entry) {
        if (synced.find(entry.id()).filter(entry::equals).isPresent()) {
            return;
        }
        var known = shared(entry, everything);
        synced.put(known);
        // what the disk has as well is one object with it; the database keeps them apart anyway
        local.find(entry.id()).filter(there -> there.isKnownAs(known)).ifPresent(_ -> local.put(known));
        changed(Which.SYNCED, entry.id());
    }

    public void removeSynced(EntryId id) {
        synced.remove(id);
        changed(Which.SYNCED, id);
    }

    public void putLocal(Entry entry, Seen how) {
        var known = shared(entry, synced);
        local.put(known);
        seen.put(entry.id(), how.sharing(known.place().name()));
        changed(Which.LOCAL, entry.id());
    }

    /// Removes an entry with all that is below it.
    public void removeLocal(EntryId id) {
        for (var entry : List.copyOf(local.below(id))) {
            removeOne(entry.id());
        }
        removeOne(id);
    }

    private void removeOne(EntryId id) {
        local.remove(id);
        seen.remove(id);
        changed(Which.LOCAL, id);
    }

    /// Gives an entry of the local tree another id.
    public void renameLocal(EntryId from, EntryId to) {
        var how = seen.remove(from);
        if (how == null || from.equals(to)) {
            return;
        }
        local.rename(from, to);
        seen.put(to, how);
        changed(Which.LOCAL, from);
        changed(Which.LOCAL, to);
        local.children(to).forEach(child -> changed(Which.LOCAL, child));
    }

    /// An id for something that the server does not know.
    public EntryId nextLocal() {
        long next = value(LAST_LOCAL).map(Long::parseLong).orElse(0L) - 1;
        putValue(LAST_LOCAL, Long.toString(next));
        return new EntryId(next);
    }

    public void putValue(String key, String value) {
        values.put(key, value);
        changedValues.add(key);
    }

    public void removeValue(String key) {
        if (values.remove(key) != null) {
            changedValues.add(key);
        }
    }

    /// Which folders of the server are not to be on this device.
    public void hide(Set<EntryId> folders) {
        hidden = Set.copyOf(folders);
        visible = null;
    }

    /// Forgets what was ever synced, and what the server has said: everything on the disk is new.
    /// That way nothing can be taken for deleted.
    public void forgetServer() {
        for (var entry : List.copyOf(everything.entries())) {
            removeRemote(entry.id());
        }
        for (var entry : List.copyOf(synced.entries())) {
            removeSynced(entry.id());
        }
        for (var entry : List.copyOf(local.entries())) {
            if (entry.id().isNode()) {
                renameLocal(entry.id(), nextLocal());
            }
        }
        expectNothing();
    }

    /// Where an entry of the local tree is put that the disk has elsewhere now.
    public void moveLocal(EntryId id, Place place, Seen how) {
        putLocal(local.find(id).orElseThrow().at(place), how);
    }

    /// Writes what has changed since the last time, all or nothing.
    public void save() {
        boolean isUnchanged = changed.values().stream().allMatch(ids -> ids.size() == 0);
        if (isUnchanged && changedValues.isEmpty() && !pendingChanged) {
            return;
        }
        var texts = new LinkedHashMap<String, Optional<String>>();
        changedValues.forEach(key -> texts.put(key, value(key)));
        Iterable<BaseStore.Change> rows = () -> changes().iterator();
        store.save(new BaseStore.Batch(rows, texts, pendingChanged ? pending() : null));
        forgetChanged();
        changedValues.clear();
        pendingChanged = false;
    }

    private Stream<BaseStore.Change> changes() {
        return changed.entrySet().stream().flatMap(ids -> ids.getValue().ids().map(id -> change(ids.getKey(), id)));
    }

    private BaseStore.Change change(Which which, EntryId id) {
        var row = tree(which).find(id).map(entry -> new BaseStore.Row(which, entry, seenIn(which, id)));
        return new BaseStore.Change(new Key(which, id), row);
    }

    private @Nullable Seen seenIn(Which which, EntryId id) {
        return which == Which.LOCAL ? seen.get(id) : null;
    }

    private void changed(Which which, EntryId id) {
        Objects.requireNonNull(changed.get(which), "There is one for each").put(id, true);
    }

    private void forgetChanged() {
        for (var which : Which.values()) {
            changed.put(which, new IdMap<>());
        }
    }

    private Tree tree(Which which) {
        return switch (which) {
            case REMOTE -> everything;
            case SYNCED -> synced;
            case LOCAL -> local;
        };
    }
}
