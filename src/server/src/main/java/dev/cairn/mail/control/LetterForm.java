package dev.cairn.mail.control;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Gives a letter its two forms: text, and HTML for those who want it pretty.
///
/// The HTML has its styles inside, loads nothing from anywhere, and is readable on a light and on a
/// dark screen, since mail programs change colours as they like.
final class LetterForm {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark"><title>%s</title></head>
            <body style="margin:0;padding:24px 12px;background:#f4f7f6;font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#16211f">
            <table role="presentation" align="center" width="100%%" style="max-width:560px;margin:0 auto;border-collapse:collapse">
            <tr><td style="padding:0 8px 16px;font-size:20px;font-weight:700;color:#1b6670">Cairn</td></tr>
            <tr><td style="padding:28px;background:#ffffff;border:1px solid #d9e1df;border-radius:12px;font-size:16px;line-height:1.5">
            %s</td></tr>
            <tr><td style="padding:16px 8px;font-size:13px;line-height:1.5;color:#586765">%s</td></tr>
            </table>
            </body>
            </html>
            """;

    private static final String BUTTON = """
            <p style="margin:24px 0"><a href="%1$s" style="display:inline-block;padding:12px 20px;border-radius:10px;background:#1b6670;color:#ffffff;font-weight:600;text-decoration:none">%2$s</a></p>
            <p style="margin:0;font-size:13px;color:#586765;overflow-wrap:anywhere">%1$s</p>
            """;

    private LetterForm() {}

    static String plain(Letter letter) {
        var parts = new ArrayList<>(letter.paragraphs());
        letter.button().ifPresent(button -> parts.add(button.label() + ":\n" + button.target()));
        parts.add("--\n" + String.join("\n", letter.closing()));
        return String.join("\n\n", parts) + "\n";
    }

    static String html(Letter letter) {
        var button = letter.button()
                .map(shown -> BUTTON.formatted(escaped(shown.target().toString()), escaped(shown.label())))
                .orElse("");
        return PAGE.formatted(
                escaped(letter.subject()), paragraphs(letter.paragraphs()) + button, paragraphs(letter.closing()));
    }

    private static String paragraphs(List<String> texts) {
        return texts.stream()
                .map(text -> "<p style=\"margin:0 0 12px\">" + escaped(text).replace("\n", "<br>") + "</p>\n")
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
