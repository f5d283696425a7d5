package dev.cairn.push.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.tree.control.NamespaceChanged;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Nodes in one process that share a [Grid].
final class MemoryCluster implements Cluster {

    private final Grid grid;
    private final List<Consumer<NamespaceChanged>> listeners = new CopyOnWriteArrayList<>();

    MemoryCluster(Grid grid) {
        this.grid = grid;
        grid.nodes.add(this);
    }

    @Override
    public void tell(NamespaceChanged changed) {
        grid.nodes.stream()
                .filter(node -> node != this)
                .forEach(node -> node.listeners.forEach(listener -> listener.accept(changed)));
    }

    @Override
    public void listen(Consumer<NamespaceChanged> listener) {
        listeners.add(listener);
    }

    @Override
    public int size() {
        return grid.nodes.size();
    }

    @Override
    public void keep(Fingerprint key, byte[] value, Duration life) {
        grid.kept.put(key, new Kept(value.clone(), grid.clock.instant().plus(life)));
    }

    @Override
    public Optional<byte[]> take(Fingerprint key) {
        return Optional.ofNullable(grid.kept.remove(key))
                .filter(kept -> kept.until.isAfter(grid.clock.instant()))
                .map(Kept::value);
    }

    /// What the nodes share.
    static final class Grid {

        private final InstantSource clock;
        private final List<MemoryCluster> nodes = new CopyOnWriteArrayList<>();
        private final Map<Fingerprint, Kept> kept = new ConcurrentHashMap<>();

        Grid(InstantSource clock) {
            this.clock = clock;
        }
    }

    private record Kept(byte[] value, Instant until) {}
}
