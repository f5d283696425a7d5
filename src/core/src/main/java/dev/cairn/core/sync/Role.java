package dev.cairn.core.sync;

/// What a member may do in a namespace. The numbers are in the database for ever.
public enum Role {
    VIEWER(1),
    EDITOR(2),
    OWNER(3);

    private final int number;

    Role(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// @throws IllegalArgumentException if there is no such role
    public static Role ofNumber(int number) {
        return switch (number) {
            case 1 -> VIEWER;
            case 2 -> EDITOR;
            case 3 -> OWNER;
            default -> throw new IllegalArgumentException("There is no role " + number);
        };
    }

    /// Whether the role allows changes of the tree.
    public boolean mayWrite() {
        return this != VIEWER;
    }
}
