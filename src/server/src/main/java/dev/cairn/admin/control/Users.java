package dev.cairn.admin.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Invitations;
import dev.cairn.accounts.control.SecondFactors;
import dev.cairn.accounts.control.Standing;
import dev.cairn.accounts.control.StepUps;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.entity.Times;
import dev.cairn.tree.control.Holdings;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The people of this server. What takes something away from one of them asks for the password again.
@OneObject
public class Users {

    private static final String LIST = "users cursor";

    private static final String ROWS = """
            SELECT u.id, u.email, u.email_key, u.name, u.role, u.proven_at, u.created_at, u.suspended_at,
                u.delete_after, u.device_limit, COALESCE(u.quota_bytes, ?), u.password_hash = '',
                (SELECT COALESCE(SUM(n.used_bytes), 0) FROM namespace n WHERE n.owner_id = u.id),
                (SELECT COUNT(*) FROM device d
                    WHERE d.user_id = u.id AND d.revoked_at IS NULL AND d.expires_at > ?),
                (SELECT MAX(d.last_seen_at) FROM device d WHERE d.user_id = u.id),
                (SELECT h.email FROM user h WHERE h.id = u.heir_id),
                EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.proven_at IS NOT NULL)
            FROM user u
            WHERE u.closed_at IS NULL\
            """;

    private final Accounts accounts;
    private final Invitations invitations;
    private final Standing standing;
    private final SecondFactors factors;
    private final StepUps stepUps;
    private final Holdings holdings;
    private final AuditLog audit;
    private final Look look;
    private final @Nullable Long usualQuota;
    private final InstantSource clock;

