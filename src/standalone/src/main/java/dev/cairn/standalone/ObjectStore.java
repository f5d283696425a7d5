package dev.cairn.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.middleware.EncryptedBlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// An S3 endpoint on the loopback address, its objects encrypted in one directory.
///
/// It has one bucket, [#BUCKET], and answers only what is signed by AWS Signature Version 4.
public final class ObjectStore implements AutoCloseable {

    public static final String BUCKET = "cairn";
    public static final String REGION = "us-east-1";

    /// A pack has at most 64 MiB (src/docs/architecture.md); no body may be longer.
    private static final long LONGEST_BODY = 64L << 20;

    private static final int THREADS = 64;

    /// How long requests under way may still take when it stops.
    private static final long STOP_MILLIS = 5_000;

    private final S3Proxy proxy;

    private ObjectStore(S3Proxy proxy) {
        this.proxy = proxy;
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
    /// @throws LaunchException `PORT_TAKEN`, `START_FAILED`
    public static ObjectStore start(Path directory, int port, Credentials credentials, List<String> origins) {
        try {
            Files.createDirectories(directory);
            var store = encrypted(new FilesystemNio2BlobStore(directory.toString()), credentials.masterKey());
            if (!store.containerExists(BUCKET)) {
                store.createContainer(BUCKET);
            }
            var proxy = S3Proxy.builder()
                    .blobStore(store)
                    .endpoint(URI.create("http://" + LoopbackPort.ADDRESS + ":" + port))
                    .awsAuthentication(AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
                    .corsRules(sharedWith(origins))
                    .v4MaxNonChunkedRequestSize(LONGEST_BODY)
                    .jettyMaxThreads(THREADS)
                    .stopTimeout(STOP_MILLIS)
                    .build();
            proxy.start();
            return new ObjectStore(proxy);
        } catch (IOException e) {
            boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
            throw new LaunchException(
                    taken ? ExitCode.PORT_TAKEN : ExitCode.START_FAILED,
                    "The object store did not start on port " + port + ": " + e.getMessage(),
                    e);
        } catch (Exception e) { // declared by Jetty for all that its parts may throw
            throw new LaunchException(ExitCode.START_FAILED, "The object store did not start: " + e.getMessage(), e);
        }
    }

    private static BlobStore encrypted(BlobStore store, String masterKey) throws Exception {
        var properties = new Properties();
        properties.setProperty("s3proxy.encrypted-blobstore", "true");
        properties.setProperty("s3proxy.encrypted-blobstore-password", masterKey);
        properties.setProperty("s3proxy.encrypted-blobstore-salt", BUCKET);
        return EncryptedBlobStore.newEncryptedBlobStore(store, properties);
    }

    private static CrossOriginResourceSharing sharedWith(List<String> origins) {
        return new CrossOriginResourceSharing(
                origins.stream().map(Pattern::quote).toList(), // each is taken as a pattern
                List.of("GET", "HEAD", "PUT"),
                List.of(
                        "content-type",
                        "if-none-match",
                        "range",
                        "x-amz-checksum-sha256",
                        "x-amz-content-sha256",
                        "x-amz-date"),
                List.of("ETag", "Content-Range", "Content-Length", "Accept-Ranges", "x-amz-checksum-sha256"),
                "");
    }

    /// Where the store is, on `127.0.0.1`.
    public URI endpoint() {
        return URI.create("http://" + LoopbackPort.ADDRESS + ":" + proxy.getPort());
    }

    public int port() {
        return proxy.getPort();
    }

    /// Lets requests under way end for some seconds, then ends them. Closing twice is no error.
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // Jetty would not wait for anything
        try {
            proxy.stop();
        } catch (Exception e) { // declared by Jetty for all that its parts may throw
            throw new LaunchException(ExitCode.INTERNAL, "The object store did not stop: " + e.getMessage(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
