package dev.cairn.platform.control;

import java.io.Serial;
import java.sql.SQLException;

/// The database refused a statement; nothing of its transaction happened.
public final class DatabaseFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public DatabaseFailure(SQLException cause) {
        super(cause);
    }
}