    @Inject
    Users(
            Accounts accounts,
            Invitations invitations,
            Standing standing,
            SecondFactors factors,
            StepUps stepUps,
            Holdings holdings,
            AuditLog audit,
            Look look,
            Settings settings,
            InstantSource clock) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.standing = standing;
        this.factors = factors;
        this.stepUps = stepUps;
        this.holdings = holdings;
        this.audit = audit;
        this.look = look;
        this.usualQuota = settings.keeping().quota().orElse(null);
        this.clock = clock;
    }

    /// Everybody with an account, by their address.
    ///
    /// @param text what address or name has in it; empty for all
    /// @param limit 1 to [Look#MOST]
    /// @throws ProblemException `BAD_REQUEST` if the cursor is not one of this list's
    public Page<Info> list(Administrator by, String text, @Nullable String cursor, int limit) {
        var after = look.after(LIST, cursor, "");
        var pattern = Look.anywhere(text.strip().toLowerCase(Locale.ROOT));
        var rows = look.read(
                ROWS + " AND u.email_key > ? AND (u.email_key LIKE ? OR LOWER(u.name) LIKE ?)"
                        + " ORDER BY u.email_key LIMIT ?",
                parameters -> parameters
                        .add(usualQuota)
                        .add(now())
                        .add(after)
                        .add(pattern)
                        .add(pattern)
                        .add(limit + 1),
                Users::info);
        return look.page(LIST, rows, limit, info -> info.email().toLowerCase(Locale.ROOT));
    }

    /// @throws ProblemException `NOT_FOUND`
    public Info find(Administrator by, UserId id) {
        return look
                .read(
                        ROWS + " AND u.id = ?",
                        parameters -> parameters.add(usualQuota).add(now()).add(id.value()),
                        Users::info)
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such person."));
    }

    /// Opens an account for somebody, who is mailed a link to choose a password.
    ///
    /// @throws ProblemException `BAD_REQUEST` if address or name cannot be one; `ADDRESS_TAKEN`
    @Transactional
    public UserId invite(Administrator by, String email, String name) {
        var id = invitations.invite(email, name);
        note(by, Act.USER_INVITED, id, "");
        return id;
    }

    /// Changes what an administrator may change of somebody; all of it, or nothing.
    ///
    /// @throws ProblemException `CONFIRM_PASSWORD` for role and suspension; `LAST_ADMINISTRATOR`;
    ///     `BAD_REQUEST`; `NOT_FOUND`
    @Transactional
    public void change(Administrator by, UserId id, Change change) {
        if (change.administrator().isPresent() || change.suspended().isPresent()) {
            stepUps.require(by.caller());
        }
        change.administrator().ifPresent(administrator -> {
            if (standing.changeRole(id, administrator)) {
                note(by, Act.ROLE_CHANGED, id, administrator ? "ADMIN" : "USER");
            }
        });
        change.suspended().ifPresent(suspended -> {
            if (suspended) {
                standing.suspend(id);
            } else {
                standing.reinstate(id);
            }
            note(by, suspended ? Act.USER_SUSPENDED : Act.USER_REINSTATED, id, "");
        });
        change.deviceLimit().ifPresent(limit -> {
            if (standing.limitDevices(id, limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit))) {
                note(by, Act.DEVICE_LIMIT_CHANGED, id, limit == 0 ? "" : Integer.toString(limit));
            }
        });
    }

    /// What one person has, and how long what they delete or replace is kept.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public Holdings.Info holdings(Administrator by, UserId id) {
        find(by, id);
        return holdings.of(id);
    }

    /// What was set for one person alone.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public Accounts.Limits limits(Administrator by, UserId id) {
        return accounts.limits(id);
    }

    /// Sets what one person may have and keep; takes effect at once.
    ///
    /// @throws ProblemException `CONFIRM_PASSWORD` if something is to be kept for another time than now,
    ///     which may be shorter; `NOT_FOUND`
    @Transactional
    public Accounts.Limits limit(Administrator by, UserId id, Accounts.Limits limits) {
        var before = accounts.limits(id);
        if (limits.equals(before)) {
            return before;
        }
        if (!limits.keepLike(before)) {
            stepUps.require(by.caller());
        }
        note(by, Act.LIMITS_CHANGED, id, limits.asText());
        return accounts.limit(id, limits);
    }

    /// Takes somebody's second factor away, who has lost it: the password alone is good from then on. Where
    /// there is none, nothing happens.
    ///
    /// @throws ProblemException `CONFIRM_PASSWORD`; `NOT_FOUND`
    @Transactional
    public void resetSecondFactor(Administrator by, UserId id) {
        stepUps.require(by.caller());
        find(by, id);
        if (factors.end(id)) {
            note(by, Act.SECOND_FACTOR_RESET, id, "");
        }
    }

    /// Keeps somebody out at once, and has their account deleted after a time of grace. Doing so again
    /// begins the time anew, and changes who gets the files.
    ///
    /// @param heir who gets the files then; empty for nobody
    /// @return when it may be deleted
    /// @throws ProblemException `CONFIRM_PASSWORD`; `LAST_ADMINISTRATOR`; `NOT_FOUND`; `BAD_REQUEST` if the
    ///     heir cannot be one
    @Transactional
    public Instant dismiss(Administrator by, UserId id, Optional<UserId> heir) {
        stepUps.require(by.caller());
        var then = standing.dismiss(id, heir);
        var files =
                heir.map(accounts::emailOf).map(email -> ", files to " + email).orElse("");
        note(by, Act.USER_DISMISSED, id, then + files);
        return then;
    }

    /// Who has an address.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public UserId find(Administrator by, String email) {
        return accounts.idOf(email)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Nobody here has this address."));
    }

    /// Keeps an account that was to be deleted.
    ///
    /// @throws ProblemException `NOT_FOUND`
    @Transactional
    public void keep(Administrator by, UserId id) {
        standing.keep(id);
        note(by, Act.USER_KEPT, id, "");
    }

    private void note(Administrator by, Act act, UserId id, String detail) {
        audit.add(by, act, accounts.emailOf(id), detail);
    }

    private long now() {
        return Times.toMicros(clock.instant());
    }

    private static Info info(ResultSet row) throws SQLException {
        return new Info(
                new UserId(row.getInt("id")),
                row.getString("email"),
                row.getString("name"),
                row.getString("role"),
                row.getString("proven_at") != null,
                Times.ofMicros(row.getLong("created_at")),
                row.getBoolean(12),
                row.getString("suspended_at") != null,
                Look.moment(row, 9),
                row.getObject("device_limit", Integer.class),
                row.getObject(11, Long.class),
                row.getLong(13),
                row.getInt(14),
                Look.moment(row, 15),
                row.getString(16),
                row.getBoolean(17));
    }

    /// What is to become different; what is empty stays.
    ///
    /// @param deviceLimit 1 to [Standing#MOST_DEVICES]; 0 for what the server's setting says
    public record Change(Optional<Boolean> administrator, Optional<Boolean> suspended, Optional<Integer> deviceLimit) {

        public static Change administrator(boolean administrator) {
            return new Change(Optional.of(administrator), Optional.empty(), Optional.empty());
        }

        public static Change suspended(boolean suspended) {
            return new Change(Optional.empty(), Optional.of(suspended), Optional.empty());
        }

        public static Change deviceLimit(int limit) {
            return new Change(Optional.empty(), Optional.empty(), Optional.of(limit));
        }
    }

    /// @param role USER or ADMIN
    /// @param invited whether they have yet to choose a password
    /// @param deleteAfter null unless the account is to be deleted
    /// @param deviceLimit null where the server's setting holds
    /// @param quotaBytes for all files in tree and trash, by whatever holds for them; null for no limit
    /// @param usedBytes sizes of all files in tree and trash
    /// @param devices on how many they are signed in
    /// @param lastSeenAt null if they were never signed in
    /// @param heir address of who gets the files of an account that is to be deleted; null for nobody
    /// @param secondFactor whether a code is asked for beside the password
    public record Info(
            UserId userId,
            String email,
            String name,
            String role,
            boolean emailProven,
            Instant createdAt,
            boolean invited,
            boolean suspended,
            @Nullable Instant deleteAfter,
            @Nullable Integer deviceLimit,
            @Nullable Long quotaBytes,
            long usedBytes,
            int devices,
            @Nullable Instant lastSeenAt,
            @Nullable String heir,
            boolean secondFactor) {

        public boolean administrator() {
            return "ADMIN".equals(role);
        }
    }
}
