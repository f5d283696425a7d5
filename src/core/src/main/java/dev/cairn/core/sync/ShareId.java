package dev.cairn.core.sync;

/// Names that a folder or file is shared with one person.
///
/// @param value positive; drawn at random, so that it tells nothing about how many there are
public record ShareId(int value) {

    public ShareId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id");
        }
    }

    /// @throws IllegalArgumentException if `text` was not made by [#toString()]
    public static ShareId valueOf(String text) {
        return new ShareId(HexId.parseInt(text));
    }

    /// The form used in the API: eight hexadecimal digits.
    @Override
    public String toString() {
        return HexId.text(value);
    }
}
