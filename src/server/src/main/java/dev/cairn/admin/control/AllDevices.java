package dev.cairn.admin.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Devices;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everybody's signed-in devices.
@OneObject
public class AllDevices {

    private static final String LIST = "devices cursor";
    private static final String FIRST = Long.MAX_VALUE + " " + Integer.MAX_VALUE;

    private final Devices devices;
    private final Accounts accounts;
    private final AuditLog audit;
    private final Look look;
    private final InstantSource clock;

    @Inject
    AllDevices(Devices devices, Accounts accounts, AuditLog audit, Look look, InstantSource clock) {
        this.devices = devices;
        this.accounts = accounts;
        this.audit = audit;
        this.look = look;
        this.clock = clock;
    }

    /// Those that were seen last come first.
    ///
    /// @param of whose; empty for everybody's
    /// @param text what the device's name or its person's address has in it; empty for all
    /// @param limit 1 to [Look#MOST]
    /// @throws ProblemException `BAD_REQUEST` if the cursor is not one of this list's
    public Page<Info> list(Administrator by, Optional<UserId> of, String text, @Nullable String cursor, int limit) {
        var after = look.after(LIST, cursor, FIRST).split(" ");
        var seen = Long.parseLong(after[0]);
        var pattern = Look.anywhere(text.strip().toLowerCase(Locale.ROOT));
        var user = of.map(id -> (long) id.value()).orElse(null);
        var rows = look.read(
                """
                SELECT d.id, d.user_id, u.email, d.name, d.platform, d.created_at, d.last_seen_at
                FROM device d JOIN user u ON u.id = d.user_id
                WHERE d.revoked_at IS NULL AND d.expires_at > ?
                    AND (d.last_seen_at < ? OR (d.last_seen_at = ? AND d.id < ?))
                    AND (? IS NULL OR d.user_id = ?)
                    AND (LOWER(d.name) LIKE ? OR u.email_key LIKE ?)
                ORDER BY d.last_seen_at DESC, d.id DESC LIMIT ?""",
                parameters -> parameters
                        .add(Times.toMicros(clock.instant()))
                        .add(seen)
                        .add(seen)
                        .add(Integer.parseInt(after[1]))
                        .add(user)
                        .add(user)
                        .add(pattern)
                        .add(pattern)
                        .add(limit + 1),
                AllDevices::info);
        return look.page(
                LIST,
                rows,
                limit,
                info -> Times.toMicros(info.lastSeenAt()) + " "
                        + info.deviceId().value());
    }

    /// Signs a device out, within a second everywhere. Doing so twice is no error.
    ///
    /// @throws ProblemException `NOT_FOUND`
    @Transactional
    public void revoke(Administrator by, DeviceId id) {
        var revoked = devices.revoke(id);
        audit.add(by, Act.DEVICE_REVOKED, accounts.emailOf(revoked.user()), revoked.name());
    }

    private static Info info(ResultSet row) throws SQLException {
        return new Info(
                new DeviceId(row.getInt(1)),
                new UserId(row.getInt(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Times.ofMicros(row.getLong(6)),
                Times.ofMicros(row.getLong(7)));
    }

    /// @param email whose device it is
    public record Info(
            DeviceId deviceId,
            UserId userId,
            String email,
            String name,
            String platform,
            Instant createdAt,
            Instant lastSeenAt) {}
}
