package dev.cairn.packs.control;

/// A pack's row. Never given to another pack, and never to a client.
public record PackId(int value) {

    public PackId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id");
        }
    }
}
