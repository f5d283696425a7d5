package dev.cairn.client.base;

import dev.cairn.client.disk.Stat;
import dev.cairn.client.reconcile.Content;
import dev.cairn.client.reconcile.Entry;
import dev.cairn.client.reconcile.EntryId;
import dev.cairn.client.reconcile.Place;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import dev.cairn.core.content.ManifestForm;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileTimes;
import dev.cairn.core.sync.VersionId;
import dev.cairn.core.wire.Wire;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A base in an SQLite database.
///
/// A commit need not survive a loss of power: an older base is always safe, see
/// `src/docs/sync.md`, "Lost and old databases".
public final class SqliteBaseStore implements BaseStore {

    private static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS entry (
                tree INTEGER NOT NULL, id INTEGER NOT NULL, parent INTEGER NOT NULL, name TEXT NOT NULL,
                fingerprint BLOB, size INTEGER, executable INTEGER, modified INTEGER, version INTEGER,
                disk_name TEXT, stat_kind INTEGER, stat_size INTEGER, stat_modified INTEGER, stat_changed INTEGER,
                stat_file INTEGER, stat_executable INTEGER, average INTEGER,
                PRIMARY KEY (tree, id)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS pending (id INTEGER PRIMARY KEY, key TEXT, entries TEXT, request TEXT);
            CREATE TABLE IF NOT EXISTS manifest (fingerprint BLOB PRIMARY KEY, form BLOB NOT NULL);
            CREATE TABLE IF NOT EXISTS value (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            """;

    /// The driver keeps rows in memory until they are executed.
    private static final int MOST_WAITING = 1000;

    private static final Jsonb JSON = JsonbBuilder.create(Wire.config());

    private final Connection connection;

    /// @param file made if it is not there
    public SqliteBaseStore(Path file) {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = NORMAL");
                statement.execute("PRAGMA busy_timeout = 10000");
                statement.executeUpdate(SCHEMA);
            }
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public Snapshot load(Consumer<Row> rows) {
        var values = new HashMap<String, String>();
        Pending pending = null;
        try (var statement = connection.createStatement()) {
            try (var row = statement.executeQuery("SELECT * FROM entry")) {
                while (row.next()) {
                    rows.accept(read(row));
                }
            }
            try (var row = statement.executeQuery("SELECT key, value FROM value")) {
                while (row.next()) {
                    values.put(row.getString(1), row.getString(2));
                }
            }
            try (var row = statement.executeQuery("SELECT key, entries, request FROM pending")) {
                if (row.next()) {
                    pending = new Pending(
                            row.getString(1),
                            JSON.fromJson(row.getString(3), CommitRequest.class),
                            Arrays.stream(row.getString(2).split(","))
                                    .map(id -> new EntryId(Long.parseLong(id)))
                                    .toList());
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw failed(e);
        }
        return new Snapshot(values, pending);
    }

    @Override
    public void save(Batch batch) {
        try (var upsert = connection.prepareStatement(
                        "INSERT OR REPLACE INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
                var remove = connection.prepareStatement("DELETE FROM entry WHERE tree = ? AND id = ?");
                var putValue = connection.prepareStatement("INSERT OR REPLACE INTO value VALUES (?,?)");
                var removeValue = connection.prepareStatement("DELETE FROM value WHERE key = ?")) {
            int waiting = 0;
            for (var change : batch.rows()) {
                if (change.row().isPresent()) {
                    write(upsert, change.row().get());
                    upsert.addBatch();
                } else {
                    remove.setInt(1, change.key().tree().number());
                    remove.setLong(2, change.key().id().value());
                    remove.addBatch();
                }
                if (++waiting % MOST_WAITING == 0) {
                    upsert.executeBatch();
                    remove.executeBatch();
                }
            }
            for (var change : batch.values().entrySet()) {
                if (change.getValue().isPresent()) {
                    putValue.setString(1, change.getKey());
                    putValue.setString(2, change.getValue().get());
                    putValue.addBatch();
                } else {
                    removeValue.setString(1, change.getKey());
                    removeValue.addBatch();
                }
            }
            upsert.executeBatch();
            remove.executeBatch();
            putValue.executeBatch();
            removeValue.executeBatch();
            if (batch.pending() != null) {
                save(batch.pending());
            }
            connection.commit();
        } catch (SQLException e) {
            throw undone(e);
        }
    }

    private void save(Optional<Pending> pending) throws SQLException {
        try (var remove = connection.createStatement();
                var insert = connection.prepareStatement("INSERT INTO pending VALUES (1, ?, ?, ?)")) {
            remove.executeUpdate("DELETE FROM pending");
            if (pending.isPresent()) {
                insert.setString(1, pending.get().key());
                insert.setString(
                        2,
                        pending.get().entries().stream()
                                .map(id -> Long.toString(id.value()))
                                .collect(Collectors.joining(",")));
                insert.setString(3, JSON.toJson(pending.get().request()));
                insert.executeUpdate();
            }
        }
    }

    @Override
    public Optional<Manifest> manifest(Fingerprint content) {
        try (var select = connection.prepareStatement("SELECT form FROM manifest WHERE fingerprint = ?")) {
            select.setBytes(1, content.toBytes());
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(ManifestForm.read(row.getBytes(1)))
                                .filter(manifest -> manifest.fingerprint().equals(content))
                        : Optional.empty();
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // what is damaged is as good as not kept
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void keepManifest(Manifest manifest) {
        try (var insert = connection.prepareStatement("INSERT OR REPLACE INTO manifest VALUES (?, ?)")) {
            insert.setBytes(1, manifest.fingerprint().toBytes());
            insert.setBytes(2, ManifestForm.write(manifest, Fingerprint.BYTES));
            insert.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw undone(e);
        }
    }

    @Override
    public void forgetManifests(Predicate<Fingerprint> which) {
        try (var select = connection.createStatement();
                var remove = connection.prepareStatement("DELETE FROM manifest WHERE fingerprint = ?")) {
            try (var row = select.executeQuery("SELECT fingerprint FROM manifest")) {
                while (row.next()) {
                    if (which.test(Fingerprint.ofBytes(row.getBytes(1)))) {
                        remove.setBytes(1, row.getBytes(1));
                        remove.addBatch();
                    }
                }
            }
            remove.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw undone(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static Row read(ResultSet row) throws SQLException {
        var which = switch (row.getInt("tree")) {
            case 1 -> Which.REMOTE;
            case 2 -> Which.SYNCED;
            default -> Which.LOCAL;
        };
        var id = new EntryId(row.getLong("id"));
        var place = new Place(new EntryId(row.getLong("parent")), row.getString("name"));
        var entry = new Entry(id, place, content(id, row));
        return new Row(which, entry, which == Which.LOCAL ? seen(row) : null);
    }

    private static @Nullable Content content(EntryId id, ResultSet row) throws SQLException {
        var fingerprint = row.getBytes("fingerprint");
        if (fingerprint == null) {
            return null;
        }
        int version = row.getInt("version");
        return new Content(
                Fingerprint.ofBytes(fingerprint),
                row.getLong("size"),
                row.getBoolean("executable"),
                FileTimes.ofNanos(row.getLong("modified")),
                version == 0 ? null : new VersionId(id.node(), version));
    }

    private static Seen seen(ResultSet row) throws SQLException {
        var stat = new Stat(
                Stat.Kind.values()[row.getInt("stat_kind")],
                row.getLong("stat_size"),
                row.getLong("stat_modified"),
                row.getLong("stat_changed"),
                row.getLong("stat_file"),
                row.getBoolean("stat_executable"));
        return new Seen(row.getString("disk_name"), stat, row.getInt("average"));
    }

    private static void write(PreparedStatement to, Row row) throws SQLException {
        var entry = row.entry();
        to.setInt(1, row.tree().number());
        to.setLong(2, entry.id().value());
        to.setLong(3, entry.place().parent().value());
        to.setString(4, entry.place().name());
        var content = entry.content();
        if (content == null) {
            for (int column = 5; column <= 9; column++) {
                to.setNull(column, Types.INTEGER);
            }
        } else {
            to.setBytes(5, content.fingerprint().toBytes());
            to.setLong(6, content.size());
            to.setBoolean(7, content.executable());
            to.setLong(8, FileTimes.toNanos(content.modified()));
            to.setInt(9, content.version() == null ? 0 : content.version().number());
        }
        var seen = row.seen();
        if (seen == null) {
            for (int column = 10; column <= 17; column++) {
                to.setNull(column, Types.INTEGER);
            }
        } else {
            to.setString(10, seen.name());
            to.setInt(11, seen.stat().kind().ordinal());
            to.setLong(12, seen.stat().size());
            to.setLong(13, seen.stat().modified());
            to.setLong(14, seen.stat().changed());
            to.setLong(15, seen.stat().fileId());
            to.setBoolean(16, seen.stat().executable());
            to.setInt(17, seen.average());
        }
    }

    /// Nothing of what failed half way may be written with what comes after it.
    private IllegalStateException undone(SQLException e) {
        try {
            connection.rollback();
        } catch (SQLException another) {
            e.addSuppressed(another);
        }
        return failed(e);
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("The client's database: " + e.getMessage(), e);
    }
}
