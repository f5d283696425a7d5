package dev.cairn.core.sync;

/// The root of one tree with its own journal.
///
/// @param value positive; drawn at random, so that it tells nothing about how many there are
public record NamespaceId(int value) implements Comparable<NamespaceId> {

    public NamespaceId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id");
        }
    }

    /// @throws IllegalArgumentException if `text` was not made by [#toString()]
    public static NamespaceId valueOf(String text) {
        return new NamespaceId(HexId.parseInt(text));
    }

    /// The form used in the API: eight hexadecimal digits.
    @Override
    public String toString() {
        return HexId.text(value);
    }

    @Override
    public int compareTo(NamespaceId other) {
        return Integer.compare(value, other.value);
    }
}
