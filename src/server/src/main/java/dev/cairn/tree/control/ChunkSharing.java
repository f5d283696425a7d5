package dev.cairn.tree.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/// Makes chunks of one namespace another's too, for a copy that is about to be committed. Whoever asks
/// may read the one and write the other: that was decided before.
@OneObject
@Transactional
public class ChunkSharing {

    private final DataSource database;

    @Inject
    ChunkSharing(DataSource database) {
        this.database = database;
    }

    void share(NamespaceId from, NamespaceId to, Set<Fingerprint> fingerprints) {
        try (var connection = database.getConnection()) {
            var top = NodeId.rootOf(to);
            var relocation = new Relocation(connection, new Relocation.Route(from, to, top, top));
            relocation.copyChunks(fingerprints);
            relocation.copyPackUses(fingerprints);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
