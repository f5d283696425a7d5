package dev.cairn.tree.control;

import dev.cairn.accounts.control.Allowances;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Remembered;
import dev.cairn.platform.control.Sql;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;

/// What people have in their trees, in the trash and as older versions: what retention costs.
///
/// All are sizes of files as people see them. In the store they take less, since what is the same is there
/// once.
@OneObject
public class Holdings {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /// What is below a folder in the trash is live itself, so the folders are walked; files are summed up by
    /// an index alone.
    private static final String SUM = """
            WITH RECURSIVE folder AS (
                SELECT t.namespace_id, t.node_id AS id
                FROM namespace o JOIN trash t ON t.namespace_id = o.id
                WHERE %1$s
                UNION ALL
                SELECT n.namespace_id, n.id FROM folder f JOIN node n
                    ON n.namespace_id = f.namespace_id AND n.parent_id = f.id AND n.live = 1 AND n.kind = 1),
            trashed AS (
                SELECT n.size
                FROM namespace o JOIN trash t ON t.namespace_id = o.id
                JOIN node n ON n.namespace_id = t.namespace_id AND n.id = t.node_id
                WHERE %1$s
                UNION ALL
                SELECT n.size FROM folder f JOIN node n
                    ON n.namespace_id = f.namespace_id AND n.parent_id = f.id AND n.live = 1 AND n.kind = 2),
            version AS (
                SELECT COUNT(*) AS number, COALESCE(SUM(h.size), 0) AS bytes
                FROM namespace o JOIN history h ON h.namespace_id = o.id AND h.content = 1
                WHERE %1$s)
            SELECT (SELECT COALESCE(SUM(o.used_bytes), 0) FROM namespace o WHERE %1$s),
                (SELECT COALESCE(SUM(size), 0) FROM trashed), version.bytes, version.number
            FROM version""";

    private final DataSource database;
    private final Allowances allowances;
    private final Remembered<Total> total;

    @Inject
    Holdings(DataSource database, Allowances allowances, InstantSource clock) {
        this.database = database;
        this.allowances = allowances;
        this.total =
                new Remembered<>(REMEMBERED, clock, now -> new Total(now, read("TRUE", _ -> {}), allowances.usual()));
    }

    /// What one person owns, right now, with how long it is kept.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public Info of(UserId person) {
        var kept = allowances.retention(person);
        int id = person.value();
        var bytes =
                read("o.owner_id = ?", owner -> owner.add(id).add(id).add(id).add(id));
        return new Info(bytes, kept);
    }

    /// What all people have together. Everything is read for it, so it is remembered for ten minutes.
    public Total total() {
        return total.get();
    }

    private Bytes read(String whose, Sql.Fill owner) {
        try (var connection = database.getConnection()) {
            return new Sql(connection)
                    .read(SUM.formatted(whose), owner, Holdings::bytes)
                    .getFirst();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static Bytes bytes(ResultSet row) throws SQLException {
        long used = row.getLong(1);
        long trashed = row.getLong(2);
        return new Bytes(Math.max(0, used - trashed), trashed, row.getLong(3), row.getLong(4));
    }

    /// @param files in trees, and what is still on its way out of an emptied trash
    /// @param trash what is in the trash, and below folders there
    /// @param olderVersions contents that others have replaced, of files in the trash too
    /// @param versions how many those are
    public record Bytes(long files, long trash, long olderVersions, long versions) {}

    /// What one person has.
    public record Info(Bytes bytes, Allowances.Retention kept) {}

    /// What all have.
    ///
    /// @param kept for whom nothing else was set
    public record Total(Instant at, Bytes bytes, Allowances.Retention kept) {}
}
