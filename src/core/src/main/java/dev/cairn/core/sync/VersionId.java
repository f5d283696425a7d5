package dev.cairn.core.sync;

/// One content of a file, never changed after its commit.
///
/// @param number the revision of the node at which the content came, 1 or more; counts up per
///     node, with gaps
public record VersionId(NodeId node, int number) {

    public VersionId {
        if (number < 1) {
            throw new IllegalArgumentException("Not an id");
        }
    }

    /// @throws IllegalArgumentException if `text` was not made by [#toString()]
    public static VersionId valueOf(String text) {
        HexId.check(text, 24);
        return new VersionId(NodeId.valueOf(text.substring(0, 16)), HexId.parseInt(text.substring(16)));
    }

    /// The form used in the API: twenty-four hexadecimal digits.
    @Override
    public String toString() {
        return node + HexId.text(number);
    }
}
