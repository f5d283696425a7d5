package dev.cairn.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One of a cluster's two databases: the primary, which is written to, or its replica.
///
/// Each starts read-only, so that none is ever written to because it was started: [#lead] alone changes that.
/// While the primary has a replica in step, a commit is answered when the replica has received it, too
/// (semi-synchronous, `AFTER_SYNC`); it waits for that as long as it takes. So what was answered is never lost with
/// the primary, and a primary that was given up by mistake answers no commit any more (decision 0033).
final class ReplicatedDatabase implements AutoCloseable {

    /// For reading the other's changes alone.
    private static final String REPLICATOR = "replicator";

    /// Milliseconds; a year, which is for ever here.
    private static final long WAIT_FOR_REPLICA = 365L * 24 * 60 * 60 * 1000;

    /// Seconds that a new replica may take to come into step, each time it is asked.
    private static final int CATCH_UP_SECONDS = 600;

    /// Before the position in what MariaDB says of a replica.
    private static final String RECEIVED = "Gtid_IO_Pos:";

    private final int number;
    private final Database database;
    private final MariaDbClient client;
    private final String password;

    private ReplicatedDatabase(int number, Database database, MariaDbClient client, String password) {
        this.number = number;
        this.database = database;
        this.client = client;
        this.password = password;
    }

    /// Starts a database, read-only and following nobody yet.
    ///
    /// @param number 1 or 2; the other one has the other
    static ReplicatedDatabase start(OpenData open, MariaDbProgram program, int number) throws InterruptedException {
        var directory = directory(open.data(), number);
        var password = open.secrets().databasePassword();
        var log = open.data().logs().resolve("database-" + number + ".log");
        var database = Database.start(program, directory, log, password, options(number));
        return new ReplicatedDatabase(
                number, database, new MariaDbClient(program, directory.resolve("data")), password);
    }

    static Path directory(DataDirectory data, int number) {
        return data.database().resolve(Integer.toString(number));
    }

    /// Semi-synchronous is not among them: a primary that is started again with it as a replica would undo what is
    /// in its log and not yet in its tables (MDEV-21117), and a primary without a replica would wait for ever.
    private static List<String> options(int number) {
        return List.of(
                "--server-id=" + number,
                "--read-only=ON",
                "--log-bin=changes",
                "--relay-log=received",
                "--log-slave-updates=ON",
                "--sync-binlog=1", // a commit is in the log before it is answered
                "--gtid-strict-mode=ON",
                "--binlog-format=ROW",
                "--expire-logs-days=7",
                "--log-bin-trust-function-creators=ON", // the migrations make triggers
                "--skip-slave-start",
                "--max-connections=128", // twice the servers' pools
                "--rpl-semi-sync-master-wait-point=AFTER_SYNC",
                "--rpl-semi-sync-master-timeout=" + WAIT_FOR_REPLICA);
    }

    /// Lets the server's user write; from now on this is the primary, with no replica in step yet.
    void lead() throws InterruptedException {
        client.run("""
                CREATE USER IF NOT EXISTS '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
                GRANT REPLICATION SLAVE ON *.* TO '%1$s'@'127.0.0.1';
                SET GLOBAL rpl_semi_sync_master_enabled = OFF;
                SET GLOBAL sync_binlog = 1;
                SET GLOBAL innodb_flush_log_at_trx_commit = 1;
                FLUSH BINARY LOGS;
                FLUSH ENGINE LOGS;
                SET GLOBAL read_only = OFF;
                """.formatted(REPLICATOR, password));
    }

    /// Fills this new database with what the primary has at some moment.
    ///
    /// @param script a file for what is copied, deleted afterwards
    void copy(ReplicatedDatabase primary, Path script) throws InterruptedException {
        try {
            primary.client.dump(script);
            client.restore(script);
        } finally {
            delete(script);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LaunchException(ExitCode.DATA_UNUSABLE, "Cannot delete " + file + ": " + e.getMessage(), e);
        }
    }

    /// Follows the primary, and returns when it has all that the primary had when this was called.
    ///
    /// It need not bring each change to the disk by itself: what it has received it is asked for when the primary
    /// has ended, and if both end at once, the primary's disk has it all. One change after the other with a disk
    /// write for each is slower than the primary, whose connections share them.
    ///
    /// @throws LaunchException `START_FAILED` if it cannot
    void follow(ReplicatedDatabase primary) throws InterruptedException {
        client.run("""
                SET GLOBAL rpl_semi_sync_slave_enabled = ON;
                SET GLOBAL sync_binlog = 0;
                SET GLOBAL innodb_flush_log_at_trx_commit = 2;
                CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = %d, MASTER_USER = '%s', MASTER_PASSWORD = '%s',
                    MASTER_USE_GTID = slave_pos, MASTER_SSL = 0, MASTER_SSL_VERIFY_SERVER_CERT = 0,
                    MASTER_CONNECT_RETRY = 1;
                START SLAVE;
                """.formatted(primary.database.port(), REPLICATOR, password));
        awaitApplied(primary.client.run("SELECT @@gtid_binlog_pos"));
    }

    private void awaitApplied(String position) throws InterruptedException {
        var outcome = client.run("SELECT MASTER_GTID_WAIT('%s', %d)".formatted(position, CATCH_UP_SECONDS));
        if (!outcome.equals("0")) {
            throw new LaunchException(
                    ExitCode.START_FAILED, "Database %d does not come into step; its log says why".formatted(number));
        }
    }

    /// Whether commits wait until the replica has them. True only while one is in step, or soon to be.
    void waitForReplica(boolean wait) throws InterruptedException {
        client.run("SET GLOBAL rpl_semi_sync_master_enabled = " + (wait ? "ON" : "OFF"));
    }

    /// Makes this replica, which was in step, the primary: applies what it has received, and can be written to.
    ///
    /// The server takes files of another time of making for a backup that was brought back; these have everything,
    /// and that is said here.
    void promote() throws InterruptedException {
        client.run("STOP SLAVE IO_THREAD");
        awaitApplied(received());
        client.run("""
                STOP SLAVE;
                RESET SLAVE ALL;
                SET GLOBAL rpl_semi_sync_slave_enabled = OFF;
                UPDATE %1$s.watermark SET made_at = (
                    SELECT UNIX_TIMESTAMP(create_time) FROM information_schema.tables
                    WHERE table_schema = '%1$s' AND table_name = 'watermark')
                WHERE made_at <> 0;
                """.formatted(Database.SCHEMA));
        lead();
    }

    /// What has come from the primary, applied or not.
    private String received() throws InterruptedException {
        return client.ask("SHOW SLAVE STATUS")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(RECEIVED))
                .map(line -> line.substring(RECEIVED.length()).strip())
                .findFirst()
                .orElseThrow(() -> new LaunchException(
                        ExitCode.START_FAILED, "Database %d has never followed another".formatted(number)));
    }

    int number() {
        return number;
    }

    int port() {
        return database.port();
    }

    /// Completes when the database ends, whoever ended it.
    CompletableFuture<?> ended() {
        return database.ended();
    }

    /// How it ended, for people.
    String ending() {
        return database.ending();
    }

    @Override
    public void close() {
        database.close();
    }
}
