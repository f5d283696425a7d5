package dev.cairn.client.base;

import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a [Base] is kept between two runs.
public interface BaseStore extends AutoCloseable {

    /// Everything that was saved.
    Snapshot load();

    /// Writes a batch, all or nothing.
    void save(Batch batch);

    @Override
    void close();

    /// The trees. The numbers are in databases for ever.
    enum Which {
        REMOTE(1),
        SYNCED(2),
        LOCAL(3);

        private final int number;

        Which(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    record Key(Which tree, EntryId id) {}

    /// @param seen for the local tree alone
    record Row(Which tree, Entry entry, @Nullable Seen seen) {}

    /// @param rows of all trees
    /// @param values what is remembered besides
    /// @param pending null if there is none
    record Snapshot(
            List<Row> rows,
            Map<String, String> values,
            @Nullable Pending pending) {}

    /// @param rows empty for what is to be removed
    /// @param values empty for what is to be removed
    /// @param pending empty if there is none any more; null if that has not changed
    record Batch(
            Map<Key, Optional<Row>> rows,
            Map<String, Optional<String>> values,
            @Nullable Optional<Pending> pending) {
        public boolean isEmpty() {
            return rows.isEmpty() && values.isEmpty() && pending == null;
        }
    }
}
