package dev.cairn.admin.control;

import dev.cairn.packs.control.Traffic;
import dev.cairn.platform.control.DatabaseFailure;
import dev.cairn.platform.control.Measures;
import dev.cairn.platform.control.Migrations;
import dev.cairn.platform.control.Schedule;
import dev.cairn.platform.control.Sql;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// How much was transferred in each hour, by all server nodes together. Each writes down what it has counted
/// since the last time, once a minute and before it tells; what a killed one has not written yet is lost.
@ApplicationScoped
public class TransferLog {

    private static final System.Logger LOG = System.getLogger(TransferLog.class.getName());
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int DAY = 24;

    private static final Map<Integer, Measures.Series> DIRECTIONS = Map.of(1, Traffic.IN, 2, Traffic.OUT);

    private final Measures measures;
    private final DataSource database;
    private final InstantSource clock;
    private final Schedule schedule;
    private final Map<Integer, Long> written = new HashMap<>();

    @Inject
    TransferLog(Measures measures, DataSource database, InstantSource clock, Schedule schedule) {
        this.measures = measures;
        this.database = database;
        this.clock = clock;
        this.schedule = schedule;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected TransferLog() {
        this(null, null, null, null);
    }

    void start(
            @Observes @Priority(Migrations.PRIORITY + 100) @Initialized(ApplicationScoped.class)
                    ServletContext context) {
        schedule.repeat("write down what was transferred", EVERY, EVERY, this::write);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
        try {
            write();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What was transferred last is not written down", e);
        }
    }

    /// Writes down what was counted since the last time.
    synchronized void write() {
        long hour = hourOf(clock.instant());
        DIRECTIONS.forEach((direction, series) -> {
            long count = measures.countOf(series);
            long since = count - written.getOrDefault(direction, 0L);
            if (since > 0) {
                update(
                        "INSERT INTO transfer (hour, direction, bytes) VALUES (?, ?, ?)"
                                + " ON DUPLICATE KEY UPDATE bytes = bytes + VALUES(bytes)",
                        to -> to.add(hour).add(direction).add(since));
                written.put(direction, count);
            }
        });
        update("DELETE FROM transfer WHERE hour < ?", to -> to.add(hour - KEPT.toHours()));
    }

    /// The last day, hour by hour; the last one is not over yet.
    ///
    /// @return 24 hours
    public List<Hour> lastDay(Administrator by) {
        write();
        long now = hourOf(clock.instant());
        var bytes = new HashMap<Long, long[]>();
        try (var connection = database.getConnection()) {
            new Sql(connection)
                    .read(
                            "SELECT hour, direction, bytes FROM transfer WHERE hour > ?",
                            to -> to.add(now - DAY),
                            row -> bytes.computeIfAbsent(row.getLong(1), _ -> new long[2])[row.getInt(2) - 1] =
                                    row.getLong(3));
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
        var hours = new ArrayList<Hour>();
        for (long hour = now - DAY + 1; hour <= now; hour++) {
            var moved = bytes.getOrDefault(hour, new long[2]);
            hours.add(new Hour(Instant.EPOCH.plus(Duration.ofHours(hour)), moved[0], moved[1]));
        }
        return hours;
    }

    private void update(String text, Sql.Fill fill) {
        try (var connection = database.getConnection()) {
            new Sql(connection).update(text, fill);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static long hourOf(Instant moment) {
        return Duration.between(Instant.EPOCH, moment).toHours();
    }

    /// @param begin of the hour
    /// @param in bytes into the store
    /// @param out bytes out of it
    public record Hour(Instant begin, long in, long out) {}
}
