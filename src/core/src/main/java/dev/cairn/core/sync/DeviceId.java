package dev.cairn.core.sync;

/// One signed-in browser, desktop or phone of a user.
///
/// @param value positive; drawn at random, so that it tells nothing about how many there are
public record DeviceId(int value) implements Comparable<DeviceId> {

    public DeviceId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id");
        }
    }

    /// @throws IllegalArgumentException if `text` was not made by [#toString()]
    public static DeviceId valueOf(String text) {
        return new DeviceId(HexId.parseInt(text));
    }

    /// The form used in the API: eight hexadecimal digits.
    @Override
    public String toString() {
        return HexId.text(value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return Integer.compare(value, other.value);
    }
}
