package dev.cairn.core.sync;

/// An entry of a tree: folder, file or mount. It never changes, wherever the node is moved.
///
/// @param value the namespace that the node was born in (upper half) and a number counted from 1
///     in that namespace (lower half), so that an id alone leads to its partition
public record NodeId(long value) implements Comparable<NodeId> {

    public NodeId {
        if (value >>> Integer.SIZE == 0 || value < 0 || (int) value == 0) {
            throw new IllegalArgumentException("Not an id");
        }
    }

    /// @param number from 1 on, unsigned
    public NodeId(NamespaceId birthplace, int number) {
        this((long) birthplace.value() << Integer.SIZE | Integer.toUnsignedLong(number));
    }

    /// The folder at the top of a namespace.
    public static NodeId rootOf(NamespaceId namespace) {
        return new NodeId(namespace, 1);
    }

    /// @throws IllegalArgumentException if `text` was not made by [#toString()]
    public static NodeId valueOf(String text) {
        return new NodeId(HexId.parseLong(text));
    }

    /// The namespace that the node was born in, and is in unless it was moved.
    public NamespaceId birthplace() {
        return new NamespaceId((int) (value >>> Integer.SIZE));
    }

    /// The form used in the API: sixteen hexadecimal digits.
    @Override
    public String toString() {
        return HexId.text(value);
    }

    @Override
    public int compareTo(NodeId other) {
        return Long.compare(value, other.value);
    }
}
