package dev.cairn.core.sync;

import java.util.HexFormat;
import java.util.regex.Pattern;

/// How ids are written: hexadecimal digits, lower case, always as many as the number has room for,
/// so that equal ids have equal texts.
final class HexId {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]+");

    private HexId() {}

    static String text(int value) {
        return HexFormat.of().toHexDigits(value);
    }

    static String text(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    static int parseInt(String text) {
        check(text, 2 * Integer.BYTES);
        return HexFormat.fromHexDigits(text);
    }

    static long parseLong(String text) {
        check(text, 2 * Long.BYTES);
        return HexFormat.fromHexDigitsToLong(text);
    }

    /// @throws IllegalArgumentException if `text` has not exactly so many digits
    static void check(String text, int digits) {
        if (text.length() != digits || !DIGITS.matcher(text).matches()) {
            throw new IllegalArgumentException("Not an id");
        }
    }
}
