package dev.cairn.admin.control;

import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.entity.Times;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Background work, and how it last went.
@OneObject
public class JobRuns {

    private static final String FAILED = "failed:";

    private final Look look;
    private final InstantSource clock;

    @Inject
    JobRuns(Look look, InstantSource clock) {
        this.look = look;
        this.clock = clock;
    }

    /// All jobs, by name.
    public List<Info> list(Administrator by) {
        return all();
    }

    List<Info> all() {
        return look.read(
                "SELECT name, held_until > ?, started_at, finished_at, outcome FROM job ORDER BY name",
                parameters -> parameters.add(Times.toMicros(clock.instant())),
                JobRuns::info);
    }

    private static Info info(ResultSet row) throws SQLException {
        return new Info(
                row.getString(1),
                row.getBoolean(2),
                row.getString(3) == null ? null : Times.ofMicros(row.getLong(3)),
                row.getString(4) == null ? null : Times.ofMicros(row.getLong(4)),
                row.getString(5));
    }

    /// @param running whether a server node does it now
    /// @param startedAt when the last run began; null before the first
    /// @param finishedAt when the last run ended; null before the end of the first
    /// @param outcome what the last run with something to do has done; null if there was none
    public record Info(
            String name,
            boolean running,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String outcome) {

        public boolean failed() {
            return outcome != null && outcome.startsWith(FAILED);
        }
    }
}
