package dev.cairn.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A certificate made on the spot. It is self-signed, so that everybody who comes is asked whether to
/// trust it.
final class MadeCertificate {

    /// Browsers take no certificate that lives longer than 398 days.
    private static final int DAYS = 397;

    /// It is made anew so long before its end.
    private static final Duration RENEWAL = Duration.ofDays(30);

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

    private MadeCertificate() {}

    /// The one that was made for a host, or a new one.
    ///
    /// @param directory where it is kept, with a copy in `certificate.pem` for those who shall trust it
    /// @throws LaunchException `CERTIFICATE_UNUSABLE`
    static ServerCertificate of(Path directory, String host, InstantSource clock) throws InterruptedException {
        Path store = directory.resolve("made.p12");
        try {
            DataDirectory.forOwner(directory);
            if (Files.exists(store)) {
                var kept = ServerCertificate.in(store);
                if (isGoodFor(host, kept.certificate(), clock)) {
                    return kept;
                }
            }
            Path unfinished = directory.resolve("unfinished.p12");
            Files.deleteIfExists(unfinished);
            make(unfinished, host);
            Files.setPosixFilePermissions(unfinished, DataDirectory.OWNERS_FILE);
            Files.move(unfinished, store, StandardCopyOption.ATOMIC_MOVE);
            var made = ServerCertificate.in(store);
            Files.writeString(directory.resolve("certificate.pem"), pem(made.certificate()));
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new LaunchException(
                    ExitCode.CERTIFICATE_UNUSABLE,
                    "No certificate could be made in " + directory + ": " + e.getMessage(),
                    e);
        }
    }

    private static boolean isGoodFor(String host, X509Certificate kept, InstantSource clock)
            throws CertificateException {
        var names = kept.getSubjectAlternativeNames();
        var end = kept.getNotAfter().toInstant();
        return names != null
                && names.stream().map(List::getLast).anyMatch(name(host)::equals)
                && end.isAfter(clock.instant().plus(RENEWAL));
    }

    /// Nothing of the JDK but this program makes certificates.
    private static void make(Path store, String host) throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = new ArrayList<>(List.of(keytool, "-genkeypair"));
        command.addAll(List.of("-alias", ServerCertificate.ALIAS));
        command.addAll(List.of("-dname", "CN=Cairn"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-validity", Integer.toString(DAYS)));
        command.addAll(List.of("-ext", "san=" + (isAddress(host) ? "ip:" : "dns:") + name(host)));
        command.addAll(List.of("-ext", "eku=serverAuth"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", ServerCertificate.PASSWORD));
        command.addAll(List.of("-keystore", store.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said.lines().findFirst().orElse("keytool says nothing"));
        }
    }

    private static boolean isAddress(String host) {
        return ADDRESS.matcher(host).matches();
    }

    /// As it stands in a certificate.
    private static String name(String host) {
        return isAddress(host)
                ? InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).getHostAddress()
                : host;
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
    }
}
