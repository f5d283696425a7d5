package dev.cairn.collector.control;

import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;

/// One transaction on the books.
@OneObject
@Transactional
public class LedgerTransaction {

    private final DataSource database;

    @Inject
    LedgerTransaction(DataSource database) {
        this.database = database;
    }

    /// @throws DatabaseFailure if the database refuses; one that is passing may be tried again
    <T> T run(Function<Ledger, T> work) {
        try (var connection = database.getConnection()) {
            return work.apply(new JdbcLedger(connection));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
