package dev.cairn.core.sync;

/// Names a link to its maker; it opens nothing.
///
/// @param value positive; drawn at random, so that it tells nothing about how many there are
public record LinkId(int value) {

    public LinkId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id");
        }
    }

    /// @throws IllegalArgumentException if `text` was not made by [#toString()]
    public static LinkId valueOf(String text) {
        return new LinkId(HexId.parseInt(text));
    }

    /// The form used in the API: eight hexadecimal digits.
    @Override
    public String toString() {
        return HexId.text(value);
    }
}
