package dev.cairn.collector.control;

import dev.cairn.packs.control.PackId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/// Counts what of a pack is in use, and declares it dying if nothing is.
///
/// Its object stays for the grace time: for those who hold a signed URL to it, for a transaction that
/// is just giving a namespace chunks of it, and for a database that is restored from a backup which
/// still refers to it. A dying pack that is up for review again, because it lost chunks, begins its
/// grace time anew; one that got some lives on.
public final class PackReview {

    private final Ledgers ledgers;
    private final InstantSource clock;
    private final Duration grace;

    /// @param grace longer than any signed URL and any commit lives, and as long as backups are
    ///     restored from
    public PackReview(Ledgers ledgers, InstantSource clock, Duration grace) {
        this.ledgers = ledgers;
        this.clock = clock;
        this.grace = grace;
    }

    /// Reviews one pack, in one transaction.
    ///
    /// @return whether it is dying from now on
    public boolean review(PackId id) {
        return ledgers.run(ledger -> review(ledger, id));
    }

    private boolean review(Ledger ledger, PackId id) {
        var found = ledger.lock(id);
        if (found.isEmpty()) {
            return false;
        }
        var uses = ledger.uses(found.get());
        if (uses.values().stream().allMatch(Set::isEmpty)) {
            ledger.bury(id, clock.instant().plus(grace));
            return true;
        }
        ledger.reviewed(id, found.get().bytesOf(uses));
        return false;
    }
}
