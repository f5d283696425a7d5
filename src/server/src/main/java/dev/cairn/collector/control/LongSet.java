package dev.cairn.collector.control;

/// A set of numbers that are evenly spread, as beginnings of fingerprints are: open addressing without
/// hashing, 16 to 32 bytes each.
final class LongSet {

    private static final int SMALLEST = 64;
    private static final long EMPTY = 0;

    private long[] slots = new long[SMALLEST];
    private int size;
    private boolean hasEmpty;

    void add(long value) {
        if (value == EMPTY) {
            hasEmpty = true;
            return;
        }
        int slot = slotOf(value);
        if (slots[slot] == EMPTY) {
            slots[slot] = value;
            if (++size > slots.length / 2) {
                grow();
            }
        }
    }

    boolean contains(long value) {
        return value == EMPTY ? hasEmpty : slots[slotOf(value)] == value;
    }

    /// Where the value is, or would be.
    private int slotOf(long value) {
        int slot = (int) value & slots.length - 1;
        while (slots[slot] != EMPTY && slots[slot] != value) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        var former = slots;
        slots = new long[2 * former.length];
        for (var value : former) {
            if (value != EMPTY) {
                slots[slotOf(value)] = value;
            }
        }
    }
}
