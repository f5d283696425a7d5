package dev.cairn.api;

import dev.cairn.testing.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// An edge as an administrator sets it up: the system's nginx with `payara-config/edge.conf`, in a directory of its
/// own.
final class NginxEdge implements AutoCloseable {

    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final Path PURGING = Path.of("/usr/lib/nginx/modules/ngx_http_cache_purge_module.so");
    private static final Path CONFIGURATION = Path.of(System.getProperty("cairn.home"), "payara-config", "edge.conf")
            .toAbsolutePath()
            .normalize();

    private final Path directory;
    private final Relay origin;
    private final Process process;

    /// @param url where it is to be
    /// @param key what it shares with the server
    /// @param cairn the server's port
    NginxEdge(Path directory, URI url, String key, int cairn) throws IOException, InterruptedException {
        this.directory = directory;
        int originPort = freePort();
        origin = new Relay(originPort);
        origin.leadTo(cairn);
        Files.writeString(directory.resolve("nginx.conf"), """
                %s
                load_module %s;
                daemon off;
                pid nginx.pid;
                events {}
                http {
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    upstream cairn_origin { server 127.0.0.1:%d; keepalive 16; }
                    proxy_cache_path cache levels=1:2 keys_zone=cairn:1m max_size=1g inactive=7d use_temp_path=off;
                    map "" $cairn_origin_scheme { default http; }
                    map "" $cairn_origin_host { default localhost; }
                    map "" $cairn_key { default "%s"; }
                    server {
                        listen 127.0.0.1:%d;
                        include %s;
                    }
                }
                """.formatted(
                        user(), PURGING, originPort, key, url.getPort(), CONFIGURATION));
        process = new ProcessBuilder(program(), "-p", directory.toString(), "-c", "nginx.conf", "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.log").toFile())
                .start();
        awaitAnswer(url.getPort());
    }

    /// Started by root it would work as somebody else, who may not enter a directory of these tests.
    private static String user() {
        return System.getProperty("user.name").equals("root") ? "user root;" : "";
    }

    private static String program() {
        if (!Files.isExecutable(NGINX) || !Files.exists(PURGING)) {
            throw new AssertionError(
                    "nginx is not installed: apt-get install nginx-light libnginx-mod-http-cache-purge ca-certificates");
        }
        return NGINX.toString();
    }

    private void awaitAnswer(int port) throws IOException, InterruptedException {
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException refused) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(Files.readString(directory.resolve("nginx.log")), refused);
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// How many bytes it has been sent by the server.
    long fetched() {
        return origin.carried();
    }

    /// How many slices it has in its cache.
    long kept() throws IOException {
        try (var files = Files.walk(directory.resolve("cache"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /// All that it has logged.
    String log() throws IOException {
        return Files.readString(directory.resolve("nginx.log"));
    }

    /// The server is out of reach from now on.
    void loseServer() throws IOException {
        origin.close();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        origin.close();
    }
}
