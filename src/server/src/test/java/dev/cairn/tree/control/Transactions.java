package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import java.time.Instant;
import java.util.function.Function;

/// A [TreeStore] for one transaction at a time.
interface Transactions {

    /// A new namespace that has a top folder and nothing else.
    NamespaceId newNamespace();

    /// Carries the work out whole, or, where it throws, not at all.
    <T> T run(Function<TreeStore, T> work);

    /// The same, for what is beside the tree.
    <T> T purge(Function<Attic, T> work);

    /// What makes a folder be as it was at a moment.
    RewindPlan plan(NodeId folder, Instant moment);

    /// Sizes of all files, as the namespace's row counts them, in bytes.
    long usedBytes(NamespaceId namespace);
}
