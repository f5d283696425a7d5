package dev.cairn.packs.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Sql;
import dev.cairn.platform.control.StorageClass;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/// The books in the database; what was read from this server until now is in them.
@OneObject
class JdbcColdPacks implements ColdPacks {

    /// Smaller ones are not worth it: stores charge for so many bytes at least.
    private static final int SMALLEST = 128 * 1024;

    /// Takes [#SMALLEST] and a day.
    private static final String COLD = " FROM pack WHERE storage_class IS NULL AND state = 1 AND delete_after IS NULL"
            + " AND review = 0 AND 2 * COALESCE(live_bytes, size) >= size AND size >= ? AND read_day < ?"
            + " AND id NOT IN (SELECT p.pack_id FROM upload u JOIN upload_pack p"
            + " ON p.namespace_id = u.namespace_id AND p.upload_id = u.id"
            + " WHERE u.state = 1 AND p.pack_id IS NOT NULL)";

    private final DataSource database;
    private final ReadDays readDays;

    @Inject
    JdbcColdPacks(DataSource database, ReadDays readDays) {
        this.database = database;
        this.readDays = readDays;
    }

    @Override
    public List<ColdPack> next(ColdPack after, long before, int most) {
        readDays.write();
        return run(sql -> sql.read(
                "SELECT id, read_day, object_key, size, checksum" + COLD
                        + " AND (read_day > ? OR read_day = ? AND id > ?) ORDER BY read_day, id LIMIT " + most,
                to -> to.add(SMALLEST)
                        .add(before)
                        .add(after.readDay())
                        .add(after.readDay())
                        .add(after.id()),
                row -> new ColdPack(
                        row.getInt(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getInt(4),
                        Fingerprint.ofBytes(row.getBytes(5)))));
    }

    @Override
    public boolean isStill(ColdPack pack, long before) {
        readDays.write();
        return !run(sql -> sql.read(
                        "SELECT id" + COLD + " AND id = ?",
                        to -> to.add(SMALLEST).add(before).add(pack.id()),
                        row -> row.getInt(1)))
                .isEmpty();
    }

    @Override
    public void moved(ColdPack pack, StorageClass to) {
        run(sql -> sql.update(
                "UPDATE pack SET storage_class = ? WHERE id = ?",
                values -> values.add(to.name()).add(pack.id())));
    }

    @Override
    public Total total(long before) {
        readDays.write();
        return run(sql -> sql.read(
                        "SELECT COUNT(*), COALESCE(SUM(size), 0)" + COLD,
                        to -> to.add(SMALLEST).add(before),
                        row -> new Total(row.getLong(1), row.getLong(2))))
                .getFirst();
    }

    private <T> T run(Function<Sql, T> work) {
        try (var connection = database.getConnection()) {
            return work.apply(new Sql(connection));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
