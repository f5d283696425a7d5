package dev.cairn.testing;

import dev.cairn.standalone.Database;
import dev.cairn.standalone.MariaDbProgram;
import dev.cairn.standalone.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/// What stands behind the server: a real MariaDB and a real S3 endpoint, one of each for all test
/// classes of a module. Both can be stopped and started again at the same addresses.
///
/// The build reserves the database's port and gives its address as environment variables
/// (`CAIRN_DB_…`), because Payara's command files read them from there, and so do these tests.
public final class Backend implements AutoCloseable {

    /// Where everything is that a run of the tests writes.
    static final Path DIRECTORY = Path.of("target", "cairn-tests").toAbsolutePath();

    private static final Path HOME =
            Path.of(System.getProperty("cairn.home")).toAbsolutePath().normalize();
    private static final String URL = System.getenv("CAIRN_DB_URL");
    private static final String PASSWORD = System.getenv("CAIRN_DB_PASSWORD");

    private final Path directory;
    private final ObjectStore.Credentials credentials;
    private final List<String> origins;
    private final Relay relay;
    private final int storePort;
    private Database database;
    private ObjectStore store;

    private Backend(int httpPort) throws IOException, InterruptedException {
        var runs = Files.createDirectories(DIRECTORY);
        directory = Files.createTempDirectory(runs, "run");
        credentials = new ObjectStore.Credentials(
                "tests", random(20), Base64.getEncoder().encodeToString(new byte[32]));
        origins = List.of("http://localhost:" + httpPort);
        storePort = freePort();
        var address = URI.create(URL.substring("jdbc:".length()));
        relay = new Relay(address.getPort());
        startDatabase();
        startStore();
    }

    /// The one that all tests of this JVM use, started when it is first asked for.
    static synchronized Backend start(int httpPort) {
        try {
            return new Backend(httpPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The top of the source tree.
    static Path home() {
        return HOME;
    }

    /// A directory for this run alone.
    public Path directory() {
        return directory;
    }

    public URI storeEndpoint() {
        return URI.create("http://127.0.0.1:" + storePort);
    }

    public ObjectStore.Credentials storeCredentials() {
        return credentials;
    }

    /// A connection to the database as the server's own user.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(URL, System.getenv("CAIRN_DB_USER"), PASSWORD);
    }

    /// Tells what the server asks the database from now on.
    public void tellStatements(Consumer<String> listener) {
        relay.tell(listener);
    }

    public void stopDatabase() {
        database.close();
    }

    public void startDatabase() throws InterruptedException {
        database = Database.start(
                MariaDbProgram.unpackedIn(DIRECTORY.resolve("programs")), directory.resolve("database"), PASSWORD);
        requireSameAddress(database.jdbcUrl());
        relay.leadTo(database.port());
    }

    public void stopStore() {
        store.close();
    }

    public void startStore() {
        store = ObjectStore.start(directory.resolve("store"), storePort, credentials, origins);
    }

    /// The pom must give the address with all that a real one has.
    private static void requireSameAddress(String real) {
        var wanted = real.replaceFirst(
                ":[0-9]+/", ":" + URI.create(URL.substring("jdbc:".length())).getPort() + "/");
        if (!URL.equals(wanted)) {
            throw new IllegalStateException("CAIRN_DB_URL in the pom should be " + wanted + ", but is " + URL);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String random(int bytes) {
        var secret = new byte[bytes];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    @Override
    public void close() throws IOException {
        store.close();
        database.close();
        relay.close();
    }
}
