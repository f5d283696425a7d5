package dev.cairn.core.transfer;

/// Whether a pack, and with it its chunks, is in the store. Only the server decides it. The numbers
/// are in the database for ever.
public enum ChunkStatus {
    NOT_UPLOADED(1),
    UPLOADED(2),
    /// Something else was stored in its place; ask for another URL and send it again.
    FAILED(3);

    private final int number;

    ChunkStatus(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// @throws IllegalArgumentException if there is no such status
    public static ChunkStatus ofNumber(int number) {
        return switch (number) {
            case 1 -> NOT_UPLOADED;
            case 2 -> UPLOADED;
            case 3 -> FAILED;
            default -> throw new IllegalArgumentException("There is no status " + number);
        };
    }
}
