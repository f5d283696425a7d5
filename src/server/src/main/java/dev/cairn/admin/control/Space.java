package dev.cairn.admin.control;

import dev.cairn.collector.control.Storage;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Holdings;
import jakarta.inject.Inject;

/// What the store is full of, and how well it is packed.
@OneObject
public class Space {

    private final Storage storage;
    private final ChunkTotals chunks;
    private final Holdings holdings;
    private final CompressionByKind kinds;

    @Inject
    Space(Storage storage, ChunkTotals chunks, Holdings holdings, CompressionByKind kinds) {
        this.storage = storage;
        this.chunks = chunks;
        this.holdings = holdings;
        this.kinds = kinds;
    }

    public Info show(Administrator by) {
        return new Info(storage.figures(), chunks.count(), holdings.total(), kinds.estimate());
    }

    /// @param figures as of now
    /// @param chunks as of some minutes ago at most
    /// @param holdings as of some minutes ago at most
    /// @param kinds from a sample, as of some minutes ago at most
    public record Info(
            Storage.Figures figures, ChunkTotals.Info chunks, Holdings.Total holdings, CompressionByKind.Info kinds) {}
}
