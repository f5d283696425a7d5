package dev.cairn.admin.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The audit log as a table for other programs. Source: RFC 4180.
///
/// Spreadsheets run what begins like a formula; such a cell gets an apostrophe in front (ASVS 1.2.10).
@OneObject
public class AuditCsv {

    private static final String FORMULA = "=+-@\t\r";
    private static final List<String> HEADINGS =
            List.of("entry", "at", "userId", "email", "address", "act", "subject", "detail");

    private final AuditEntries entries;

    @Inject
    AuditCsv(AuditEntries entries) {
        this.entries = entries;
    }

    /// Lets an administrator take the log away. That is written down at once, and read while it is
    /// written out.
    ///
    /// @throws ProblemException `CONFIRM_PASSWORD`
    public Export export(Administrator by, AuditEntries.Filter filter) {
        entries.requireExport(by, filter);
        return to -> {
            var writer = new OutputStreamWriter(to, StandardCharsets.UTF_8);
            line(writer, HEADINGS);
            entries.all(by, filter, entry -> line(writer, cells(entry)));
            writer.flush();
        };
    }

    private static List<String> cells(AuditEntries.Entry entry) {
        return List.of(
                Long.toString(entry.entryId()),
                entry.at().toString(),
                entry.userId() == null ? "" : entry.userId().toString(),
                entry.email(),
                entry.address(),
                entry.act().name(),
                entry.subject(),
                entry.detail());
    }

    private static void line(Writer to, List<String> cells) {
        try {
            to.write(cells.stream().map(AuditCsv::cell).collect(Collectors.joining(",", "", "\r\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A table that is ready to be written.
    @FunctionalInterface
    public interface Export {

        /// Writes all entries, the newest first, in UTF-8. The stream stays open.
        void write(OutputStream to) throws IOException;
    }

    /// Always in quotes, so that no character is special but the quote.
    static String cell(String text) {
        var harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
