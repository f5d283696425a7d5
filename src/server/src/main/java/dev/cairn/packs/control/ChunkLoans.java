package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.Collection;
import javax.sql.DataSource;

/// Lets one namespace have chunks that another has: they are in the same places of the same packs, and no
/// bytes move. Who may read them there is not asked here.
@OneObject
@Transactional
public class ChunkLoans {

    private final DataSource database;

    @Inject
    ChunkLoans(DataSource database) {
        this.database = database;
    }

    /// What is damaged, or in a pack that is dying, is not lent: a commit that needs it is told that it is
    /// missing. What nothing refers to soon is released again, as everywhere.
    ///
    /// @param chunks at most some thousand
    public void lend(NamespaceId from, NamespaceId to, Collection<Fingerprint> chunks) {
        if (chunks.isEmpty()) {
            return;
        }
        var marks = Sql.marks(chunks);
        try (var connection = database.getConnection()) {
            var sql = new Sql(connection);
            sql.read(
                    "SELECT id FROM pack WHERE id IN (SELECT pack_id FROM chunk WHERE namespace_id = ?"
                            + " AND fingerprint IN (" + marks + ")) ORDER BY id FOR UPDATE",
                    fill -> addAll(fill.add(from.value()), chunks),
                    row -> row.getInt(1));
            sql.update(
                    "INSERT IGNORE INTO chunk (namespace_id, fingerprint, pack_id, position, stored_length, length,"
                            + " encoding) SELECT ?, c.fingerprint, c.pack_id, c.position, c.stored_length, c.length,"
                            + " c.encoding FROM chunk c JOIN pack p ON p.id = c.pack_id"
                            + " LEFT JOIN damaged_chunk d"
                            + " ON d.namespace_id = c.namespace_id AND d.fingerprint = c.fingerprint"
                            + " WHERE c.namespace_id = ? AND p.delete_after IS NULL AND d.fingerprint IS NULL"
                            + " AND c.fingerprint IN (" + marks + ")",
                    fill -> addAll(fill.add(to.value()).add(from.value()), chunks));
            sql.update(
                    "INSERT IGNORE INTO pack_use (pack_id, namespace_id) SELECT DISTINCT pack_id, ? FROM chunk"
                            + " WHERE namespace_id = ? AND fingerprint IN (" + marks + ")",
                    fill -> addAll(fill.add(to.value()).add(to.value()), chunks));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static void addAll(Sql.Parameters fill, Collection<Fingerprint> chunks) throws SQLException {
        for (var chunk : chunks) {
            fill.add(chunk.toBytes());
        }
    }
}
