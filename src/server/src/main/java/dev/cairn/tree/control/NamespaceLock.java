package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.platform.control.Sql;

/// The lock that commits take, for those who take something away from a namespace: purging, releasing
/// chunks, moving them to other packs.
public final class NamespaceLock {

    private NamespaceLock() {}

    /// Locks a namespace until the end of the transaction; comes first.
    ///
    /// @return whether anything may be taken away; not from a namespace that is gone, nor while rows
    ///     are copied from it or into it: see [Conversion]
    public static boolean take(Sql sql, NamespaceId namespace) {
        return sql.read(
                        "SELECT converting_id IS NULL FROM namespace WHERE id = ? FOR UPDATE",
                        to -> to.add(namespace.value()),
                        row -> row.getBoolean(1))
                .contains(true);
    }
}
