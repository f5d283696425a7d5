package dev.cairn.content.control;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Makes plain text in UTF-8 of bytes that are likely to be text. Nothing in it means anything to a
/// browser: it is sent as `text/plain`, markup and scripts among it.
final class TextMaker {

    private static final String TYPE = "text/plain; charset=utf-8";

    /// What text was most often written in before UTF-8.
    private static final Charset FORMER = Charset.forName("windows-1252");

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private TextMaker() {}

    /// @param beginning of a file; a character that is cut off at its end is left out
    /// @return empty if it is no text
    static Optional<Preview> make(byte[] beginning) {
        var text = decode(beginning);
        if (text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        var unmarked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        return Optional.of(new Preview(TYPE, unmarked.getBytes(StandardCharsets.UTF_8)));
    }

    private static String decode(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) {
            return new String(bytes, StandardCharsets.UTF_16LE);
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) {
            return new String(bytes, StandardCharsets.UTF_16BE);
        }
        return decodeAsUtf8(bytes).orElseGet(() -> new String(bytes, FORMER));
    }

    private static Optional<String> decodeAsUtf8(byte[] bytes) {
        var characters = CharBuffer.allocate(bytes.length);
        // not told that the bytes end, the decoder leaves what is cut off
        var outcome = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), characters, false);
        return outcome.isError()
                ? Optional.empty()
                : Optional.of(characters.flip().toString());
    }
}
