package dev.cairn.simulator;

import dev.cairn.client.base.BaseStore;
import dev.cairn.client.base.Pending;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A client's database in memory, which can be lost, or be an older one.
final class MemoryBaseStore implements BaseStore {

    private Map<Key, Row> rows = new LinkedHashMap<>();
    private Map<String, String> values = new LinkedHashMap<>();
    private final Map<Fingerprint, Manifest> manifests = new HashMap<>();
    private @Nullable Pending pending;

    @Override
    public Snapshot load(Consumer<Row> listener) {
        List.copyOf(rows.values()).forEach(listener);
        return new Snapshot(new LinkedHashMap<>(values), pending);
    }

    @Override
    public void save(Batch batch) {
        for (var change : batch.rows()) {
            change.row().ifPresentOrElse(row -> rows.put(change.key(), row), () -> rows.remove(change.key()));
        }
        batch.values()
                .forEach(
                        (key, value) -> value.ifPresentOrElse(text -> values.put(key, text), () -> values.remove(key)));
        if (batch.pending() != null) {
            pending = batch.pending().orElse(null);
        }
    }

    /// What a backup of the database would be.
    record Backup(
            Map<Key, Row> rows,
            Map<String, String> values,
            @Nullable Pending pending) {}

    Backup backup() {
        return new Backup(new LinkedHashMap<>(rows), new LinkedHashMap<>(values), pending);
    }

    void restore(Backup backup) {
        rows = new LinkedHashMap<>(backup.rows);
        values = new LinkedHashMap<>(backup.values);
        pending = backup.pending;
    }

    /// All but the mark by which the folder is known.
    void lose() {
        rows = new LinkedHashMap<>();
        manifests.clear();
        values.keySet().removeIf(key -> !key.equals("mark"));
        pending = null;
    }

    @Override
    public Optional<Manifest> manifest(Fingerprint content) {
        return Optional.ofNullable(manifests.get(content));
    }

    @Override
    public void keepManifest(Manifest manifest) {
        manifests.put(manifest.fingerprint(), manifest);
    }

    @Override
    public void forgetManifests(Predicate<Fingerprint> which) {
        manifests.keySet().removeIf(which);
    }

    @Override
    public void close() {}
}
