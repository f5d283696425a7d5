package dev.cairn.content.control;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.packs.control.ChunkIndex;
import dev.cairn.packs.control.ChunkIndex.Place;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import javax.sql.DataSource;

/// Finds where chunks are.
@OneObject
public class Places {

    private final DataSource database;

    @Inject
    Places(DataSource database) {
        this.database = database;
    }

    /// @throws IllegalStateException if a chunk is nowhere: the database has lost a row
    Map<Fingerprint, Place> of(NamespaceId namespace, Collection<Chunk> chunks) {
        var fingerprints = chunks.stream().map(Chunk::fingerprint).distinct().toList();
        try (var connection = database.getConnection()) {
            var places = new ChunkIndex(connection).places(namespace, fingerprints);
            if (places.size() < fingerprints.size()) {
                throw new IllegalStateException("A chunk of namespace " + namespace + " is not in the database");
            }
            return places;
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
