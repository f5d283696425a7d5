package dev.cairn.admin.control;

import dev.cairn.platform.control.Jobs;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import dev.cairn.push.control.Cluster;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The whole server at one glance.
@OneObject
public class Overview {

    /// A device in use gets a new access token every ten minutes, which is when it is seen.
    private static final Duration ONLINE = Duration.ofMinutes(11);

    private final Look look;
    private final Totals totals;
    private final Vitals vitals;
    private final Jobs jobs;
    private final TransferLog transfers;
    private final Cluster cluster;
    private final InstantSource clock;

    @Inject
    Overview(
            Look look,
            Totals totals,
            Vitals vitals,
            Jobs jobs,
            TransferLog transfers,
            Cluster cluster,
            InstantSource clock) {
        this.look = look;
        this.totals = totals;
        this.vitals = vitals;
        this.jobs = jobs;
        this.transfers = transfers;
        this.cluster = cluster;
        this.clock = clock;
    }

    public Info show(Administrator by) {
        // each of these takes a connection of its own, so none is asked for while another one is held
        var counts = count();
        return new Info(
                counts,
                totals.count(),
                vitals.database(),
                vitals.store(),
                vitals.mail(),
                jobs.all().stream().filter(Jobs.Info::failed).count(),
                transfers.lastDay(by),
                cluster.size());
    }

    private Counts count() {
        var now = Times.toMicros(clock.instant());
        return look.read(
                        """
                        SELECT (SELECT COUNT(*) FROM user WHERE closed_at IS NULL),
                            (SELECT COUNT(*) FROM user WHERE closed_at IS NULL AND suspended_at IS NOT NULL),
                            (SELECT COUNT(*) FROM device WHERE revoked_at IS NULL AND expires_at > ?),
                            (SELECT COUNT(*) FROM device WHERE last_seen_at > ? AND revoked_at IS NULL),
                            (SELECT COUNT(*) FROM upload WHERE state = 1 AND expires_at > ?)""",
                        parameters -> parameters
                                .add(now)
                                .add(Times.toMicros(clock.instant().minus(ONLINE)))
                                .add(now),
                        row -> new Counts(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .getFirst();
    }

    /// @param devices that are signed in
    /// @param devicesOnline that were here within the last minutes
    /// @param uploads under way
    public record Counts(long users, long suspendedUsers, long devices, long devicesOnline, long uploads) {}

    /// @param failedJobs whose last run has failed
    /// @param transfers of the last day, hour by hour
    /// @param nodes servers that work together
    public record Info(
            Counts counts,
            Totals.Info totals,
            Vitals.Pulse database,
            Vitals.Pulse store,
            Vitals.MailState mail,
            long failedJobs,
            List<TransferLog.Hour> transfers,
            int nodes) {}
}
