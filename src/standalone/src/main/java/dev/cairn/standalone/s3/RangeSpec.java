package dev.cairn.standalone.s3;

import java.util.Optional;
import java.util.regex.Pattern;

/// The bytes that a request asks for, before it is known how many there are (RFC 9110, 14.1.2).
///
/// @param first offset of the first byte, -1 if the last `last` bytes are meant
/// @param last offset of the last byte, [Long#MAX_VALUE] for the end
record RangeSpec(long first, long last) {

    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// @throws IllegalArgumentException if this is not exactly one range of bytes
    static RangeSpec parse(String header) {
        var form = FORM.matcher(header);
        if (!form.matches() || form.group(1).isEmpty() && form.group(2).isEmpty()) {
            throw new IllegalArgumentException("Not one range of bytes");
        }
        long first = form.group(1).isEmpty() ? -1 : Long.parseLong(form.group(1));
        long last = form.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(form.group(2));
        return new RangeSpec(first, last);
    }

    /// What is there of it in a pack of this size in bytes; empty if nothing is.
    Optional<ByteRange> within(long size) {
        long start = first < 0 ? Math.max(0, size - last) : first;
        long end = first < 0 || last >= size ? size : last + 1;
        return start < end ? Optional.of(new ByteRange(start, end)) : Optional.empty();
    }
}
