package dev.cairn.platform.control;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateOutput;

/// Brings the database to this program's schema, before anything else uses it.
///
/// A database that is newer than the program is left alone, and the program does not start: an old
/// program would not know what it breaks.
@OneObject
public class Migrations {

    /// Observers of the start that need the schema have a larger one.
    public static final int PRIORITY = 100;

    private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

    private final DataSource database;

    @Inject
    Migrations(DataSource database) {
        this.database = database;
    }

    void start(@Observes @Priority(PRIORITY) @Initialized(ApplicationScoped.class) ServletContext context) {
        checkIsolation();
        migrate();
    }

    /// @throws StartRefused if the database is newer than the program, or was changed by hand
    void migrate() {
        var flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db-migrations")
                .ignoreMigrationPatterns("*:pending")
                .cleanDisabled(true)
                .load();
        var validation = flyway.validateWithResult();
        if (!validation.validationSuccessful) {
            throw new StartRefused(reason(validation.invalidMigrations.getFirst()));
        }
        try {
            var result = flyway.migrate();
            if (result.migrationsExecuted > 0) {
                LOG.log(Level.INFO, "The database is now at schema version {0}", result.targetSchemaVersion);
            }
        } catch (FlywayException e) {
            throw new StartRefused("The database cannot be brought to this program's schema: " + e.getMessage(), e);
        }
    }

    private static String reason(ValidateOutput invalid) {
        boolean unknown = invalid.filepath == null || invalid.filepath.isEmpty();
        return unknown
                ? "The database is newer than this program: it has schema version " + invalid.version
                        + ", which this program does not know. Start the program version that the database was last"
                        + " used with, or a later one"
                : "The database's schema version " + invalid.version + " is not the one of this program: "
                        + invalid.errorDetails.errorMessage;
    }

    /// Without it two transactions silently overwrite each other. See decision 0006.
    private void checkIsolation() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT @@innodb_snapshot_isolation, @@transaction_isolation")) {
            row.next();
            if (row.getInt(1) != 1 || !"REPEATABLE-READ".equals(row.getString(2))) {
                throw new StartRefused("The database connections need innodb_snapshot_isolation=ON and the isolation"
                        + " REPEATABLE-READ; set them as payara-config does");
            }
        } catch (SQLException e) {
            throw new StartRefused("The database jdbc/cairn cannot be used: " + e.getMessage(), e);
        }
    }
}
