package dev.cairn.client.base;

import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.reconcile.Place;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the namespaces that people share hang in the tree: each at a folder, the mount, which stands
/// for the shared namespace's top folder here. So all trees stay one.
///
/// The top of a namespace may also be a file, which is all that is in it. The mount then is a file: its place
/// is in the tree that it hangs in, its content in the namespace that hangs there.
///
/// Not for more than one thread.
public final class Mounts {

    private static final String PREFIX = "mount:";

    private final Base base;
    private final NamespaceId own;
    private final Map<NamespaceId, Mount> mounts = new HashMap<>();
    private final Map<EntryId, NamespaceId> targets = new HashMap<>();

    /// @param own the namespace that all others hang in
    public Mounts(Base base, NamespaceId own) {
        this.base = base;
        this.own = own;
        base.values(PREFIX).forEach((key, value) -> {
            var words = value.split(" ");
            keep(
                    NamespaceId.valueOf(key.substring(PREFIX.length())),
                    new Mount(new EntryId(Long.parseLong(words[0])), Role.valueOf(words[1])));
        });
    }

    private record Mount(EntryId id, Role role) {}

    // ---- looking

    public boolean isMount(EntryId id) {
        return targets.containsKey(id);
    }

    /// The namespace that what is in a folder belongs to. A folder that the server does not know yet
    /// will be where its parent is.
    public NamespaceId inside(EntryId folder) {
        var at = folder;
        while (!at.isNode()) {
            at = base.local().find(at).orElseThrow().place().parent();
        }
        for (int depth = 0; depth <= base.everything().size(); depth++) {
            var target = targets.get(at);
            if (target != null) {
                return target;
            }
            var entry = base.everything().find(at);
            if (entry.isEmpty()) {
                break;
            }
            at = entry.get().place().parent();
        }
        // the top of a tree, perhaps of one that does not hang anywhere yet
        return at.node().birthplace();
    }

    /// The namespace that a node is in.
    public NamespaceId of(EntryId node) {
        return base.everything()
                .find(node)
                .map(entry -> inside(entry.place().parent()))
                .orElse(own);
    }

    /// The namespace that the content of a file is in.
    public NamespaceId holding(EntryId file) {
        var target = targets.get(file);
        return target == null ? of(file) : target;
    }

    public boolean mayWrite(NamespaceId namespace) {
        var mount = mounts.get(namespace);
        return mount == null || mount.role.mayWrite();
    }

    /// A folder, as its own namespace knows it.
    public NodeId nodeOf(EntryId folder) {
        var target = targets.get(folder);
        return target == null ? folder.node() : NodeId.rootOf(target);
    }

    /// A node, as commits to a namespace name it: a mount is another one in the namespace that hangs there.
    public NodeId nodeIn(NamespaceId namespace, EntryId id) {
        return namespace.equals(targets.get(id)) ? NodeId.rootOf(namespace) : id.node();
    }

    /// The entry that a node of the server stands for.
    public EntryId entryOf(NodeId node) {
        var mount = mounts.get(node.birthplace());
        return mount != null && node.equals(NodeId.rootOf(node.birthplace())) ? mount.id : EntryId.of(node);
    }

    // ---- changing

    /// A namespace hangs at a folder. What is known to be in it is there now, wherever it was before.
    ///
    /// @return whether another one hung there before
    public boolean hang(NamespaceId target, EntryId id, Role role) {
        boolean isOther = !target.equals(targets.get(id)) && takeIn(id);
        var former = Optional.ofNullable(mounts.get(target)).map(Mount::id);
        keep(target, new Mount(id, role));
        base.putValue(PREFIX + target, id.value() + " " + role);
        bring(EntryId.of(NodeId.rootOf(target)), id);
        former.filter(other -> !other.equals(id)).ifPresent(other -> {
            targets.remove(other);
            bring(other, id);
        });
        return isOther;
    }

    private void bring(EntryId from, EntryId to) {
        for (var child : List.copyOf(base.everything().children(from))) {
            var entry = base.everything().find(child).orElseThrow();
            base.putRemote(entry.at(new Place(to, entry.place().name())));
        }
    }

    /// What hung at a folder is in it now, as in any other.
    ///
    /// @return whether anything hung there
    public boolean takeIn(EntryId id) {
        var target = Optional.ofNullable(targets.get(id));
        target.ifPresent(this::forget);
        return target.isPresent();
    }

    /// A namespace can be seen no more, nor anything in it.
    public void unhang(NamespaceId target) {
        var mount = mounts.get(target);
        if (mount != null) {
            base.everything().below(mount.id).stream().map(Entry::id).toList().forEach(base::removeRemote);
            forget(target);
        }
    }

    /// The server is another: nothing is known of what hangs where.
    public void forgetAll() {
        List.copyOf(mounts.keySet()).forEach(this::forget);
    }

    private void keep(NamespaceId target, Mount mount) {
        mounts.put(target, mount);
        targets.put(mount.id, target);
    }

    private void forget(NamespaceId target) {
        targets.remove(mounts.remove(target).id);
        base.removeValue(PREFIX + target);
    }
}
