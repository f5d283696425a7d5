package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name_the_file() {
        file = directory.resolve("secrets.properties");
    }

    @Test
    void a_second_start_finds_the_secrets_of_the_first() {
        var made = Secrets.loadOrCreate(file, true);

        assertThat(Secrets.loadOrCreate(file, false)).isEqualTo(made);
    }

    @Test
    void only_the_owner_may_read_the_file() throws IOException {
        Secrets.loadOrCreate(file, true);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void a_file_that_others_could_read_is_closed_again() throws IOException {
        Secrets.loadOrCreate(file, true);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        Secrets.loadOrCreate(file, false);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void two_directories_share_no_secret() {
        var one = all(Secrets.loadOrCreate(file, true));
        var other = all(Secrets.loadOrCreate(directory.resolve("other"), true));

        assertThat(Stream.concat(one.stream(), other.stream())).doesNotHaveDuplicates();
    }

    @Test
    void each_has_its_form() {
        var secrets = Secrets.loadOrCreate(file, true);

        assertThat(Base64.getDecoder().decode(secrets.serverSecret())).hasSize(32);
        assertThat(Base64.getDecoder().decode(secrets.storeMasterKey())).hasSize(32);
        assertThat(secrets.databasePassword()).matches("[A-Za-z0-9_-]{32}");
        assertThat(secrets.adminToken()).matches("[0-9a-v]{26}");
    }

    @Test
    void the_key_for_tokens_is_a_pair_on_p_256() throws GeneralSecurityException {
        var halves = Secrets.loadOrCreate(file, true).tokenKey().split("\\.");

        var factory = KeyFactory.getInstance("EC");
        var secret = factory.generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[0])));
        var open = factory.generatePublic(
                new X509EncodedKeySpec(Base64.getDecoder().decode(halves[1])));
        var signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(secret);
        var signature = signing.sign();
        signing.initVerify(open);
        assertThat(signing.verify(signature)).isTrue();
        assertThat(((ECPublicKey) open).getParams().toString()).contains("secp256r1");
    }

    @Test
    void lost_secrets_are_not_replaced_where_files_depend_on_them() {
        assertThatThrownBy(() -> Secrets.loadOrCreate(file, false))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.DATA_UNUSABLE))
                .hasMessageContaining("backup");
    }

    @Test
    void a_damaged_file_is_named_and_left_as_it_is() throws IOException {
        Files.writeString(file, "database.password=x\n");

        assertThatThrownBy(() -> Secrets.loadOrCreate(file, true))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("lacks store.access-key");
        assertThat(file).hasContent("database.password=x\n");
    }

    @Test
    void printing_them_tells_nothing() {
        var secrets = Secrets.loadOrCreate(file, true);

        assertThat(all(secrets)).noneMatch(secrets.toString()::contains);
    }

    private static List<String> all(Secrets secrets) {
        return List.of(
                secrets.databasePassword(),
                secrets.storeAccessKey(),
                secrets.storeSecretKey(),
                secrets.storeMasterKey(),
                secrets.serverSecret(),
                secrets.tokenKey(),
                secrets.adminToken());
    }
}
