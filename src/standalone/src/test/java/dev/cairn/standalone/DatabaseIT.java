package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {

    private static final String PASSWORD = "right-password";

    private static MariaDbProgram program;

    @TempDir
    private Path directory;

    @BeforeAll
    static void unpack() {
        program = MariaDbProgram.unpackedIn(Path.of("target", "programs"));
    }

    private Database start() throws InterruptedException {
        return Database.start(program, directory, PASSWORD);
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), Database.USER, PASSWORD);
    }

    private static List<String> query(Database database, String sql) throws SQLException {
        try (var connection = connect(database);
                var result = connection.createStatement().executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (result.next()) {
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    values.add(result.getString(column));
                }
            }
            return values;
        }
    }

    private static void execute(Database database, String... statements) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void its_settings_are_those_the_schema_relies_on() throws Exception {
        try (var database = start()) {
            assertThat(query(database, """
                            SELECT @@character_set_server, @@collation_server, @@collation_database,
                                @@collation_connection, @@innodb_snapshot_isolation, @@tx_isolation,
                                @@max_allowed_packet, @@innodb_flush_log_at_trx_commit, @@local_infile
                            """))
                    .containsExactly(
                            "utf8mb4",
                            "utf8mb4_nopad_bin",
                            "utf8mb4_nopad_bin",
                            "utf8mb4_nopad_bin",
                            "1",
                            "REPEATABLE-READ",
                            Integer.toString(64 << 20),
                            "1",
                            "0");
        }
    }

    @Test
    void it_listens_on_the_loopback_address_alone() throws Exception {
        try (var database = start()) {
            assertThat(Listeners.portsOf(database.pid())).containsExactly(database.port());
            assertThat(Listeners.onLoopbackAlone(database.port())).isTrue();
        }
    }

    @Test
    void nobody_signs_in_without_the_right_password() throws Exception {
        try (var database = start()) {
            for (var attempt : List.of(
                    List.of("cairn", "wrong"),
                    List.of("cairn", ""),
                    List.of("root", ""),
                    List.of("root", "root"),
                    List.of("mysql", ""),
                    List.of("", ""))) {
                assertThatThrownBy(() ->
                                DriverManager.getConnection(database.jdbcUrl(), attempt.getFirst(), attempt.getLast()))
                        .as("user %s, password %s", attempt.getFirst(), attempt.getLast())
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getErrorCode()).isIn(1045, 1698));
            }
        }
    }

    @Test
    void its_user_sees_one_schema_and_no_test_database() throws Exception {
        try (var database = start()) {
            assertThat(query(database, "SHOW DATABASES")).containsExactly("cairn", "information_schema");
            assertThat(query(database, "SHOW GRANTS")).noneMatch(grant -> grant.contains("ALL PRIVILEGES ON *.*"));
        }
    }

    @Test
    void what_was_committed_survives_a_kill() throws Exception {
        try (var database = start()) {
            execute(database, "CREATE TABLE stone (weight INT)", "INSERT INTO stone VALUES (7)");
            ProcessHandle.of(database.pid()).orElseThrow().destroyForcibly();
            database.ended().get(10, TimeUnit.SECONDS);
            assertThat(database.ending()).isEqualTo("killed by signal 9");
        }

        try (var again = start()) {
            assertThat(query(again, "SELECT weight FROM stone")).containsExactly("7");
        }
    }

    @Test
    void a_start_cut_short_while_the_files_were_made_is_made_up_for() throws Exception {
        Path unfinished = Files.createDirectories(directory.resolve("data.new/mysql"));
        Files.writeString(unfinished.resolve("half"), "written");

        try (var database = start()) {
            assertThat(query(database, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void closing_stops_it_in_order() throws Exception {
        var database = start();
        database.close();
        database.close();

        assertThat(ProcessHandle.of(database.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(directory.resolve("database.log")).content().contains("Shutdown complete");
    }

    @Test
    void another_password_than_the_first_is_said_plainly() throws Exception {
        start().close();

        assertThatThrownBy(() -> Database.start(program, directory, "another"))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.START_FAILED))
                .hasMessageContaining("refuses the password")
                .hasMessageNotContaining("another-");
    }

    @Test
    void damaged_files_are_told_by_the_log() throws Exception {
        start().close();
        Files.write(directory.resolve("data/ibdata1"), new byte[100]);

        assertThatThrownBy(this::start)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("The database did not start")
                .hasMessageContaining("[ERROR]")
                .hasMessageContaining("database.log");
    }
}
