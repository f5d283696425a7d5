package dev.cairn.client.apply;

import dev.cairn.client.base.Base;
import dev.cairn.client.base.Mounts;
import dev.cairn.client.reconcile.Action;
import dev.cairn.client.reconcile.EntryId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What somebody changes on the disk in a folder that they may only see: it stays on this device alone,
/// beside what the server has. Nothing is lost, and nothing is sent.
final class ReadOnly {

    private static final String REASON =
            "You may see what is shared here, but not change it. This stays on this device alone.";

    private final Base base;
    private final Mounts mounts;
    private final FileReader reader;
    private final Troubles troubles;
    private final DiskSteps disk;

    ReadOnly(Base base, Mounts mounts, FileReader reader, Troubles troubles, DiskSteps disk) {
        this.base = base;
        this.mounts = mounts;
        this.reader = reader;
        this.troubles = troubles;
        this.disk = disk;
    }

    /// Those of the steps that may be done.
    List<Action.OnServer> allowed(List<Action.OnServer> steps) {
        return steps.stream().filter(this::isAllowed).toList();
    }

    private boolean isAllowed(Action.OnServer step) {
        var id = step.id();
        boolean isOnServer = base.isLive(id);
        var local = base.local().find(id);
        var changed = step instanceof Action.Upload ? mounts.holding(id) : mounts.of(id);
        return (!isOnServer || mounts.mayWrite(changed))
                && (local.isEmpty()
                        || mounts.mayWrite(mounts.inside(local.get().place().parent())));
    }

    /// Keeps aside what may not be sent: what was synced is new on this device from now on, under another
    /// name where it has the name of what it came from; what was deleted is fetched again.
    ///
    /// @return whether anything was changed by it, so that a new plan is needed
    boolean keepAside(List<Action.OnServer> steps) throws IOException {
        boolean any = false;
        var aside = new ArrayList<Action.OnDisk>();
        for (var step : steps) {
            if (isAllowed(step) || step instanceof Action.StepAside) {
                continue;
            }
            if (step instanceof Action.DeleteRemote(var id)) {
                base.remote().below(id).forEach(entry -> base.removeSynced(entry.id()));
                base.removeSynced(id);
                any = true;
            } else if (step.id().isNode() && base.local().has(step.id())) {
                aside.addAll(detach(step.id()));
                any = true;
            } else {
                troubles.add(step.id(), REASON);
            }
        }
        disk.carryOut(aside);
        base.save();
        return any;
    }

    private List<Action.OnDisk> detach(EntryId id) {
        var next = base.nextLocal();
        boolean isInPlace = base.remote()
                .find(id)
                .filter(remote -> remote.place()
                        .clashesWith(base.local().find(id).orElseThrow().place()))
                .isPresent();
        base.removeSynced(id);
        reader.renamed(id, next);
        base.renameLocal(id, next);
        return isInPlace ? List.of(new Action.Distinguish(next)) : List.of();
    }
}
