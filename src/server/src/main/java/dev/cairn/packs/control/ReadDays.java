package dev.cairn.packs.control;

import dev.cairn.platform.control.DatabaseFailure;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/// On which day each pack was read last, by people or for them; the server's own looking after packs does not count.
///
/// Each server node writes it down every few minutes, and for a pack at most once a day; what a killed one
/// has not written yet is lost, which makes a pack look older by that.
@ApplicationScoped
public class ReadDays {

    private static final System.Logger LOG = System.getLogger(ReadDays.class.getName());
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final int AT_ONCE = 500;

    /// Beyond so many it forgets which ones were written down today, and writes some twice.
    private static final int REMEMBERED = 200_000;

    private final Traffic traffic;
    private final DataSource database;
    private final InstantSource clock;
    private final Schedule schedule;
    private final Set<String> written = new HashSet<>();
    private long today;

    @Inject
    ReadDays(Traffic traffic, DataSource database, InstantSource clock, Schedule schedule) {
        this.traffic = traffic;
        this.database = database;
        this.clock = clock;
        this.schedule = schedule;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected ReadDays() {
        this(null, null, null, null);
    }

    /// Days since 1970.
    static long dayOf(Instant moment) {
        return Duration.between(Instant.EPOCH, moment).toDays();
    }

    void start(
            @Observes @Priority(Migrations.PRIORITY + 100) @Initialized(ApplicationScoped.class)
                    ServletContext context) {
        schedule.repeat("write down which packs were read", EVERY, EVERY, this::write);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
        try {
            write();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Which packs were read last is not written down", e);
        }
    }

    /// Writes down what was read since the last time.
    synchronized void write() {
        long day = dayOf(clock.instant());
        if (day != today || written.size() > REMEMBERED) {
            written.clear();
            today = day;
        }
        var keys = new ArrayList<String>();
        for (var key : traffic.takeRead()) {
            if (written.add(key)) {
                keys.add(key);
            }
        }
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            write(day, keys.subList(from, Math.min(from + AT_ONCE, keys.size())));
        }
    }

    private void write(long day, List<String> keys) {
        try (var connection = database.getConnection()) {
            new Sql(connection)
                    .update(
                            "UPDATE pack SET read_day = ? WHERE read_day < ? AND object_key IN (" + Sql.marks(keys)
                                    + ")",
                            to -> {
                                to.add(day).add(day);
                                for (var key : keys) {
                                    to.add(key);
                                }
                            });
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
