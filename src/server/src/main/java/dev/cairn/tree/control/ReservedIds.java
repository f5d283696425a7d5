package dev.cairn.tree.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Gives out ids of nodes before the nodes are made.
@OneObject
public class ReservedIds {

    private static final long NUMBERS = 1L << 32;
    private static final long SKIPPED = 1L << 20;

    private final DataSource database;

    @Inject
    ReservedIds(DataSource database) {
        this.database = database;
    }

    /// Leaves out more ids than a namespace is likely to have given out in a time that is lost, where
    /// so many are left.
    @Transactional
    void skip() {
        try (var connection = database.getConnection()) {
            new Sql(connection)
                    .update(
                            "UPDATE namespace SET next_number = next_number + ? WHERE next_number < ?",
                            to -> to.add(SKIPPED).add(NUMBERS - SKIPPED));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// An id that no other node will have.
    @Transactional
    NodeId next(NamespaceId namespace) {
        try (var connection = database.getConnection()) {
            var store = new JdbcTreeStore(connection);
            var head = store.lock(namespace)
                    .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such namespace."));
            new Sql(connection)
                    .update(
                            "UPDATE namespace SET next_number = next_number + 1 WHERE id = ?",
                            to -> to.add(namespace.value()));
            return new NodeId(namespace, (int) head.nextNumber());
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
