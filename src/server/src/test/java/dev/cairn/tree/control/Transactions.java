package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import java.util.function.Function;

/// A [TreeStore] for one transaction at a time.
interface Transactions {

    /// A new namespace that has a top folder and nothing else.
    NamespaceId newNamespace();

    /// Carries the work out whole, or, where it throws, not at all.
    <T> T run(Function<TreeStore, T> work);

    /// The same, for what is beside the tree.
    <T> T purge(Function<Attic, T> work);

    /// Sizes of all files, as the namespace's row counts them, in bytes.
    long usedBytes(NamespaceId namespace);
}
