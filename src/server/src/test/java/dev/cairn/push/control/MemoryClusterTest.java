package dev.cairn.push.control;

import java.time.Duration;
import java.time.Instant;

class MemoryClusterTest implements ClusterContract {

    private Instant now = Instant.EPOCH;
    private final MemoryCluster.Grid grid = new MemoryCluster.Grid(() -> now);
    private final MemoryCluster node = new MemoryCluster(grid);
    private final MemoryCluster other = new MemoryCluster(grid);

    @Override
    public Cluster node() {
        return node;
    }

    @Override
    public Cluster other() {
        return other;
    }

    @Override
    public void pass(Duration time) {
        now = now.plus(time);
    }
}
