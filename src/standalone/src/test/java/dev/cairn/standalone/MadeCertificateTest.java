package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeCertificateTest {

    private static final InstantSource NOW = InstantSource.system();

    @TempDir
    private Path data;

    private ServerCertificate made(String host, InstantSource clock) throws InterruptedException {
        return MadeCertificate.of(data.resolve("tls"), host, clock);
    }

    @Test
    void it_names_the_host_and_is_its_owners_alone() throws Exception {
        var made = made("files.test", NOW);

        assertThat(made.certificate().getSubjectAlternativeNames()).containsExactly(List.of(2, "files.test"));
        assertThat(made.certificate().getNotAfter().toInstant())
                .isBefore(Instant.now().plus(Duration.ofDays(398)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.keyStore())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("tls"))))
                .isEqualTo("rwx------");
        assertThat(data.resolve("tls/certificate.pem")).content().startsWith("-----BEGIN CERTIFICATE-----\n");
        assertThat(made.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }

    @Test
    void it_is_kept_from_start_to_start() throws Exception {
        var first = made("files.test", NOW);

        assertThat(made("files.test", NOW)).isEqualTo(first);
    }

    @Test
    void another_is_made_for_another_host_and_before_its_time_is_over() throws Exception {
        var first = made("files.test", NOW);

        var second = made("192.0.2.7", NOW);
        var third = made("192.0.2.7", () -> Instant.now().plus(Duration.ofDays(368)));

        assertThat(second).isNotEqualTo(first);
        assertThat(second.certificate().getSubjectAlternativeNames()).containsExactly(List.of(7, "192.0.2.7"));
        assertThat(third.certificate()).isNotEqualTo(second.certificate());
    }

    @Test
    void an_address_of_the_sixth_version_is_one_too() throws Exception {
        var made = made("[2001:db8::7]", NOW);

        assertThat(made.certificate().getSubjectAlternativeNames()).containsExactly(List.of(7, "2001:db8:0:0:0:0:0:7"));
        assertThat(made("[2001:db8::7]", NOW)).isEqualTo(made);
    }
}
