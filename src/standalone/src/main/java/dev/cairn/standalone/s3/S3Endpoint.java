package dev.cairn.standalone.s3;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.gaul.s3proxy.CrossOriginResourceSharing;

/// The S3 endpoint of `cairn up`.
public final class S3Endpoint implements AutoCloseable {

    /// One system call moves up to this many bytes from or to a socket.
    private static final int SOCKET_BUFFER = 128 * 1024;

    /// Requests served at once. A slow sender holds a thread and half a MiB of buffers: 64 MiB in all.
    /// Threads of the platform: a virtual one holds its carrier while the disk works.
    private static final int THREADS = 128;

    private static final int IDLE_THREADS = 4;
    private static final int IDLE_THREAD_MILLIS = 30_000;

    /// How long requests under way may still take when it stops.
    private static final long STOP_MILLIS = 5_000;

    private final PackFiles files;
    private final Server server;
    private final ServerConnector connector;

    /// @param directory where the packs lie; made if it is not there
    /// @param accessKey names the one user
    /// @param secret signs the user's requests
    /// @param master 32 bytes that encrypt the packs, the same as ever for a directory
    /// @param origins the web origins that may use signed URLs, such as `http://localhost:8080`
    /// @param reserve how much of the disk no pack may take, in bytes
    public record Settings(
            InetSocketAddress address,
            Path directory,
            String bucket,
            String accessKey,
            String secret,
            SecretKey master,
            List<String> origins,
            long reserve) {

        public Settings {
            origins = List.copyOf(origins);
        }

        /// Tells no secret.
        @Override
        public String toString() {
            return "Settings[" + address + ", " + directory + "]";
        }
    }

    private S3Endpoint(PackFiles files, Server server, ServerConnector connector) {
        this.files = files;
        this.server = server;
        this.connector = connector;
    }

    /// Starts an endpoint; when this returns, it answers.
    ///
    /// @throws ForeignDirectoryException if the directory is not that of a store, or has another master key
    /// @throws IOException if the address is taken (the cause is a [java.net.BindException]) or the disk fails
    public static S3Endpoint start(Settings settings, InstantSource clock) throws IOException {
        var files = new PackFiles(settings.directory(), settings.master(), settings.reserve());
        var endpoint = listeningTo(settings, files, clock);
        try {
            endpoint.server.start();
            return endpoint;
        } catch (Exception e) { // declared by Jetty for all that its parts may throw
            endpoint.close();
            throw e instanceof IOException problem ? problem : new IOException("The S3 endpoint does not start", e);
        }
    }

    private static S3Endpoint listeningTo(Settings settings, PackFiles files, InstantSource clock) {
        var threads = new QueuedThreadPool(THREADS, IDLE_THREADS, IDLE_THREAD_MILLIS);
        threads.setName("s3");
        // buffers beyond the pool's largest size would be allocated anew for each request
        var buffers = new ArrayByteBufferPool(0, 4096, SOCKET_BUFFER, 32, 8L << 20, 16L << 20);
        var server = new Server(threads, null, buffers);
        var connector = connector(server, settings.address(), http());
        server.addConnector(connector);
        var servlet = new S3Servlet(
                new PackBlobStore(settings.bucket(), files),
                settings.accessKey(),
                settings.secret(),
                sharedWith(settings.origins()),
                clock);
        var context = new ServletContextHandler();
        context.addServlet(new ServletHolder(servlet), "/*");
        server.setHandler(new GracefulHandler(new Lingering(context)));
        server.setStopTimeout(STOP_MILLIS);
        return new S3Endpoint(files, server, connector);
    }

    /// A certificate and its key.
    ///
    /// @param keyStore PKCS #12
    public record Tls(Path keyStore, String password) {}

    /// Listens at one more address, where it is found by others. Started endpoints only.
    ///
    /// @param tls empty for plain HTTP
    /// @throws IOException if the address is taken (it or its cause is a [java.net.BindException])
    public void open(InetSocketAddress address, Optional<Tls> tls) throws IOException {
        var http = http();
        var protocols = tls.map(shown -> new ConnectionFactory[] {encrypted(shown, http), http})
                .orElse(new ConnectionFactory[] {http});
        var another = connector(server, address, protocols);
        try {
            server.addConnector(another);
            another.start();
        } catch (Exception e) { // declared by Jetty for all that its parts may throw
            throw e instanceof IOException problem ? problem : new IOException("The S3 endpoint does not open", e);
        }
    }

    private static SslConnectionFactory encrypted(Tls tls, HttpConnectionFactory http) {
        var shown = new SslContextFactory.Server();
        shown.setKeyStorePath(tls.keyStore().toString());
        shown.setKeyStorePassword(tls.password());
        return new SslConnectionFactory(shown, http.getProtocol());
    }

    private static ServerConnector connector(Server server, InetSocketAddress address, ConnectionFactory... protocols) {
        var connector = new ServerConnector(server, 1, 1, protocols);
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        return connector;
    }

    private static HttpConnectionFactory http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setOutputBufferSize(SOCKET_BUFFER);
        http.setOutputAggregationSize(SOCKET_BUFFER);
        http.setFormEncodedMethods(Set.of()); // whatever type a body is said to have, it is a pack
        var factory = new HttpConnectionFactory(http);
        factory.setInputBufferSize(SOCKET_BUFFER);
        return factory;
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

    public int port() {
        return connector.getLocalPort();
    }

    /// Lets requests under way end for some seconds, then ends them. Closing twice is no error.
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted(); // Jetty would not wait for anything
        try {
            server.stop();
        } catch (Exception e) { // declared by Jetty for all that its parts may throw
            throw new IOException("The S3 endpoint does not stop", e);
        } finally {
            files.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
