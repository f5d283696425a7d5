package dev.cairn.admin.control;

import dev.cairn.accounts.control.StepUps;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is in the audit log, for those who read it.
@OneObject
public class AuditEntries {

    private static final String LIST = "audit cursor";

    private final AuditLog log;
    private final StepUps stepUps;
    private final Look look;

    @Inject
    AuditEntries(AuditLog log, StepUps stepUps, Look look) {
        this.log = log;
        this.stepUps = stepUps;
        this.look = look;
    }

    /// The newest entries first.
    ///
    /// @param limit 1 to [Look#MOST]
    /// @throws ProblemException `BAD_REQUEST` if the cursor is not one of this list's
    public Page<Entry> list(Administrator by, Filter filter, @Nullable String cursor, int limit) {
        var before = Long.parseLong(look.after(LIST, cursor, Long.toString(Long.MAX_VALUE)));
        var text = Look.anywhere(filter.text().toLowerCase(Locale.ROOT));
        var act = filter.act().map(Act::name).orElse(null);
        var rows = look.read(
                "SELECT id, at, user_id, email, address, act, subject, detail FROM audit"
                        + " WHERE id < ? AND (? IS NULL OR act = ?)"
                        + " AND (LOWER(email) LIKE ? OR LOWER(subject) LIKE ? OR LOWER(detail) LIKE ?)"
                        + " ORDER BY id DESC LIMIT ?",
                parameters -> parameters
                        .add(before)
                        .add(act)
                        .add(act)
                        .add(text)
                        .add(text)
                        .add(text)
                        .add(limit + 1),
                AuditEntries::entry);
        return look.page(LIST, rows, limit, entry -> Long.toString(entry.entryId()));
    }

    /// Lets an administrator take the whole log away, and writes that down.
    ///
    /// @throws ProblemException `CONFIRM_PASSWORD`
    void requireExport(Administrator by, Filter filter) {
        stepUps.require(by.caller());
        log.add(by, Act.AUDIT_EXPORTED, "", filter.toString());
    }

    /// Reads all entries, the newest first.
    void all(Administrator by, Filter filter, Consumer<Entry> receiver) {
        var page = list(by, filter, null, Look.MOST);
        page.items().forEach(receiver);
        while (page.nextCursor() != null) {
            page = list(by, filter, page.nextCursor(), Look.MOST);
            page.items().forEach(receiver);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        int user = row.getInt(3);
        return new Entry(
                row.getLong(1),
                Times.ofMicros(row.getLong(2)),
                user == 0 ? null : new UserId(user),
                row.getString(4),
                row.getString(5),
                Act.valueOf(row.getString(6)),
                row.getString(7),
                row.getString(8));
    }

    /// Which entries are asked for.
    ///
    /// @param act empty for all
    /// @param text what the administrator, the subject or the detail has in it; empty for all
    public record Filter(Optional<Act> act, String text) {

        public static final Filter ALL = new Filter(Optional.empty(), "");

        @Override
        public String toString() {
            return (act.map(Act::name).orElse("all") + " " + text).strip();
        }
    }

    /// @param userId who did it; null for the server itself
    /// @param email theirs, at that time
    /// @param address of the network, where they were
    /// @param subject whom or what it was done to
    public record Entry(
            long entryId,
            Instant at,
            @Nullable UserId userId,
            String email,
            String address,
            Act act,
            String subject,
            String detail) {}
}
