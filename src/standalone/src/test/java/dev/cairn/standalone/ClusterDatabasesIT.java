package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A primary and its replica, both real, and one of them killed.
@Tag("long")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClusterDatabasesIT {

    private static final Path PROGRAMS = Path.of("target", "programs");

    @TempDir
    private Path directory;

    private final BlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();
    private final Progress silent =
            new Progress(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
    private DataDirectory data;
    private OpenData open;
    private ClusterDatabases databases;

    @BeforeEach
    void start() throws Exception {
        data = DataDirectory.open(directory.resolve("data"));
        Files.createDirectories(data.logs());
        Files.createSymbolicLink(
                data.programs(), Files.createDirectories(PROGRAMS).toRealPath()); // unpacked once
        var options =
                LaunchOptions.parse(directory, List.of("--data", data.path().toString()));
        open = new OpenData(options, new Installation(directory), data, Secrets.loadOrCreate(data.secrets(), true));
        databases = ClusterDatabases.start(open, silent, events);
        write("CREATE TABLE watermark (id INT PRIMARY KEY, level BIGINT, made_at BIGINT)"); // the server's
        write("CREATE TABLE stone (weight INT)");
    }

    @AfterEach
    void stop() {
        databases.close();
        data.close();
    }

    @Test
    void what_was_answered_outlives_each_primary_and_the_next_start() throws Exception {
        var weights = new ArrayList<Integer>();
        for (int weight = 1; weight <= 2; weight++) {
            write("INSERT INTO stone VALUES (" + weight + ")");
            weights.add(weight);
            kill(primary());

            var ended = (ClusterEvent.DatabaseEnded) next();
            assertThat(databases.ended(ended.database())).as("led elsewhere").isTrue();
            assertThat(weights()).isEqualTo(weights);
            databases.take((ClusterEvent.ReplicaMade) next());
        }
        assertThat(ClusterRoles.read(data.cluster())).isEqualTo(new ClusterRoles(1, true));

        databases.close();
        events.clear();
        databases = ClusterDatabases.start(open, silent, events);
        assertThat(weights()).isEqualTo(weights);
        assertThat(ClusterRoles.read(data.cluster())).isEqualTo(new ClusterRoles(1, true));
    }

    @Test
    void without_its_replica_the_primary_goes_on_and_is_started_again_where_it_is() throws Exception {
        kill(replica());
        var ended = (ClusterEvent.DatabaseEnded) next();
        assertThat(databases.ended(ended.database())).as("led elsewhere").isFalse();
        write("INSERT INTO stone VALUES (1)");

        kill(primary()); // while its new replica is being made, or just after
        awaitPrimaryAgain();

        assertThat(weights()).containsExactly(1);
    }

    /// Whatever comes first: the end of the primary, or its new replica.
    private void awaitPrimaryAgain() throws InterruptedException {
        while (true) {
            switch (next()) {
                case ClusterEvent.DatabaseEnded(var database) -> {
                    if (databases.ended(database)) {
                        return;
                    }
                }
                case ClusterEvent.ReplicaMade made -> made.replica().close();
                case ClusterEvent.ReplicaFailed failed ->
                    assertThat(failed.from().ended()).as(failed.reason()).isDone();
                case ClusterEvent.BalancerEnded(var how) -> throw new AssertionError(how);
            }
        }
    }

    private ClusterEvent next() throws InterruptedException {
        var event = events.poll(1, TimeUnit.MINUTES);
        assertThat(event).isNotNull();
        return event;
    }

    private int primary() {
        return ClusterRoles.read(data.cluster()).primary();
    }

    private int replica() {
        return ClusterRoles.read(data.cluster()).replica();
    }

    private void kill(int number) {
        var mark = Leftovers.databaseMark(
                ReplicatedDatabase.directory(data, number).resolve("data"));
        var process = ProcessHandle.current()
                .children()
                .filter(child -> arguments(child).contains(mark))
                .findAny()
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static List<String> arguments(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .split("\0"));
        } catch (IOException _) {
            return List.of(); // it has just ended
        }
    }

    private void write(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        Database.jdbcUrl(databases.port()),
                        Database.USER,
                        open.secrets().databasePassword());
                var statements = connection.createStatement()) {
            statements.execute(statement);
        }
    }

    private List<Integer> weights() throws SQLException {
        var weights = new ArrayList<Integer>();
        try (var connection = DriverManager.getConnection(
                        Database.jdbcUrl(databases.port()),
                        Database.USER,
                        open.secrets().databasePassword());
                var rows = connection.createStatement().executeQuery("SELECT weight FROM stone ORDER BY weight")) {
            while (rows.next()) {
                weights.add(rows.getInt(1));
            }
        }
        return weights;
    }
}
