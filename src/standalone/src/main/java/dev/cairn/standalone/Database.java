package dev.cairn.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A MariaDB server of our own on the loopback address, its files in one directory.
///
/// It has one schema and one user, [#SCHEMA] and [#USER], made with their password before the
/// server first listens; root may sign in only through the socket and only as the system user who
/// owns the files. What was committed is there again at the next start, however this one ended.
public final class Database implements AutoCloseable {

    public static final String SCHEMA = "cairn";
    public static final String USER = "cairn";

    /// Repairing itself after a crash may take long; as long as it lives, it is waited for.
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    /// Writes out what it has in memory, at most its buffer pool.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private static final int PORT_TRIES = 5;

    /// MariaDB's number for a wrong user or password.
    private static final int ACCESS_DENIED = 1045;

    private final ChildProcess process;
    private final int port;

    private Database(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts a server, as [#start(MariaDbProgram, Path, Path, String)] does, that logs to a file
    /// in its own directory.
    public static Database start(MariaDbProgram program, Path directory, String password) throws InterruptedException {
        return start(program, directory, directory.resolve("database.log"), password);
    }

    /// Starts a server on a free port and returns when it answers: after about a second on a new
    /// directory, less on one with files.
    ///
    /// @param directory the server's alone; made if it is not there
    /// @param password of [#USER]; set when the directory is new, and to be the same ever after;
    ///     only letters, digits, `-` and `_`
    /// @throws LaunchException `START_FAILED` with the last lines of the log
    public static Database start(MariaDbProgram program, Path directory, Path log, String password)
            throws InterruptedException {
        return start(program, directory, log, password, List.of());
    }

    /// As [#start(MariaDbProgram, Path, Path, String)], with further options of MariaDB's.
    static Database start(MariaDbProgram program, Path directory, Path log, String password, List<String> more)
            throws InterruptedException {
        if (!password.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("The password would need quoting");
        }
        try {
            var absolute = Files.createDirectories(directory).toRealPath();
            var options = writeOptions(absolute);
            Path files = absolute.resolve("data");
            if (!Files.exists(files)) {
                create(program, options, files, log, password);
            }
            return listen(program, options, files, log, password, more);
        } catch (IOException e) {
            throw new LaunchException(ExitCode.START_FAILED, "The database did not start: " + e.getMessage(), e);
        }
    }

    /// The server's settings are a resource, since they are MariaDB's words and not ours.
    private static Path writeOptions(Path directory) throws IOException {
        Path temporary = directory.resolve("tmp");
        DataDirectory.deleteRecursively(temporary);
        Files.createDirectories(temporary);
        Path options = directory.resolve("mariadb.cnf");
        try (var settings = Database.class.getResourceAsStream("mariadb.cnf")) {
            if (settings == null) {
                throw new IOException("mariadb.cnf is not on the class path");
            }
            Files.copy(settings, options, StandardCopyOption.REPLACE_EXISTING);
        }
        return options;
    }

    /// Makes the files of a new server without ever opening a port or a socket.
    ///
    /// They come into place whole, so that a start cut short leaves nothing behind.
    private static void create(MariaDbProgram program, Path options, Path files, Path log, String password)
            throws IOException, InterruptedException {
        Path unfinished = files.resolveSibling("data.new");
        DataDirectory.deleteRecursively(unfinished);
        Files.createDirectory(unfinished);
        var command = command(program, options, unfinished);
        command.addAll(List.of("--bootstrap", "--log-warnings=0", "--innodb-flush-log-at-trx-commit=0"));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        Process bootstrap = builder.start();
        try {
            try (var statements = bootstrap.outputWriter(StandardCharsets.UTF_8)) {
                statements.write(creation(program, password));
            } catch (IOException _) {
                // it has ended early, and has said why in its log
            }
            if (bootstrap.waitFor() != 0) {
                throw failed(log, 0, "it could not make its files");
            }
        } finally {
            bootstrap.destroyForcibly();
        }
        Files.move(unfinished, files, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String creation(MariaDbProgram program, String password) {
        return """
                CREATE DATABASE IF NOT EXISTS mysql;
                USE mysql;
                SET @auth_root_socket = '%s';
                %s
                %s
                %s
                FLUSH PRIVILEGES;
                CREATE DATABASE %s CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
                CREATE USER '%s'@'127.0.0.1' IDENTIFIED BY '%s';
                GRANT ALL ON %s.* TO '%s'@'127.0.0.1';
                """.formatted(
                        System.getProperty("user.name").replace("\\", "\\\\").replace("'", "''"),
                        program.script("mariadb_system_tables.sql"),
                        program.script("mariadb_performance_tables.sql"),
                        program.script("mariadb_system_tables_data.sql"),
                        SCHEMA,
                        USER,
                        password,
                        SCHEMA,
                        USER);
    }

    private static Database listen(
            MariaDbProgram program, Path options, Path files, Path log, String password, List<String> more)
            throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            int port = LoopbackPort.free();
            var command = command(program, options, files);
            command.add("--port=" + port);
            command.addAll(more);
            long logged = LogTail.length(log);
            var process = ChildProcess.start(command, Map.of(), files, log, STOP_LIMIT);
            try {
                var database = new Database(process, port);
                if (database.awaitAnswer(password, log)) {
                    return database;
                }
            } catch (RuntimeException | InterruptedException e) {
                process.close();
                throw e;
            }
            boolean portTaken = since(log, logged).contains("Bind on TCP/IP port");
            if (!portTaken || tries == PORT_TRIES) {
                throw failed(log, logged, process.ending());
            }
        }
    }

    private static List<String> command(MariaDbProgram program, Path options, Path files) {
        var command = new ArrayList<String>();
        command.add(program.server().toString());
        command.add("--defaults-file=" + options);
        command.add(Leftovers.databaseMark(files));
        command.add("--basedir=" + program.home());
        command.add("--tmpdir=" + options.resolveSibling("tmp"));
        command.add("--secure-file-priv=" + options.resolveSibling("tmp"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root"); // it refuses to run as root unless told to
        }
        return command;
    }

    /// Whether it answers; false when it has ended instead.
    private boolean awaitAnswer(String password, Path log) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive()) {
            try (var connection = DriverManager.getConnection(jdbcUrl(), USER, password);
                    var statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                return true;
            } catch (SQLException e) {
                if (e.getErrorCode() == ACCESS_DENIED) {
                    throw new LaunchException(
                            ExitCode.START_FAILED,
                            "The database refuses the password of its user " + USER + ": was it made with another?",
                            e);
                }
                if (System.nanoTime() > deadline) {
                    throw failed(log, 0, "it did not answer within " + START_LIMIT.toMinutes() + " minutes");
                }
            }
            Thread.sleep(50);
        }
        return false;
    }

    private static LaunchException failed(Path log, long logged, String how) {
        return new LaunchException(
                ExitCode.START_FAILED, "The database did not start (" + how + ")" + LogTail.of(log, logged, "ERROR"));
    }

    private static String since(Path log, long offset) throws IOException {
        var bytes = Files.readAllBytes(log);
        int from = (int) Math.min(offset, bytes.length);
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }

    /// Where the database is, with all that Cairn wants of a connection; without user or password.
    ///
    /// A statement may take a minute and wait a quarter of one for a lock: what needs longer says
    /// so by `SET STATEMENT max_statement_time = … FOR …`.
    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    /// The same by way of another port of the loopback address, which leads to it.
    static String jdbcUrl(int port) {
        return "jdbc:mariadb://" + LoopbackPort.ADDRESS + ":" + port + "/" + SCHEMA
                + "?transactionIsolation=REPEATABLE-READ"
                + "&connectionCollation=utf8mb4_nopad_bin"
                + "&sessionVariables=innodb_snapshot_isolation=ON,max_statement_time=60,innodb_lock_wait_timeout=15"
                + "&useBulkStmts=true"
                + "&allowLocalInfile=false"
                + "&connectTimeout=5000"
                + "&tcpKeepAlive=true";
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /// Completes when the server ends, whoever ended it.
    CompletableFuture<?> ended() {
        return process.ended();
    }

    /// How the server ended, for people.
    String ending() {
        return process.ending();
    }

    /// Stops the server in order; kills it if that takes more than half a minute. Closing twice is
    /// no error.
    @Override
    public void close() {
        process.close();
    }
}
