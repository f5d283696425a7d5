package dev.cairn.client.reconcile;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Values by ids, in a third of the room that a `HashMap` takes: open addressing with linear
/// probing.
///
/// Ids that follow each other lie beside each other, 64 at a time, so that what was found together
/// is also met together. The order depends on nothing but what was put in and removed before.
public final class IdMap<V> {

    private static final int SMALLEST = 4;
    private static final int RUN_BITS = 6;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] ids = new long[SMALLEST];
    private @Nullable Object[] values = new @Nullable Object[SMALLEST];
    private int size;

    public int size() {
        return size;
    }

    public boolean has(EntryId id) {
        return values[place(id.value())] != null;
    }

    /// The value, or null if there is none.
    @SuppressWarnings("unchecked") // only put fills in values
    public @Nullable V get(EntryId id) {
        return (V) values[place(id.value())];
    }

    /// @return what was there before
    @SuppressWarnings("unchecked") // only put fills in values
    public @Nullable V put(EntryId id, V value) {
        int place = place(id.value());
        var former = (V) values[place];
        ids[place] = id.value();
        values[place] = Objects.requireNonNull(value);
        if (former == null && 5L * ++size > 4L * ids.length) {
            grow();
        }
        return former;
    }

    /// @return what was there
    public @Nullable V remove(EntryId id) {
        var former = get(id);
        if (former != null) {
            vacate(place(id.value()));
            size--;
        }
        return former;
    }

    /// All values; a view.
    public Collection<V> values() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<V> iterator() {
                return new Values();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /// All ids, in the same order.
    public Stream<EntryId> ids() {
        return IntStream.range(0, ids.length)
                .filter(place -> values[place] != null)
                .mapToObj(place -> new EntryId(ids[place]));
    }

    @SuppressWarnings("unchecked") // only put fills in values
    public void forEach(BiConsumer<EntryId, V> action) {
        for (int place = 0; place < ids.length; place++) {
            if (values[place] != null) {
                action.accept(new EntryId(ids[place]), (V) values[place]);
            }
        }
    }

    /// Where an id is, or where it would be put.
    private int place(long id) {
        int place = home(id);
        while (values[place] != null && ids[place] != id) {
            place = place + 1 & ids.length - 1;
        }
        return place;
    }

    private int home(long id) {
        return home(id, ids.length);
    }

    /// Where an id belongs in a table of a size.
    static int home(long id, int size) {
        long positive = id < 0 ? ~id : id;
        long run = (positive >>> RUN_BITS) * SPREAD >>> Integer.SIZE;
        return (int) (run << RUN_BITS | positive & (1 << RUN_BITS) - 1) & size - 1;
    }

    private void grow() {
        var formerIds = ids;
        var formerValues = values;
        ids = new long[2 * formerIds.length];
        values = new @Nullable Object[ids.length];
        for (int former = 0; former < formerIds.length; former++) {
            if (formerValues[former] != null) {
                int place = place(formerIds[former]);
                ids[place] = formerIds[former];
                values[place] = formerValues[former];
            }
        }
    }

    /// Empties a place, and moves up those behind it that are not where they belong.
    private void vacate(int place) {
        int gap = place;
        int at = place;
        while (true) {
            at = at + 1 & ids.length - 1;
            if (values[at] == null) {
                values[gap] = null;
                return;
            }
            int wayFromHome = at - home(ids[at]) & ids.length - 1;
            int wayFromGap = at - gap & ids.length - 1;
            if (wayFromHome >= wayFromGap) {
                ids[gap] = ids[at];
                values[gap] = values[at];
                gap = at;
            }
        }
    }

    private final class Values implements Iterator<V> {

        private int next = -1;

        Values() {
            advance();
        }

        private void advance() {
            do {
                next++;
            } while (next < values.length && values[next] == null);
        }

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        @SuppressWarnings("unchecked") // only put fills in values
        public V next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var value = (V) Objects.requireNonNull(values[next]);
            advance();
            return value;
        }
    }
}
