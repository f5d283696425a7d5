package dev.cairn.client.base;

import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where a [Base] is kept between two runs.
public interface BaseStore extends AutoCloseable {

    /// Everything that was saved.
    ///
    /// @param rows is told one row after the other, since all of them at once can be many
    Snapshot load(Consumer<Row> rows);

    /// Writes a batch, all or nothing.
    void save(Batch batch);

    /// The manifest that has this fingerprint; empty if it is not kept.
    Optional<Manifest> manifest(Fingerprint content);

    /// Keeps a manifest under its fingerprint, at once.
    void keepManifest(Manifest manifest);

    /// Forgets the manifests of which this is true, at once.
    void forgetManifests(Predicate<Fingerprint> which);

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

    /// What is remembered besides the trees.
    ///
    /// @param pending null if there is none
    record Snapshot(Map<String, String> values, @Nullable Pending pending) {}

    /// @param row empty for what is to be removed
    record Change(Key key, Optional<Row> row) {}

    /// @param rows made one after the other while they are written
    /// @param values empty for what is to be removed
    /// @param pending empty if there is none any more; null if that has not changed
    record Batch(
            Iterable<Change> rows,
            Map<String, Optional<String>> values,
            @Nullable Optional<Pending> pending) {}
}
