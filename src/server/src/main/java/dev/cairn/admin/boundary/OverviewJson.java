package dev.cairn.admin.boundary;

import dev.cairn.admin.control.Overview;
import dev.cairn.admin.control.TransferLog;
import dev.cairn.admin.control.Vitals;
import java.time.Instant;
import java.util.List;

/// The overview on the wire.
///
/// @param countedAt when files and packs were counted
/// @param ratio bytes of files for each byte in the store
public record OverviewJson(
        long users,
        long suspendedUsers,
        long devices,
        long devicesOnline,
        long uploads,
        Instant countedAt,
        long files,
        long fileBytes,
        long packs,
        long packBytes,
        double ratio,
        Health database,
        Health store,
        Vitals.MailState mail,
        long failedJobs,
        List<TransferLog.Hour> transfers,
        int nodes) {

    static OverviewJson of(Overview.Info info) {
        var counts = info.counts();
        var totals = info.totals();
        return new OverviewJson(
                counts.users(),
                counts.suspendedUsers(),
                counts.devices(),
                counts.devicesOnline(),
                counts.uploads(),
                totals.at(),
                totals.files(),
                totals.fileBytes(),
                totals.packs(),
                totals.packBytes(),
                totals.ratio(),
                Health.of(info.database()),
                Health.of(info.store()),
                info.mail(),
                info.failedJobs(),
                info.transfers(),
                info.nodes());
    }

    /// @param tookMillis how long the answer took
    public record Health(boolean up, long tookMillis) {

        static Health of(Vitals.Pulse pulse) {
            return new Health(pulse.up(), pulse.took().toMillis());
        }
    }
}
