package dev.cairn.content.control;

import java.util.Locale;

/// How large a preview may be; a picture that is smaller stays as small as it is.
public enum PictureSize {
    /// For lists and tiles.
    SMALL(320),
    /// For the drawer beside them.
    MEDIUM(640),
    /// For a window.
    LARGE(1920);

    private final int longestSide;

    PictureSize(int longestSide) {
        this.longestSide = longestSide;
    }

    /// Pixels.
    int longestSide() {
        return longestSide;
    }

    /// How it is written in addresses.
    public String form() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException if there is no such size
    public static PictureSize of(String form) {
        for (var size : values()) {
            if (size.form().equals(form)) {
                return size;
            }
        }
        throw new IllegalArgumentException("A preview is small, medium or large.");
    }
}
