package dev.cairn.mail.control;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What a mail says, before it has a form. All of it is plain text: nothing in it is read as HTML or
/// as a header.
///
/// @param subject one line; line breaks and other control characters become blanks
/// @param paragraphs before the button
/// @param button what to do
/// @param closing small, after the button
public record Letter(String subject, List<String> paragraphs, Optional<Button> button, List<String> closing) {

    private static final int LONGEST_SUBJECT = 200;

    public Letter {
        subject = oneLine(subject);
        paragraphs = List.copyOf(paragraphs);
        closing = List.copyOf(closing);
    }

    private static String oneLine(String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…";
    }

    /// @param target below the server's base URL
    public record Button(String label, URI target) {}
}
