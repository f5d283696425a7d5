package dev.cairn.uitests;

import dev.cairn.standalone.Launcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// `cairn up --https` in a process of its own: at a name that only a browser of these tests knows, on a loopback
/// address that is not the usual one, so that whoever asks for `localhost` gets no answer.
final class UpOverHttps implements AutoCloseable {

    private static final String HOST = "files.test";
    private static final String ADDRESS = "127.0.0.2";
    private static final Path HOME = Path.of(System.getProperty("cairn.home")).normalize();

    private final Path data;
    private final int port = freePort();
    private final Process process;

    /// Starts it and waits until it says that it is ready.
    UpOverHttps(Path data) throws IOException {
        this.data = data;
        var built = HOME.resolve("src/standalone/target");
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        built.resolve("cairn-standalone.jar") + ":" + built.resolve("program/lib/*"),
                        Launcher.class.getName(),
                        HOME.toString(),
                        "--data=" + data,
                        "--port=" + port,
                        "--store-port=" + freePort(),
                        "--host=" + HOST,
                        "--listen=" + ADDRESS,
                        "--https"))
                .redirectErrorStream(true)
                .start();
        var said = new ArrayList<String>();
        var out = process.inputReader();
        for (var line = out.readLine(); line == null || !line.contains("SHA-256"); line = out.readLine()) {
            if (line == null) {
                throw new AssertionError("It did not start: " + String.join("\n", said));
            }
            said.add(line);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(ADDRESS))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    URI base() {
        return URI.create("https://" + HOST + ":" + port);
    }

    /// A browser that knows the name, and trusts the certificate by the fingerprint of its key.
    Browser browser() throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(data.resolve("tls/certificate.pem"))) {
            var key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey()
                    .getEncoded();
            var fingerprint = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
            return new Browser(
                    "--window-size=1280,900",
                    "--host-resolver-rules=MAP " + HOST + " " + ADDRESS,
                    "--ignore-certificate-errors-spki-list=" + fingerprint);
        }
    }

    /// Stops it in order.
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
