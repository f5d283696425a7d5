package dev.cairn.admin.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The mails of the last month: to whom, and what came of them. Never their texts, which may hold links
/// that open something.
@OneObject
public class Mails {

    private static final String LIST = "mails cursor";

    private final Look look;

    @Inject
    Mails(Look look) {
        this.look = look;
    }

    /// The newest first.
    ///
    /// @param text what recipient or state has in it; empty for all
    /// @param limit 1 to [Look#MOST]
    /// @throws ProblemException `BAD_REQUEST` if the cursor is not one of this list's
    public Page<Info> list(Administrator by, String text, @Nullable String cursor, int limit) {
        var before = Long.parseLong(look.after(LIST, cursor, Long.toString(Long.MAX_VALUE)));
        var pattern = Look.anywhere(text.strip().toLowerCase(Locale.ROOT));
        var rows = look.read(
                """
                SELECT id, recipient, subject, state, attempts, created_at, due_at, ended_at, outcome FROM mail
                WHERE id < ? AND (LOWER(recipient) LIKE ? OR LOWER(state) LIKE ?)
                ORDER BY id DESC LIMIT ?""",
                parameters -> parameters.add(before).add(pattern).add(pattern).add(limit + 1),
                Mails::info);
        return look.page(LIST, rows, limit, info -> Long.toString(info.mailId()));
    }

    private static Info info(ResultSet row) throws SQLException {
        var state = row.getString(4);
        return new Info(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                state,
                row.getInt(5),
                Times.ofMicros(row.getLong(6)),
                "QUEUED".equals(state) ? Times.ofMicros(row.getLong(7)) : null,
                row.getString(8) == null ? null : Times.ofMicros(row.getLong(8)),
                row.getString(9));
    }

    /// @param state QUEUED, SENDING, SENT, REFUSED or UNCLEAR
    /// @param attempts how often it was handed over
    /// @param nextAt when it is tried next; null unless it waits
    /// @param endedAt null while it is not over
    /// @param outcome what the mail server last said
    public record Info(
            long mailId,
            String recipient,
            String subject,
            String state,
            int attempts,
            Instant createdAt,
            @Nullable Instant nextAt,
            @Nullable Instant endedAt,
            @Nullable String outcome) {}
}
