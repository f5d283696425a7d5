package dev.cairn.tree.control;

import dev.cairn.accounts.control.Allowances;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.Collisions;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// Purges what has been in the trash for longer than it is kept, and forgets older versions after
/// their time. What that frees is for the collector.
@OneObject
public class Purger implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int MOST_PARTS = 20;
    private final Allowances allowances;
    private final PurgeTransaction transaction;
    private final InstantSource clock;

    @Inject
    Purger(Allowances allowances, PurgeTransaction transaction, InstantSource clock) {
        this.allowances = allowances;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "purge";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        int trashed = 0;
        int states = 0;
        for (var due : allowances.due(clock.instant())) {
            var now = clock.instant();
            var namespace = due.namespace();
            trashed += all(
                    namespace, purge -> purge.trash(now.minus(due.retention().trash())));
            below(namespace);
            states += all(
                    namespace,
                    purge -> purge.versions(
                            now.minus(due.retention().versions()),
                            due.retention().newest()));
        }
        return trashed + states == 0
                ? ""
                : trashed + " entries of trash purged, " + states + " older versions and places forgotten";
    }

    @Override
    public String dryRun() {
        return allowances.due(clock.instant()).size() + " namespaces have something that may be past its time";
    }

    /// Purges what is in the trash, at once. What is below large folders follows with the job.
    void empty(NamespaceId namespace) {
        var now = clock.instant();
        all(namespace, purge -> purge.trash(now));
        below(namespace);
    }

    /// Purges one entry of the trash, and what is below it.
    ///
    /// @return whether it was there
    boolean purge(NamespaceId namespace, NodeId id) {
        boolean found = Collisions.retry(() -> transaction.entries(namespace, List.of(id))) == 1;
        below(namespace);
        return found;
    }

    /// What is below folders that were purged: part after part, so that nobody waits long for the
    /// namespace. What is left after some parts is left for the next run.
    private void below(NamespaceId namespace) {
        int parts = 0;
        while (parts < MOST_PARTS && again(namespace, Purge::below)) {
            parts++;
        }
    }

    private int all(NamespaceId namespace, Function<Purge, Integer> part) {
        int sum = 0;
        int done;
        do {
            done = again(namespace, part);
            sum += done;
        } while (done == Purge.AT_ONCE);
        return sum;
    }

    private <T> T again(NamespaceId namespace, Function<Purge, T> work) {
        return Collisions.retry(() -> transaction.run(namespace, work));
    }
}
