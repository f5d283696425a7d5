package dev.cairn.platform.control;

import java.io.Serial;
import java.sql.SQLException;
import java.util.Set;

/// The database refused a statement; nothing of its transaction happened.
public final class DatabaseFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /// 1020: a row changed since the snapshot. 1205: waited too long for a lock. 1213: deadlock.
    private static final Set<Integer> PASSING = Set.of(1020, 1205, 1213);

    private final boolean passing;

    public DatabaseFailure(SQLException cause) {
        super(cause);
        passing = PASSING.contains(cause.getErrorCode());
    }

    /// Whether the same transaction may go through when it is tried again.
    public boolean isPassing() {
        return passing;
    }
}
