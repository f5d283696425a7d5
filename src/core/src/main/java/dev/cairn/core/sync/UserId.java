package dev.cairn.core.sync;

/// A person with an account.
///
/// @param value positive; drawn at random, so that it tells nothing about how many there are
public record UserId(int value) implements Comparable<UserId> {

    public UserId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id");
        }
    }

    /// @throws IllegalArgumentException if `text` was not made by [#toString()]
    public static UserId valueOf(String text) {
        return new UserId(HexId.parseInt(text));
    }

    /// The form used in the API: eight hexadecimal digits.
    @Override
    public String toString() {
        return HexId.text(value);
    }

    @Override
    public int compareTo(UserId other) {
        return Integer.compare(value, other.value);
    }
}
