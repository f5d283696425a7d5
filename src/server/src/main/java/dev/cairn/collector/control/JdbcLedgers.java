package dev.cairn.collector.control;

import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.function.Function;

/// The books in the database.
@OneObject
public class JdbcLedgers implements Ledgers {

    private static final int TRIES = 5;

    private final LedgerTransaction transaction;

    @Inject
    JdbcLedgers(LedgerTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public <T> T run(Function<Ledger, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.run(work);
            } catch (DatabaseFailure e) {
                if (!e.isPassing() || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }
}
