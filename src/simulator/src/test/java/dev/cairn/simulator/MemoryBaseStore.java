package dev.cairn.simulator;

import dev.cairn.client.base.BaseStore;
import dev.cairn.client.base.Pending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client's database in memory, which can be lost, or be an older one.
final class MemoryBaseStore implements BaseStore {

    private Map<Key, Row> rows = new LinkedHashMap<>();
    private Map<String, String> values = new LinkedHashMap<>();
    private @Nullable Pending pending;

    @Override
    public Snapshot load() {
        return new Snapshot(new ArrayList<>(rows.values()), new LinkedHashMap<>(values), pending);
    }

    @Override
    public void save(Batch batch) {
        batch.rows().forEach((key, row) -> row.ifPresentOrElse(there -> rows.put(key, there), () -> rows.remove(key)));
        batch.values()
                .forEach(
                        (key, value) -> value.ifPresentOrElse(text -> values.put(key, text), () -> values.remove(key)));
        if (batch.pending() != null) {
            pending = batch.pending().orElse(null);
        }
    }

    /// What a backup of the database would be.
    Snapshot backup() {
        return load();
    }

    void restore(Snapshot backup) {
        rows = new LinkedHashMap<>();
        for (var row : List.copyOf(backup.rows())) {
            rows.put(new Key(row.tree(), row.entry().id()), row);
        }
        values = new LinkedHashMap<>(backup.values());
        pending = backup.pending();
    }

    /// All but the mark by which the folder is known.
    void lose() {
        rows = new LinkedHashMap<>();
        values.keySet().removeIf(key -> !key.equals("mark"));
        pending = null;
    }

    @Override
    public void close() {}
}
