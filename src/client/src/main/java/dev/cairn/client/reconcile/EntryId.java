package dev.cairn.client.reconcile;

import dev.cairn.core.sync.NodeId;

/// One and the same file or folder in all three trees, whatever its name.
///
/// @param value a node's id where it is positive; a negative number, drawn by this device, for what
///     the server does not know yet; 0 for [#PARKING]
public record EntryId(long value) implements Comparable<EntryId> {

    /// The folder outside of the tree where entries wait that are about to swap their names. It is
    /// in no tree itself.
    public static final EntryId PARKING = new EntryId(0);

    public static EntryId of(NodeId node) {
        return new EntryId(node.value());
    }

    /// Whether the server knows it.
    public boolean isNode() {
        return value > 0;
    }

    /// @throws IllegalArgumentException if the server does not know it
    public NodeId node() {
        return new NodeId(value);
    }

    @Override
    public int compareTo(EntryId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return isNode() ? node().toString() : Long.toString(value);
    }
}
