package dev.cairn.core.sync;

/// A node as an operation names it: one that exists, or one that an earlier operation of the same
/// commit makes.
public sealed interface NodeRef {

    /// A node that exists already.
    record Existing(NodeId id) implements NodeRef {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /// The node of the operation at `index` of the same commit, counted from 0.
    record ResultOf(int index) implements NodeRef {
        public ResultOf {
            if (index < 0) {
                throw new IllegalArgumentException("Operations are counted from 0");
            }
        }

        @Override
        public String toString() {
            return "$" + index;
        }
    }

    /// Reads `$3`, or the text of a [NodeId].
    ///
    /// @throws IllegalArgumentException if `text` is neither
    static NodeRef valueOf(String text) {
        if (text.startsWith("$") && text.length() <= 5) {
            return new ResultOf(Integer.parseUnsignedInt(text, 1, text.length(), 10));
        }
        return new Existing(NodeId.valueOf(text));
    }

    static NodeRef to(NodeId id) {
        return new Existing(id);
    }
}
