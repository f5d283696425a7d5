package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenCertificateTest {

    private static final InstantSource NOW = InstantSource.system();

    @TempDir
    private Path directory;

    private GivenCertificate given;
    private ServerCertificate origin;

    /// One that was made here, in the files of an authority.
    @BeforeEach
    void make() throws Exception {
        origin = MadeCertificate.of(directory.resolve("made"), "files.test", NOW);
        given = new GivenCertificate(directory.resolve("made/certificate.pem"), directory.resolve("key.pem"));
        writeKey(origin);
    }

    private void writeKey(ServerCertificate certificate) throws Exception {
        var password = ServerCertificate.PASSWORD.toCharArray();
        var key = KeyStore.getInstance(certificate.keyStore().toFile(), password)
                .getKey(ServerCertificate.ALIAS, password);
        var text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        Files.writeString(given.key(), "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }

    private ServerCertificate read() {
        return given.read(directory.resolve("tls"), NOW);
    }

    private void assertRefused(InstantSource clock, String why) {
        assertThatThrownBy(() -> given.read(directory.resolve("tls"), clock))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CERTIFICATE_UNUSABLE))
                .hasMessageContaining(why);
        assertThat(directory.resolve("tls")).doesNotExist();
    }

    @Test
    void its_key_store_is_its_owners_alone() throws Exception {
        var read = read();

        assertThat(read.certificate()).isEqualTo(origin.certificate());
        assertThat(ServerCertificate.in(read.keyStore())).isEqualTo(read);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(read.keyStore())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_key_of_another_certificate_is_refused() throws Exception {
        writeKey(MadeCertificate.of(directory.resolve("other"), "files.test", NOW));

        assertRefused(NOW, "the key is another's");
    }

    @Test
    void a_certificate_out_of_its_time_is_refused() {
        assertRefused(() -> Instant.now().plus(Duration.ofDays(398)), "NotAfter");
        assertRefused(() -> Instant.now().minus(Duration.ofDays(1)), "NotBefore");
    }

    @Test
    void what_is_no_key_and_what_is_no_certificate_is_refused() throws IOException {
        Files.writeString(given.key(), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertRefused(NOW, "openssl pkcs8");

        Files.writeString(given.chain(), "");
        assertRefused(NOW, "cannot be used");

        Files.delete(given.chain());
        assertRefused(NOW, "there is no file");
    }
}
