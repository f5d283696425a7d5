package dev.cairn.bench.peer;

import dev.cairn.bench.measure.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// nginx with WebDAV: takes whole files by PUT and gives them by GET, and does nothing else.
public final class Nginx implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    /// Started by root, its workers would become somebody who may not enter the directory.
    private static final String USER = "root".equals(System.getProperty("user.name")) ? "user root;" : "";

    private static final String CONFIGURATION = """
            %3$s
            daemon off;
            worker_processes 2;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 256; }
            http {
                access_log off;
                sendfile on;
                client_max_body_size 0;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                server {
                    listen 127.0.0.1:%2$d;
                    root %1$s/files;
                    dav_methods PUT DELETE;
                }
            }
            """;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts it in a directory of its own.
    ///
    /// @return empty if it is not installed
    public static Optional<Nginx> start(Path directory) throws IOException, InterruptedException {
        var program = Program.find("nginx");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.createDirectories(directory.resolve("files"));
        var configuration =
                Files.writeString(directory.resolve("nginx.conf"), CONFIGURATION.formatted(directory, port, USER));
        var process = new ProcessBuilder(
                        program.get().toString(),
                        "-e",
                        directory.resolve("error.log").toString(),
                        "-p",
                        directory.toString(),
                        "-c",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        var nginx = new Nginx(process, port);
        nginx.awaitStart(directory);
        return Optional.of(nginx);
    }

    private void awaitStart(Path directory) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + START_LIMIT.toNanos(); System.nanoTime() < end; ) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                process.waitFor(50, TimeUnit.MILLISECONDS); // not yet
            }
        }
        close();
        throw new IOException("nginx did not start: " + Files.readString(directory.resolve("output")));
    }

    public URI url(String file) {
        return URI.create("http://127.0.0.1:" + port + "/" + file);
    }

    public Part part() {
        return Part.tree("nginx", process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
