package dev.cairn.content.control;

import java.util.Locale;
import java.util.Set;

/// How large a picture may be; one that is smaller stays as small as it is.
public enum PictureSize implements PreviewForm {
    /// For lists and tiles.
    SMALL(320),
    /// For the drawer beside them.
    MEDIUM(640),
    /// For a window.
    LARGE(1920);

    /// Larger files are not looked into.
    static final long MOST_BYTES = 64L << 20;

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp");

    private final int longestSide;

    PictureSize(int longestSide) {
        this.longestSide = longestSide;
    }

    /// Pixels.
    int longestSide() {
        return longestSide;
    }

    @Override
    public boolean suits(String fileName, long size) {
        return size > 0 && size <= MOST_BYTES && ENDINGS.contains(PreviewForm.ending(fileName));
    }

    @Override
    public String form() {
        return name().toLowerCase(Locale.ROOT);
    }
}
