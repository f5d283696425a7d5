package dev.cairn.content.control;

import java.nio.charset.StandardCharsets;

/// Words a file's name as the header `Content-Disposition`. Always as an attachment: what people
/// store is never shown by the application's own origin. Source: RFC 6266, RFC 8187.
public final class ContentDisposition {

    private static final String UNRESERVED = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /// The header's value, for old clients with a name of plain ASCII, for all others with the
    /// name as it is.
    public static String attachment(String fileName) {
        var ascii = new StringBuilder();
        fileName.codePoints()
                .map(character -> isPlain(character) ? character : '_')
                .forEach(ascii::appendCodePoint);
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + percentEncoded(fileName);
    }

    /// UTF-8 with everything percent-encoded but letters, digits and a few signs.
    private static String percentEncoded(String text) {
        var encoded = new StringBuilder();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (value & 0xff);
            boolean plain =
                    character < 0x80 && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : "%%%02X".formatted(value & 0xff));
        }
        return encoded.toString();
    }

    /// The last part of a URL, which nobody reads but people and `wget`. Servers refuse a path with a
    /// backslash in it, encoded or not.
    public static String pathSegment(String fileName) {
        return percentEncoded(fileName.replace('\\', '_'));
    }

    /// Neither a quote, a backslash nor a percent sign, which some clients read in ways of their own.
    private static boolean isPlain(int character) {
        return character >= ' ' && character < 0x7f && "\"\\%;/".indexOf(character) < 0;
    }
}
