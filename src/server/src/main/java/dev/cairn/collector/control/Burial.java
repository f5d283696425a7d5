package dev.cairn.collector.control;

import dev.cairn.packs.control.PackStore;
import java.util.Set;

/// Deletes the object of one dying pack whose time has come, and then its row: an object without a row
/// would stay for ever.
///
/// Nothing should refer to the pack any more. That is looked at once more, and on the slightest doubt
/// it lives on. Each step is one transaction or one call of the store; it may be given up between any
/// two, and done again.
public final class Burial {

    private final Ledgers ledgers;
    private final PackStore store;
    private final StoredPack pack;
    private Step next = Step.LOOK;

    private enum Step {
        LOOK,
        DELETE,
        FORGET,
        GONE
    }

    public Burial(Ledgers ledgers, PackStore store, StoredPack pack) {
        this.ledgers = ledgers;
        this.store = store;
        this.pack = pack;
    }

    /// Does the next step.
    ///
    /// @return whether there is another
    public boolean step() {
        switch (next) {
            case LOOK -> {
                if (!ledgers.run(this::isDead)) {
                    return false;
                }
                next = Step.DELETE;
            }
            case DELETE -> {
                store.delete(pack.objectKey());
                next = Step.FORGET;
            }
            case FORGET -> {
                ledgers.run(ledger -> {
                    ledger.forget(pack.id());
                    return pack;
                });
                next = Step.GONE;
            }
            case GONE -> {}
        }
        return next != Step.GONE;
    }

    /// Whether all was done.
    boolean isGone() {
        return next == Step.GONE;
    }

    private boolean isDead(Ledger ledger) {
        var locked = ledger.lock(pack.id());
        if (locked.isEmpty() || !locked.get().dying() || ledger.isUpForReview(pack.id())) {
            return false;
        }
        var uses = ledger.uses(pack);
        if (uses.values().stream().allMatch(Set::isEmpty)) {
            return true;
        }
        ledger.reviewed(pack.id(), pack.bytesOf(uses));
        return false;
    }
}
