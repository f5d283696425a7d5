package dev.cairn.accounts.control;

import dev.cairn.accounts.entity.User;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// What people may have and keep: the server's settings, unless something else was set for the one
/// person. A namespace is its owner's.
@OneObject
public class Allowances {

    private final DataSource database;
    private final Settings.Keeping keeping;

    @Inject
    Allowances(DataSource database, Settings settings) {
        this.database = database;
        this.keeping = settings.keeping();
    }

    /// How long what is deleted or replaced is kept.
    ///
    /// An older version goes when it is older than `versions` and at least `newest` versions of the
    /// file are newer than it, the present one not counted.
    public record Retention(Duration trash, Duration versions, int newest) {}

    /// What holds where nothing else was set.
    public Retention usual() {
        return new Retention(keeping.trash(), keeping.versions(), keeping.versionCount());
    }

    /// What holds for a person.
    public Retention retention(User.Limits limits) {
        return new Retention(
                limits.trashDays() == null ? keeping.trash() : Duration.ofDays(limits.trashDays()),
                limits.versionDays() == null ? keeping.versions() : Duration.ofDays(limits.versionDays()),
                limits.versionCount() == null ? keeping.versionCount() : limits.versionCount());
    }

    /// What holds for a namespace.
    public Retention retention(NamespaceId namespace) {
        return ask("n.id = ?", to -> to.add(namespace.value())).getFirst().retention;
    }

    /// What holds for all that a person owns.
    ///
    /// @throws ProblemException `NOT_FOUND`
    public Retention retention(UserId person) {
        return ask("n.id = u.namespace_id AND u.id = ?", to -> to.add(person.value())).stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such person."))
                .retention;
    }

    /// Bytes that a person may have; empty for no limit.
    public Optional<Long> quota(User.Limits limits) {
        return limits.quotaBytes() == null ? keeping.quota() : Optional.of(limits.quotaBytes());
    }

    /// By how many bytes the files of a namespace's owner may grow; negative if they have more than
    /// they may, [Long#MAX_VALUE] if there is no limit. Holds until the end of the transaction: the owner
    /// is locked, so it comes before the transaction's first plain read.
    public long lockRoom(Sql sql, NamespaceId namespace) {
        return room(sql, namespace, " FOR UPDATE");
    }

    /// As [#lockRoom] has it, for what comes from another namespace: [Long#MAX_VALUE] if that one is the same
    /// person's.
    public long lockRoomFor(Sql sql, NamespaceId from, NamespaceId to) {
        boolean isSameOwner = sql.read(
                                "SELECT DISTINCT owner_id FROM namespace WHERE id IN (?, ?) LOCK IN SHARE MODE",
                                ids -> ids.add(from.value()).add(to.value()),
                                row -> row.getInt(1))
                        .size()
                == 1;
        return isSameOwner ? Long.MAX_VALUE : lockRoom(sql, to);
    }

    /// By how many bytes a person's files may grow, as [#lockRoom] has it.
    public long lockRoom(Sql sql, UserId person) {
        return room(sql, "user u WHERE u.id = ?", person.value(), " FOR UPDATE");
    }

    /// As [#lockRoom] has it, right now.
    public long room(Sql sql, NamespaceId namespace) {
        return room(sql, namespace, "");
    }

    private long room(Sql sql, NamespaceId namespace, String lock) {
        return room(sql, "namespace n JOIN user u ON u.id = n.owner_id WHERE n.id = ?", namespace.value(), lock);
    }

    private long room(Sql sql, String from, int id, String lock) {
        record Owner(int id, Optional<Long> quota) {}
        var owner = sql.read(
                        "SELECT u.id, u.quota_bytes FROM " + from + lock,
                        to -> to.add(id),
                        row -> new Owner(
                                row.getInt(1),
                                Optional.ofNullable(row.getObject(2, Long.class))
                                        .or(keeping::quota)))
                .getFirst();
        return owner.quota.isEmpty() ? Long.MAX_VALUE : owner.quota.get() - used(sql, owner.id);
    }

    private static long used(Sql sql, int owner) {
        return sql.read(
                        "SELECT COALESCE(SUM(used_bytes), 0) FROM namespace WHERE owner_id = ?",
                        to -> to.add(owner),
                        row -> row.getLong(1))
                .getFirst();
    }

    /// A namespace with something that may be older than it is kept for.
    public record Due(NamespaceId namespace, Retention retention) {}

    /// Namespaces that have something in the trash, or older states, since before their time.
    public List<Due> due(Instant now) {
        var trashed = before(now, "u.trash_days", keeping.trash());
        var superseded = before(now, "u.version_days", keeping.versions());
        return ask(
                "EXISTS (SELECT 1 FROM trash t WHERE t.namespace_id = n.id AND t.trashed_at < " + trashed + ")"
                        + " OR EXISTS (SELECT 1 FROM purged_folder p WHERE p.namespace_id = n.id)"
                        + " OR (SELECT h.superseded_at FROM history h WHERE h.namespace_id = n.id"
                        + " ORDER BY h.superseded_seq LIMIT 1) < " + superseded,
                _ -> {});
    }

    /// Microseconds since 1970, as SQL.
    private static String before(Instant now, String daysColumn, Duration otherwise) {
        return "(" + Times.toMicros(now) + " - COALESCE(" + daysColumn + " * "
                + Duration.ofDays(1).toMillis() * 1000 + ", " + otherwise.toMillis() * 1000 + "))";
    }

    private List<Due> ask(String condition, Sql.Fill fill) {
        try (var connection = database.getConnection()) {
            return new Sql(connection)
                    .read(
                            "SELECT n.id, u.quota_bytes, u.trash_days, u.version_days, u.version_count"
                                    + " FROM namespace n JOIN user u ON u.id = n.owner_id WHERE " + condition,
                            fill,
                            row -> new Due(new NamespaceId(row.getInt(1)), retention(limits(row))));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static User.Limits limits(ResultSet row) throws SQLException {
        return new User.Limits(
                row.getObject(2, Long.class),
                row.getObject(3, Integer.class),
                row.getObject(4, Integer.class),
                row.getObject(5, Integer.class));
    }
}
