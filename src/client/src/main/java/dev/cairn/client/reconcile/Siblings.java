package dev.cairn.client.reconcile;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is in one folder, in a third of the room that an [IdMap] takes: each entry knows its id.
///
/// Open addressing with linear probing; the order depends on nothing but what was put in and removed
/// before.
final class Siblings extends AbstractCollection<Entry> {

    private static final int SMALLEST = 4;

    private @Nullable Entry[] entries = new @Nullable Entry[SMALLEST];
    private int size;

    @Override
    public int size() {
        return size;
    }

    /// Adds an entry, or replaces the one of its id.
    void put(Entry entry) {
        int place = place(entry.id());
        boolean isNew = entries[place] == null;
        entries[place] = entry;
        if (isNew && 5L * ++size > 4L * entries.length) {
            grow();
        }
    }

    void remove(EntryId id) {
        int place = place(id);
        if (entries[place] != null) {
            entries[place] = null;
            size--;
            closeUp(place);
        }
    }

    /// Where an id is, or where it would be put.
    private int place(EntryId id) {
        int place = home(id);
        for (var there = entries[place]; there != null && !there.has(id); there = entries[place]) {
            place = place + 1 & entries.length - 1;
        }
        return place;
    }

    private int home(EntryId id) {
        return IdMap.home(id.value(), entries.length);
    }

    private void grow() {
        var former = entries;
        entries = new @Nullable Entry[2 * former.length];
        for (var entry : former) {
            if (entry != null) {
                entries[place(entry.id())] = entry;
            }
        }
    }

    /// Puts those behind a gap where they belong.
    private void closeUp(int gap) {
        int place = gap + 1 & entries.length - 1;
        for (var entry = entries[place]; entry != null; entry = entries[place]) {
            entries[place] = null;
            entries[place(entry.id())] = entry;
            place = place + 1 & entries.length - 1;
        }
    }

    @Override
    public Iterator<Entry> iterator() {
        return new Iterator<>() {

            private int next = after(-1);

            private int after(int place) {
                int at = place + 1;
                while (at < entries.length && entries[at] == null) {
                    at++;
                }
                return at;
            }

            @Override
            public boolean hasNext() {
                return next < entries.length;
            }

            @Override
            public Entry next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                var entry = Objects.requireNonNull(entries[next]);
                next = after(next);
                return entry;
            }
        };
    }
}
