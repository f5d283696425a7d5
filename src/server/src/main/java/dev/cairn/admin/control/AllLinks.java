package dev.cairn.admin.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.StepUps;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.LinkId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import dev.cairn.sharing.control.Allow;
import dev.cairn.sharing.control.LinkRows;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Everybody's links: whose they are and how much they are used. Not what they lead to, and not their
/// addresses: an administrator may end a link, and never gets to what is behind it.
@OneObject
public class AllLinks {

    private static final String LIST = "links cursor";
    private static final String FIRST = Long.MAX_VALUE + " " + Integer.MAX_VALUE;

    private final LinkRows rows;
    private final Accounts accounts;
    private final StepUps stepUps;
    private final AuditLog audit;
    private final Look look;
    private final InstantSource clock;

    @Inject
    AllLinks(LinkRows rows, Accounts accounts, StepUps stepUps, AuditLog audit, Look look, InstantSource clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.stepUps = stepUps;
        this.audit = audit;
        this.look = look;
        this.clock = clock;
    }

    /// The newest first.
    ///
    /// @param text what name or address of the link's maker has in it; empty for all
    /// @param limit 1 to [Look#MOST]
    /// @throws ProblemException `BAD_REQUEST` if the cursor is not one of this list's
    public Page<Info> list(Administrator by, String text, @Nullable String cursor, int limit) {
        var after = look.after(LIST, cursor, FIRST).split(" ");
        long created = Long.parseLong(after[0]);
        var pattern = Look.anywhere(text.strip().toLowerCase(Locale.ROOT));
        var now = Times.toMicros(clock.instant());
        var found = look.read(
                """
                SELECT l.id, l.user_id, u.email, l.allow, l.password_hash IS NOT NULL,
                    COALESCE(l.expires_at <= ?, 0) OR COALESCE(l.downloads >= l.max_downloads, 0)
                        OR u.suspended_at IS NOT NULL OR u.delete_after IS NOT NULL OR u.closed_at IS NOT NULL,
                    l.visits, l.downloads, l.created_at, l.expires_at, l.last_visit_at
                FROM link l JOIN user u ON u.id = l.user_id
                WHERE (l.created_at < ? OR (l.created_at = ? AND l.id < ?))
                    AND (u.email_key LIKE ? OR LOWER(u.name) LIKE ?)
                ORDER BY l.created_at DESC, l.id DESC LIMIT ?""",
                parameters -> parameters
                        .add(now)
                        .add(created)
                        .add(created)
                        .add(Integer.parseInt(after[1]))
                        .add(pattern)
                        .add(pattern)
                        .add(limit + 1),
                AllLinks::info);
        return look.page(
                LIST,
                found,
                limit,
                info -> Times.toMicros(info.createdAt()) + " " + info.linkId().value());
    }

    /// Ends a link, at once and for good.
    ///
    /// @throws ProblemException `CONFIRM_PASSWORD`; `NOT_FOUND`
    @Transactional
    public void revoke(Administrator by, LinkId id) {
        stepUps.require(by.caller());
        var maker = rows.end(id);
        audit.add(by, Act.LINK_REVOKED, accounts.emailOf(maker), id.toString());
    }

    private static Info info(ResultSet row) throws SQLException {
        return new Info(
                new LinkId(row.getInt(1)),
                new UserId(row.getInt(2)),
                row.getString(3),
                Allow.valueOf(row.getString(4)),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getInt(7),
                row.getInt(8),
                Times.ofMicros(row.getLong(9)),
                Look.moment(row, 10),
                Look.moment(row, 11));
    }

    /// @param email whose link it is
    /// @param over whether it opens nothing any more, whatever it leads to
    /// @param expiresAt null for never
    /// @param lastVisitAt null if nobody came yet
    public record Info(
            LinkId linkId,
            UserId userId,
            String email,
            Allow allow,
            boolean hasPassword,
            boolean over,
            int visits,
            int downloads,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastVisitAt) {}
}
