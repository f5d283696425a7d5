package dev.cairn.core.sync;

/// What a node is. The numbers are in the database for ever.
public enum NodeKind {
    FOLDER(1),
    FILE(2);

    private final int number;

    NodeKind(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// @throws IllegalArgumentException if there is no such kind
    public static NodeKind ofNumber(int number) {
        return switch (number) {
            case 1 -> FOLDER;
            case 2 -> FILE;
            default -> throw new IllegalArgumentException("There is no kind of node " + number);
        };
    }
}
