package dev.cairn.bench.cairn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks into the database of a running Cairn: by MariaDB's own client program, as its owner, since
/// Cairn's user may not see what the server counts.
public final class DatabaseProbe {

    private static final String SCHEMA = "cairn";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Path program;
    private final Path socket;

    DatabaseProbe(Path data) {
        this.program = programIn(data.resolve("programs"));
        this.socket = data.resolve("database/data/mysql.sock");
    }

    private static Path programIn(Path programs) {
        try (var versions = Files.list(programs)) {
            return versions.map(version -> version.resolve("bin/mariadb"))
                    .filter(Files::isExecutable)
                    .findAny()
                    .orElseThrow(() -> new IOException("MariaDB's client is not in " + programs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Carries out a statement.
    ///
    /// @return the cells of each row; `NULL` is that word
    public List<List<String>> ask(String statement) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        program.toString(),
                        "--no-defaults",
                        "--skip-ssl",
                        "--batch",
                        "--skip-column-names",
                        "--socket=" + socket,
                        "--user=" + System.getProperty("user.name"),
                        "--database=" + SCHEMA,
                        "--execute=" + statement)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("The database refused: " + output);
        }
        return output.lines().map(line -> Arrays.asList(line.split("\t", -1))).toList();
    }

    /// The one number that a statement gives.
    public long number(String statement) throws IOException, InterruptedException {
        return Long.parseLong(ask(statement).getFirst().getFirst());
    }

    /// What the server has counted since it started.
    public Counters counters() throws IOException, InterruptedException {
        var counters = new LinkedHashMap<String, Long>();
        for (var row : ask("SHOW GLOBAL STATUS")) {
            if (row.get(1).matches("-?[0-9]{1,18}")) {
                counters.put(row.get(0), Long.valueOf(row.get(1)));
            }
        }
        return new Counters(counters);
    }

    /// Counts the rows of all tables.
    public Map<String, Long> rows() throws IOException, InterruptedException {
        var rows = new LinkedHashMap<String, Long>();
        for (var table : tables()) {
            rows.put(table, number("SELECT COUNT(*) FROM " + table));
        }
        return rows;
    }

    /// What tables take on the disk with all their indexes, in bytes.
    public Map<String, Long> sizes() throws IOException, InterruptedException {
        var sizes = new LinkedHashMap<String, Long>();
        var spaces = "SELECT name, file_size FROM information_schema.innodb_sys_tablespaces WHERE name LIKE '" + SCHEMA
                + "/%'";
        for (var row : ask(spaces)) {
            sizes.put(row.get(0).substring(SCHEMA.length() + 1), Long.valueOf(row.get(1)));
        }
        return sizes;
    }

    /// What the pages of a table and all its indexes take that are in use, in bytes; a file grows
    /// ahead of them.
    public long usedBytes(String table) throws IOException, InterruptedException {
        ask("ANALYZE TABLE " + table);
        return number("SELECT data_length + index_length FROM information_schema.tables WHERE table_schema = '" + SCHEMA
                + "' AND table_name = '" + table + "'");
    }

    /// Waits until the server has read back all packs that it took up.
    public void awaitVerified() throws IOException, InterruptedException {
        while (number("SELECT COUNT(*) FROM pack WHERE state = 0") > 0) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private List<String> tables() throws IOException, InterruptedException {
        return ask("SHOW TABLES").stream().map(List::getFirst).toList();
    }

    /// @param values by name
    public record Counters(Map<String, Long> values) {

        public long since(Counters earlier, String name) {
            return value(name) - earlier.value(name);
        }

        private long value(String name) {
            return Optional.ofNullable(values.get(name))
                    .orElseThrow(() -> new IllegalStateException("The database does not count " + name));
        }

        /// Statements that were carried out since then, the looking itself left out.
        public long statementsSince(Counters earlier) {
            return since(earlier, "Questions") - 1;
        }
    }
}
