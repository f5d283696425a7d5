package dev.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import dev.cairn.testing.DeployedCairn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// All tables of trees and packs, partitioned by namespace: what people do all day touches one partition of each.
///
/// The real server works on the partitioned tables; what it asks the database is heard, and explained by the database.
class PartitionsIT extends DeployedCairn {

    private static final int PARTITIONS = 8;

    /// A statement that reads or changes rows.
    private static final Pattern ROWS =
            Pattern.compile("(?is)\\s*(SELECT|UPDATE|DELETE|INSERT[^(]*\\([^)]*\\)\\s*SELECT).*");

    private final Api api = new Api(cairn().base());
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private List<String> tables;
    private HeldJobs held;

    @BeforeEach
    void partition() throws SQLException, InterruptedException {
        try (var connection = cairn().backend().connect()) {
            tables = partitionable(connection);
            for (var table : tables) {
                execute(
                        connection,
                        "ALTER TABLE " + table + " PARTITION BY HASH (namespace_id) PARTITIONS " + PARTITIONS);
            }
        }
        held = new HeldJobs(cairn().backend()); // background work asks for all namespaces at once
        cairn().backend().tellStatements(heard::add);
    }

    @AfterEach
    void makeWhole() throws SQLException {
        cairn().backend().tellStatements(_ -> {});
        held.close();
        try (var connection = cairn().backend().connect()) {
            for (var table : tables) {
                execute(connection, "ALTER TABLE " + table + " REMOVE PARTITIONING");
            }
        }
    }

    /// Tables of which every unique key begins with the namespace. MariaDB partitions no table that has a unique key
    /// without it, and what is looked up by something else first belongs to people or packs.
    private static List<String> partitionable(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT table_name FROM information_schema.statistics
                        WHERE table_schema = DATABASE() AND non_unique = 0
                        GROUP BY table_name
                        HAVING SUM(seq_in_index = 1) = SUM(seq_in_index = 1 AND column_name = 'namespace_id')
                        """)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The statement without its values, so that each form is explained once. Values may be long, so nothing is tried
    /// again in them.
    private static String form(String statement) {
        return statement
                .replaceAll("(?s)'(?:[^'\\\\]++|\\\\.)*+'", "?")
                .replaceAll("\\b[0-9]+\\b", "?")
                .replaceAll("\\?(?:\\s*+,\\s*+\\?)++", "?");
    }

    @Test
    void what_people_do_all_day_touches_one_partition() throws SQLException {
        assertThat(tables)
                .contains("node", "trash", "history", "manifest", "segment", "chunk", "upload", "upload_pack");

        work();
        var partitions = explained();

        assertThat(partitions)
                .as("forms of statements that touch a partitioned table")
                .hasSizeGreaterThan(20);
        assertThat(partitions)
                .allSatisfy((form, touched) -> assertThat(touched).as(form).isLessThanOrEqualTo(1));
        assertThat(partitions.values()).as("some do").contains(1);
    }

    /// A day of somebody: files large and small, changed, listed, found, moved, read, deleted and restored.
    private void work() {
        var ada = Account.signUp(api, "ada");
        var folder = ada.folder(ada.top(), "notes");
        var chunks = Bytes.freshChunks(12, 40_000);
        var upload = ada.openUpload();
        ada.post("/uploads/" + upload + "/missing", Map.of("chunks", Account.pairs(Account.manifest(chunks))))
                .expect(200);
        ada.sendPack(upload, 0, chunks);
        var large = ada.commitOne(List.of(upload), Account.put(folder, "large", chunks))
                .getString("nodeId");
        var small = ada.upload(folder, "small", "small".getBytes()).getString("fileId");
        ada.upload(folder, "small", "changed".getBytes());
        var inFolder = "/folders/" + folder;
        ada.names(folder);
        ada.get(inFolder + "/files?sort=modified&desc=true&limit=1").expect(200);
        ada.get(inFolder + "/files?sort=size&limit=1").expect(200);
        ada.get(inFolder + "?size=true").expect(200);
        ada.post(inFolder + "/lookup", Map.of("names", List.of("SMALL"))).expect(200);
        ada.get("/search?q=sma").expect(200);
        ada.get("/recent").expect(200);
        ada.get("/changes").status();
        ada.get(inFolder + "/files/" + small + "/versions").expect(200);
        ada.get(inFolder + "/files/" + large + "/manifest").expect(200);
        ada.post("/extents", Map.of("files", List.of(Map.of("fileId", large)))).expect(200);
        ada.download(folder, large);
        ada.patch(inFolder + "/files/" + small, Map.of("name", "renamed")).expect(200);
        ada.post(inFolder + "/files/" + large + "/copy", Map.of("parentId", ada.top(), "name", "copy"))
                .expect(201);
        ada.delete(inFolder + "/files/" + small).expect(202);
        ada.get("/trash").expect(200);
        ada.post("/trash/" + small + "/restore", Map.of()).expect(200);
        ada.get("/me").expect(200);
    }

    /// For each form of statement that has to do with partitioned tables, how many partitions it touches at most in one
    /// of them.
    private Map<String, Integer> explained() throws SQLException {
        cairn().backend().tellStatements(_ -> {});
        var touched = new TreeMap<String, Integer>();
        try (var connection = cairn().backend().connect()) {
            for (var statement : Set.copyOf(heard)) {
                if (!ROWS.matcher(statement).matches()
                        || tables.stream().noneMatch(table -> statement.matches("(?is).*\\b" + table + "\\b.*"))) {
                    continue;
                }
                touched.merge(form(statement), partitions(connection, statement.replace("?", "1")), Math::max);
            }
        }
        return touched;
    }

    private static int partitions(Connection connection, String sql) throws SQLException {
        int most = 0;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("EXPLAIN PARTITIONS " + sql)) {
            while (rows.next()) {
                var names = rows.getString("partitions");
                if (names != null) {
                    most = Math.max(most, names.split(",").length);
                }
            }
        }
        return most;
    }
}
