package dev.cairn.standalone;

import dev.cairn.standalone.s3.ForeignDirectoryException;
import dev.cairn.standalone.s3.S3Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// An S3 endpoint on the loopback address, its objects encrypted in one directory.
///
/// It has one bucket, [#BUCKET], and answers only what is signed by AWS Signature Version 4.
public final class ObjectStore implements AutoCloseable {

    public static final String BUCKET = "cairn";
    public static final String REGION = "us-east-1";

    private static final int MASTER_KEY_BYTES = 32;

    private final S3Endpoint s3;

    private ObjectStore(S3Endpoint s3) {
        this.s3 = s3;
    }

    /// @param accessKey names the one user
    /// @param secretKey signs the user's requests
    /// @param masterKey encrypts the objects: 32 bytes in Base64, the same as ever for a directory
    public record Credentials(String accessKey, String secretKey, String masterKey) {

        /// Tells no secret.
        @Override
        public String toString() {
            return "Credentials[" + accessKey + "]";
        }
    }

    /// Starts a store on a free port.
    public static ObjectStore start(Path directory, Credentials credentials, List<String> origins) {
        return start(directory, LoopbackPort.free(), credentials, origins);
    }

    /// Starts a store; when this returns, it answers and has its bucket.
    ///
    /// @param directory the store's alone; made if it is not there
    /// @param origins whose pages may use the store from a browser, such as `http://localhost:8080`
    /// @throws LaunchException `PORT_TAKEN`, `START_FAILED`; `DATA_UNUSABLE` if the directory holds
    ///     something else, or objects of another master key
    public static ObjectStore start(Path directory, int port, Credentials credentials, List<String> origins) {
        var settings = new S3Endpoint.Settings(
                new InetSocketAddress(LoopbackPort.ADDRESS, port),
                directory,
                BUCKET,
                credentials.accessKey(),
                credentials.secretKey(),
                masterKey(credentials),
                origins,
                DataDirectory.RESERVE_BYTES);
        try {
            return new ObjectStore(S3Endpoint.start(settings, InstantSource.system()));
        } catch (ForeignDirectoryException e) {
            throw new LaunchException(ExitCode.DATA_UNUSABLE, "The object store cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw notStarted(port, e);
        }
    }

    private static SecretKey masterKey(Credentials credentials) {
        try {
            var key = Base64.getDecoder().decode(credentials.masterKey());
            if (key.length == MASTER_KEY_BYTES) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IllegalArgumentException _) {
            // not Base64; the same as a wrong length
        }
        throw new LaunchException(
                ExitCode.DATA_UNUSABLE, "The object store's master key is damaged; bring it back from a backup");
    }

    /// Lets others in, too, where people come in.
    ///
    /// @param certificate empty for plain HTTP
    /// @throws LaunchException `PORT_TAKEN`, `START_FAILED`
    void open(Entrance entrance, int port, Optional<ServerCertificate> certificate) {
        try {
            s3.open(
                    new InetSocketAddress(entrance.listen(), port),
                    certificate.map(shown -> new S3Endpoint.Tls(shown.keyStore(), ServerCertificate.PASSWORD)));
        } catch (IOException e) {
            throw notStarted(port, e);
        }
    }

    private static LaunchException notStarted(int port, IOException e) {
        boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
        return new LaunchException(
                taken ? ExitCode.PORT_TAKEN : ExitCode.START_FAILED,
                "The object store did not start on port " + port + ": " + e.getMessage(),
                e);
    }

    /// Where the store is, on `127.0.0.1`.
    public URI endpoint() {
        return URI.create("http://" + LoopbackPort.ADDRESS + ":" + s3.port());
    }

    public int port() {
        return s3.port();
    }

    /// Lets requests under way end for some seconds, then ends them. Closing twice is no error.
    @Override
    public void close() {
        try {
            s3.close();
        } catch (IOException e) {
            throw new LaunchException(ExitCode.INTERNAL, "The object store did not stop: " + e.getMessage(), e);
        }
    }
}
