package dev.cairn.content.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the header `Range`. Source: RFC 9110, section 14.
///
/// @param parts what is asked for and exists, in the order asked; empty if nothing of it exists
record ByteRanges(List<Part> parts) {

    /// More parts than any honest reader asks for; with more the header is ignored.
    private static final int MOST = 50;

    private static final Pattern FORM = Pattern.compile("bytes=\\s*([0-9,\\s-]{1,2000})");
    private static final Pattern PART = Pattern.compile("([0-9]{0,18})-([0-9]{0,18})");

    ByteRanges {
        parts = List.copyOf(parts);
    }

    /// @param from first byte, from 0
    /// @param length number of bytes, 1 or more
    record Part(long from, long length) {

        /// The value of a `Content-Range` header.
        String header(long size) {
            return "bytes " + from + "-" + (from + length - 1) + "/" + size;
        }
    }

    /// The parts of a content of `size` bytes that are asked for; empty if the header is to be
    /// ignored: it is not one, or asks for more bytes in all than there are.
    static Optional<ByteRanges> parse(String header, long size) {
        var matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var texts = matcher.group(1).split(",", -1);
        if (texts.length > MOST) {
            return Optional.empty();
        }
        var parts = new ArrayList<Part>();
        long total = 0;
        for (var text : texts) {
            var bounds = PART.matcher(text.strip());
            if (!bounds.matches()
                    || bounds.group(1).isEmpty() && bounds.group(2).isEmpty()) {
                return Optional.empty();
            }
            var part = part(bounds.group(1), bounds.group(2), size);
            if (part == null) {
                return Optional.empty();
            }
            if (part.length > 0) {
                parts.add(part);
                total += part.length;
            }
        }
        return total > size ? Optional.empty() : Optional.of(new ByteRanges(parts));
    }

    /// Null if it is no range at all; of length 0 if it lies outside of the content.
    private static Part part(String first, String last, long size) {
        if (first.isEmpty()) {
            long suffix = Math.min(Long.parseLong(last), size);
            return new Part(size - suffix, suffix);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) {
            return null;
        }
        return from >= size ? new Part(0, 0) : new Part(from, Math.min(to, size - 1) - from + 1);
    }
}
