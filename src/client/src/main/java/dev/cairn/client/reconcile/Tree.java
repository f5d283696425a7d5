package dev.cairn.client.reconcile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Entries by their ids, each below another or below the root, which itself is no entry.
///
/// Not for more than one thread.
public final class Tree {

    private final EntryId root;
    private final IdMap<Entry> entries = new IdMap<>();

    /// Made when it is first asked for, and kept up to date from then on: not every tree needs it.
    private @Nullable IdMap<Siblings> children;

    public Tree(EntryId root) {
        this.root = root;
    }

    public Tree(Tree other) {
        this(other.root);
        other.entries().forEach(this::put);
    }

    public EntryId root() {
        return root;
    }

    public int size() {
        return entries.size();
    }

    public boolean has(EntryId id) {
        return entries.has(id);
    }

    public Optional<Entry> find(EntryId id) {
        return Optional.ofNullable(entries.get(id));
    }

    /// The entry, or null: for loops over a whole tree.
    @Nullable
    Entry get(EntryId id) {
        return entries.get(id);
    }

    public Collection<Entry> entries() {
        return entries.values();
    }

    /// Whether things can be put into it: it is the root, or a folder that is there.
    public boolean hasFolder(EntryId id) {
        var entry = entries.get(id);
        return id.equals(root) || entry != null && entry.isFolder();
    }

    /// The ids of what is in a folder.
    public Collection<EntryId> children(EntryId parent) {
        return in(parent).stream().map(Entry::id).toList();
    }

    /// What is in a folder; a view.
    Collection<Entry> in(EntryId folder) {
        if (children == null) {
            children = new IdMap<>();
            for (var entry : entries.values()) {
                link(children, entry);
            }
        }
        var found = children.get(folder);
        return found == null ? List.of() : found;
    }

    /// Adds an entry, or replaces the one of its id.
    public void put(Entry entry) {
        var former = entries.put(entry.id(), entry);
        if (children != null) {
            if (former != null) {
                unlink(children, former);
            }
            link(children, entry);
        }
    }

    /// Removes one entry; what is below it stays where it is, out of reach of the root.
    public void remove(EntryId id) {
        var former = entries.remove(id);
        if (former != null && children != null) {
            unlink(children, former);
        }
    }

    /// Gives an entry another id; what is below it follows.
    public void rename(EntryId from, EntryId to) {
        var entry = entries.get(from);
        if (entry == null || from.equals(to)) {
            return;
        }
        var below = List.copyOf(in(from));
        remove(from);
        put(entry.as(to));
        below.forEach(child -> put(child.at(new Place(to, child.place().name()))));
    }

    /// Everything that can be reached from the root, folders before what is in them.
    public List<Entry> fromTop() {
        return below(root);
    }

    /// Everything below a folder, folders before what is in them.
    public List<Entry> below(EntryId folder) {
        var found = new ArrayList<Entry>();
        eachBelow(folder, found::add);
        return found;
    }

    /// Tells everything that can be reached from the root, as [#eachBelow] does.
    public void eachFromTop(Consumer<Entry> listener) {
        eachBelow(root, listener);
    }

    /// Tells everything below a folder, folders before what is in them, and what is in one folder
    /// without anything else in between. Nothing may change meanwhile.
    public void eachBelow(EntryId folder, Consumer<Entry> listener) {
        var folders = new ArrayDeque<EntryId>(List.of(folder));
        while (!folders.isEmpty()) {
            for (var entry : in(folders.removeFirst())) {
                listener.accept(entry);
                if (entry.isFolder()) {
                    folders.add(entry.id());
                }
            }
        }
    }

    /// Whether `id` is `folder` or somewhere below it.
    public boolean isWithin(EntryId id, EntryId folder) {
        var at = id;
        for (int depth = 0; depth <= entries.size(); depth++) {
            if (at.equals(folder)) {
                return true;
            }
            var entry = entries.get(at);
            if (entry == null) {
                return false;
            }
            at = entry.place().parent();
        }
        return true;
    }

    /// The names from the root down to the entry; empty if it is not there.
    public List<String> path(EntryId id) {
        var names = new ArrayList<String>();
        for (var entry = entries.get(id);
                entry != null;
                entry = entries.get(entry.place().parent())) {
            names.add(entry.place().name());
        }
        return names.reversed();
    }

    private static void link(IdMap<Siblings> children, Entry entry) {
        var parent = entry.place().parent();
        var siblings = children.get(parent);
        if (siblings == null) {
            siblings = new Siblings();
            children.put(parent, siblings);
        }
        siblings.put(entry);
    }

    private static void unlink(IdMap<Siblings> children, Entry former) {
        var siblings = children.get(former.place().parent());
        if (siblings != null) {
            siblings.remove(former.id());
        }
    }
}
