package dev.cairn.tree.control;

import static dev.cairn.tree.control.TestTree.delete;
import static dev.cairn.tree.control.TestTree.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.Sql;
import dev.cairn.standalone.Database;
import dev.cairn.standalone.MariaDbProgram;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract with a real MariaDB, in the schema of `db-migrations`.
class JdbcTreeStoreIT implements TreeStoreContract {

    private static final String PASSWORD = "only-for-the-tests";

    @TempDir
    private static Path directory;

    private static Database database;

    @BeforeAll
    static void start() throws InterruptedException {
        var programs = Path.of("target", "cairn-tests", "programs");
        database = Database.start(MariaDbProgram.unpackedIn(programs), directory, PASSWORD);
        Flyway.configure()
                .dataSource(database.jdbcUrl(), Database.USER, PASSWORD)
                .locations("classpath:db-migrations")
                .load()
                .migrate();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    public Transactions transactions() {
        return new Real();
    }

    @Test
    void a_sample_has_each_file_once_and_what_it_begins_with() {
        var tree = new TestTree(transactions());
        var text = IntStream.range(0, 100).mapToObj(i -> "chunk " + i).collect(Collectors.joining("|"));
        var large = tree.file(tree.folder(tree.top(), "folder"), "large.txt", text);
        var small = tree.file(tree.top(), "small.bin", "one|two");
        tree.file(tree.top(), "empty", "");
        var trashed = tree.file(tree.top(), "trashed", "three");
        tree.commit(delete(trashed));

        var sample = Real.inTransaction(connection -> new FileSample(connection, new LastPlace()).draw(2));

        assertThat(sample)
                .extracting(FileSample.Drawn::id, FileSample.Drawn::name, FileSample.Drawn::chunks)
                .containsExactlyInAnyOrder(
                        tuple(large, "large.txt", manifest(text).chunks().subList(0, FileSample.CHUNKS)),
                        tuple(small, "small.bin", manifest("one|two").chunks()),
                        tuple(trashed, "trashed", manifest("three").chunks()));
    }

    /// Draws the newest change of the newest namespace.
    private static final class LastPlace implements RandomGenerator {

        @Override
        public long nextLong() {
            return nextLong(Long.MAX_VALUE);
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    private static final class Real implements Transactions {

        private static int last;

        @Override
        public NamespaceId newNamespace() {
            var namespace = new NamespaceId(++last);
            inTransaction(connection -> {
                var sql = new Sql(connection);
                sql.update(
                        "INSERT INTO namespace (id, owner_id, head_seq, next_number, used_bytes) VALUES (?, 1, 1, 2, 0)",
                        to -> to.add(namespace.value()));
                return sql.update(
                        "INSERT INTO node (namespace_id, id, name, name_key, kind, live, seq, rev, created_at, version,"
                                + " size, modified_time, committed_at, committed_by, executable)"
                                + " VALUES (?, ?, '', '', 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0)",
                        to -> to.add(namespace.value()).add(((long) namespace.value() << Integer.SIZE) + 1));
            });
            return namespace;
        }

        @Override
        public <T> T run(Function<TreeStore, T> work) {
            return inTransaction(connection -> work.apply(new JdbcTreeStore(connection)));
        }

        @Override
        public <T> T purge(Function<Attic, T> work) {
            return inTransaction(connection -> work.apply(new JdbcAttic(connection)));
        }

        @Override
        public RewindPlan plan(NodeId folder, Instant moment) {
            return inTransaction(connection -> PastTrees.plan(new Sql(connection), folder.birthplace(), folder, moment))
                    .orElseThrow();
        }

        @Override
        public long usedBytes(NamespaceId namespace) {
            return inTransaction(connection -> new Sql(connection)
                            .read(
                                    "SELECT used_bytes FROM namespace WHERE id = ?",
                                    to -> to.add(namespace.value()),
                                    row -> row.getLong(1)))
                    .getFirst();
        }

        private static <T> T inTransaction(Function<Connection, T> work) {
            try (var connection = DriverManager.getConnection(database.jdbcUrl(), Database.USER, PASSWORD)) {
                connection.setAutoCommit(false);
                try {
                    var result = work.apply(connection);
                    connection.commit();
                    return result;
                } catch (RuntimeException | Error e) {
                    connection.rollback();
                    throw e;
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }
}
