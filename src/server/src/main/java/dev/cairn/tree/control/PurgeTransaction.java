package dev.cairn.tree.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/// One transaction of purging.
@OneObject
@Transactional
public class PurgeTransaction {

    private final DataSource database;
    private final InstantSource clock;

    @Inject
    PurgeTransaction(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    <T> T run(NamespaceId namespace, Function<Purge, T> work) {
        try (var connection = database.getConnection()) {
            return work.apply(new Purge(new JdbcAttic(connection), namespace, clock.instant()));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// Purges nodes, as far as they are in the trash.
    ///
    /// @return how many were
    int entries(NamespaceId namespace, List<NodeId> ids) {
        try (var connection = database.getConnection()) {
            var attic = new JdbcAttic(connection);
            if (!attic.mayTake(namespace)) {
                return 0;
            }
            var nodes = new JdbcTreeStore(connection)
                    .withAncestors(namespace, ids).stream()
                            .filter(node -> ids.contains(node.id()))
                            .toList();
            return new Purge(attic, namespace, clock.instant()).entries(nodes);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
