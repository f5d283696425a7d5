package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `cairn up` as a person runs it: the real launcher, MariaDB, object store, Payara and WAR.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class UpIT {

    private static final String READY = "Cairn is ready at http://localhost:";
    private static final String TOKEN = "administrator token";

    @TempDir
    private Path directory;

    @BeforeAll
    static void require_the_war() {
        assertThat(RunningCairn.war())
                .as("%s is not built: ./mvnw package -pl src/server -am", RunningCairn.war())
                .isRegularFile();
    }

    @Test
    void it_starts_alone_on_its_data_answers_and_stops_on_a_signal() throws Exception {
        Path data = directory.resolve("data of one"); // with blanks

        try (var cairn = RunningCairn.up(data, Map.of("CAIRN_LOG_FORMAT", "json"))) {
            assertThat(cairn.lines()).containsOnlyOnce(READY + cairn.port());
            assertThat(cairn.lines()).filteredOn(line -> line.contains(TOKEN)).hasSize(1);
            assertThat(status(cairn, "/health/ready")).isEqualTo(200);
            assertThat(status(cairn, "/")).isBetween(200, 399);
            assertThat(cairn.launcher().children()).hasSize(2);
            assertReachedFromThisMachineOnly(cairn);
            assertSecretsUnseen(cairn, data);
            assertLogged(cairn, data.resolve("logs/server.0.log"));

            Path other = directory.resolve("other");
            assertRefused(ExitCode.DATA_IN_USE, data, LoopbackPort.free(), LoopbackPort.free());
            assertRefused(ExitCode.PORT_TAKEN, other, cairn.port(), LoopbackPort.free());
            try (var taken = new ServerSocket(0)) {
                assertRefused(ExitCode.PORT_TAKEN, other, LoopbackPort.free(), taken.getLocalPort());
            }
            assertThat(status(cairn, "/health/ready")).isEqualTo(200);

            cairn.launcher().destroy();
            assertThat(cairn.exitCode()).isEqualTo(ExitCode.STOPPED.status());
            assertThat(cairn.lines()).endsWith("Stopping …", "Stopped");
            assertThat(cairn.processes()).isEmpty();
            assertThat(data.resolve("logs/database.log")).content().contains("Shutdown complete");
        }
    }

    @Test
    void whatever_is_killed_the_next_start_has_everything_that_was_committed() throws Exception {
        Path data = directory.resolve("data");

        try (var first = RunningCairn.up(data)) {
            execute(first, data, "CREATE TABLE stone (weight INT)");
            execute(first, data, "INSERT INTO stone VALUES (1)");
            kill(first.launcher());
            assertThat(first.processes()).as("left over").hasSize(2);

            try (var second = RunningCairn.up(data)) {
                assertThat(second.lines())
                        .contains("Stopped 2 processes left over from a killed Cairn", READY + second.port());
                execute(second, data, "INSERT INTO stone VALUES (2)");
                kill(second.database());

                assertThat(second.exitCode()).isEqualTo(ExitCode.PART_DIED.status());
                assertThat(second.errors()).contains("The database ended by itself (killed by signal 9)");
                assertThat(second.lines()).noneMatch(line -> line.contains(TOKEN));
                assertThat(second.processes()).isEmpty();
            }

            try (var third = RunningCairn.up(data)) {
                assertThat(weights(third, data)).containsExactly(1, 2);
                kill(third.server());

                assertThat(third.exitCode()).isEqualTo(ExitCode.PART_DIED.status());
                assertThat(third.errors()).contains("The server ended by itself (killed by signal 9)");
                assertThat(third.processes()).isEmpty();
            }
        }
    }

    /// Each event is a line of JSON, and what is said of a request has the id that a proxy gave it.
    private static void assertLogged(RunningCairn cairn, Path log) throws IOException {
        var refused = open(cairn, "/api/v1/me");
        refused.setRequestProperty("X-Request-Id", "edge-1");

        assertThat(refused.getResponseCode()).isEqualTo(401);
        assertThat(log).content().doesNotContainPattern("Boot Command .* failed");
        assertThat(Files.readAllLines(log))
                .allMatch(line -> line.matches("\\{\"Timestamp\":\".*\\}"))
                .filteredOn(line -> line.contains("\"RequestId\":\"edge-1\""))
                .singleElement(STRING)
                .contains("\"Level\":\"INFO\"", "\"LogMessage\":\"Denied (401): GET me, for nobody");
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static int status(RunningCairn cairn, String path) throws IOException {
        return open(cairn, path).getResponseCode();
    }

    private static HttpURLConnection open(RunningCairn cairn, String path) throws IOException {
        var connection = (HttpURLConnection)
                URI.create("http://localhost:" + cairn.port() + path).toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setReadTimeout(30_000);
        return connection;
    }

    private void assertRefused(ExitCode code, Path data, int port, int storePort) throws Exception {
        var second = RunningCairn.start(data, port, storePort); // not closed: that would end the first, too

        assertThat(second.exitCode()).isEqualTo(code.status());
        assertThat(second.errors().lines()).isNotEmpty().allMatch(line -> line.startsWith("cairn: "));
    }

    private static void assertReachedFromThisMachineOnly(RunningCairn cairn) throws IOException {
        for (var process : List.of(cairn.launcher(), cairn.database(), cairn.server())) {
            var ports = Listeners.portsOf(process.pid());
            assertThat(ports).isNotEmpty();
            for (int port : ports) {
                assertThat(Listeners.onLoopbackAlone(port)).as("port %d", port).isTrue();
            }
        }
    }

    private static void assertSecretsUnseen(RunningCairn cairn, Path data) throws IOException {
        var secrets = Secrets.loadOrCreate(data.resolve("secrets.properties"), false);
        var all = List.of(
                secrets.databasePassword(),
                secrets.storeSecretKey(),
                secrets.storeMasterKey(),
                secrets.serverSecret(),
                secrets.tokenKey(),
                secrets.adminToken());
        var places = new ArrayList<Path>();
        for (var process : cairn.processes()) {
            places.add(Path.of("/proc/" + process.pid() + "/cmdline"));
        }
        for (String folder : List.of("logs", "tmp", "server/config", "database/mariadb.cnf")) {
            try (Stream<Path> files = Files.walk(data.resolve(folder))) {
                files.filter(Files::isRegularFile).forEach(places::add);
            }
        }
        for (Path place : places) {
            String content = new String(Files.readAllBytes(place), StandardCharsets.ISO_8859_1);
            assertThat(all).as("secrets in %s", place).noneMatch(content::contains);
        }
    }

    private static void execute(RunningCairn cairn, Path data, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(cairn), Database.USER, password(data));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Integer> weights(RunningCairn cairn, Path data) throws SQLException {
        var weights = new ArrayList<Integer>();
        try (var connection = DriverManager.getConnection(url(cairn), Database.USER, password(data));
                var result = connection.createStatement().executeQuery("SELECT weight FROM stone ORDER BY weight")) {
            while (result.next()) {
                weights.add(result.getInt(1));
            }
        }
        return weights;
    }

    private static String url(RunningCairn cairn) {
        return "jdbc:mariadb://127.0.0.1:" + cairn.databasePort() + "/" + Database.SCHEMA;
    }

    private static String password(Path data) {
        return Secrets.loadOrCreate(data.resolve("secrets.properties"), false).databasePassword();
    }
}
