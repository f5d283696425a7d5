package dev.cairn.platform.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.standalone.Database;
import dev.cairn.standalone.MariaDbProgram;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;

/// What a start does with the schema that it finds.
class MigrationsIT {

    private static final String PASSWORD = "only-for-the-tests";

    @TempDir
    private static Path directory;

    private static Database database;
    private static MariaDbDataSource connections;

    @BeforeAll
    static void start() throws InterruptedException, SQLException {
        var programs = Path.of("target", "cairn-tests", "programs");
        database = Database.start(MariaDbProgram.unpackedIn(programs), directory, PASSWORD);
        connections = new MariaDbDataSource(database.jdbcUrl());
        connections.setUser(Database.USER);
        connections.setPassword(PASSWORD);
        new Migrations(connections).migrate();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = connections.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void a_second_start_has_nothing_to_do() {
        new Migrations(connections).migrate();
    }

    @Test
    void a_database_that_is_newer_than_the_program_is_left_alone() throws SQLException {
        execute("INSERT INTO flyway_schema_history SELECT installed_rank + 1000, '9000', 'of a later program', type,"
                + " 'V9000__later.sql', checksum, installed_by, installed_on, execution_time, success"
                + " FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1");
        try {
            assertThatThrownBy(() -> new Migrations(connections).migrate())
                    .isInstanceOf(StartRefused.class)
                    .message()
                    .contains("newer than this program", "9000", "a later one")
                    .doesNotContain("\n");
        } finally {
            execute("DELETE FROM flyway_schema_history WHERE version = '9000'");
        }
    }

    @Test
    void a_schema_that_was_changed_by_hand_is_left_alone() throws SQLException {
        execute("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '0001'");
        try {
            assertThatThrownBy(() -> new Migrations(connections).migrate())
                    .isInstanceOf(StartRefused.class)
                    .message()
                    .contains("schema version 0001 is not the one of this program");
        } finally {
            execute("UPDATE flyway_schema_history SET checksum = checksum - 1 WHERE version = '0001'");
        }
    }
}
