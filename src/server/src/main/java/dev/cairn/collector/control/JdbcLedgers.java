package dev.cairn.collector.control;

import dev.cairn.platform.control.Collisions;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.function.Function;

/// The books in the database.
@OneObject
public class JdbcLedgers implements Ledgers {

    private final LedgerTransaction transaction;

    @Inject
    JdbcLedgers(LedgerTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public <T> T run(Function<Ledger, T> work) {
        return Collisions.retry(() -> transaction.run(work));
    }
}
