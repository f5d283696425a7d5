package dev.cairn.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.standalone.Database;
import dev.cairn.standalone.MariaDbProgram;
import dev.cairn.standalone.ObjectStore;
import dev.cairn.testing.Account;
import dev.cairn.testing.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The WAR as it is, on a Payara Server instead of Payara Micro.
@Tag("long")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PayaraServerIT {

    private static final String PASSWORD = "only-for-this-test";
    private static final ObjectStore.Credentials STORE = new ObjectStore.Credentials(
            "tests", "only-for-this-test", Base64.getEncoder().encodeToString(new byte[32]));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void the_war_is_deployed_by_asadmin_and_gives_back_what_was_uploaded() throws Exception {
        var program = MariaDbProgram.unpackedIn(
                Path.of("target", "cairn-tests", "programs").toAbsolutePath());
        try (var database = Database.start(program, directory.resolve("database"), PASSWORD);
                var store = ObjectStore.start(directory.resolve("store"), STORE, List.of());
                var server = new PayaraServer(
                        Files.createDirectory(directory.resolve("domains")), settings(database, store))) {
            server.install();
            server.deploy();
            var content = new byte[1 << 20];
            new Random(6).nextBytes(content);
            var ada = Account.signUp(new Api(server.base()), "ada");
            var name = "stones.bin";

            ada.upload(ada.top(), name, content);

            assertThat(ada.download(ada.top(), fileId(ada, name))).isEqualTo(content);
            assertThat(Files.readString(server.configuration()))
                    .contains("${ENV=CAIRN_DB_PASSWORD}")
                    .doesNotContain(PASSWORD);
        }
    }

    private static String fileId(Account person, String name) {
        return person.post("/folders/" + person.top() + "/lookup", Map.of("names", List.of(name)))
                .expect(200)
                .json()
                .getJsonArray("files")
                .getJsonObject(0)
                .getString("fileId");
    }

    /// All that must be set, and nothing else.
    private static Map<String, String> settings(Database database, ObjectStore store) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        var tokenKey = generator.generateKeyPair().getPrivate().getEncoded();
        return Map.ofEntries(
                Map.entry("CAIRN_DB_URL", database.jdbcUrl()),
                Map.entry("CAIRN_DB_USER", Database.USER),
                Map.entry("CAIRN_DB_PASSWORD", PASSWORD),
                Map.entry("CAIRN_BASE_URL", "http://localhost"),
                Map.entry("CAIRN_SECRET", Base64.getEncoder().encodeToString(new byte[32])),
                Map.entry("CAIRN_TOKEN_KEY", Base64.getEncoder().encodeToString(tokenKey)),
                Map.entry("CAIRN_STORE_ENDPOINT", store.endpoint().toString()),
                Map.entry("CAIRN_STORE_PUBLIC_ENDPOINT", store.endpoint().toString()),
                Map.entry("CAIRN_STORE_BUCKET", ObjectStore.BUCKET),
                Map.entry("CAIRN_STORE_ACCESS_KEY", STORE.accessKey()),
                Map.entry("CAIRN_STORE_SECRET_KEY", STORE.secretKey()));
    }
}
