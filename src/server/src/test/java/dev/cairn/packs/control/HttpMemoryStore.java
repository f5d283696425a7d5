package dev.cairn.packs.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.platform.control.StorageClass;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/// A [MemoryPackStore] behind HTTP, with knobs for what a careless store does.
final class HttpMemoryStore implements PackStore, AutoCloseable {

    private static final String BUCKET = "/bucket/";
    private static final String COPY_SOURCE = "x-amz-copy-source";
    private static final String ACCESS_LIST = "x-amz-acl";

    /// Headers that a client adds by itself, and nobody signs.
    private static final Set<String> UNSIGNED = Set.of("host", "connection", "user-agent", "http2-settings", "upgrade");

    private final MemoryPackStore memory = new MemoryPackStore(InstantSource.system());
    private final HttpServer server;
    private boolean copies;
    private boolean publishes;

    HttpMemoryStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// Follows a copy source that is not signed.
    HttpMemoryStore thatCopies() {
        copies = true;
        return this;
    }

    /// Follows an access list that is not signed.
    HttpMemoryStore thatPublishes() {
        publishes = true;
        return this;
    }

    private URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var reply = reply(exchange, body);
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            if (reply.body().length > 0) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private PackStoreContract.Reply reply(HttpExchange exchange, byte[] body) throws IOException {
        var uri = exchange.getRequestURI();
        var key = uri.getPath().substring(BUCKET.length());
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!UNSIGNED.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst());
            }
        });
        if (uri.getQuery() == null) {
            return unsigned(key);
        }
        if (copies && headers.containsKey(COPY_SOURCE)) {
            var source = headers.get(COPY_SOURCE).substring(BUCKET.length());
            memory.store(key, read(source));
            return new PackStoreContract.Reply(200, new byte[0]);
        }
        if (publishes) {
            headers.remove(ACCESS_LIST);
        }
        boolean put = exchange.getRequestMethod().equals("PUT");
        return memory.send(
                exchange.getRequestMethod(),
                URI.create("memory:" + key + "?" + uri.getRawQuery()),
                headers,
                put ? body : null);
    }

    private PackStoreContract.Reply unsigned(String key) throws IOException {
        return publishes && find(key).isPresent()
                ? new PackStoreContract.Reply(200, read(key))
                : new PackStoreContract.Reply(403, new byte[0]);
    }

    private byte[] read(String key) throws IOException {
        try (var bytes = memory.read(key, new ByteRange(0, Integer.MAX_VALUE))) {
            return bytes.readAllBytes();
        }
    }

    private SignedRequest overHttp(SignedRequest request) {
        var url = request.url().getSchemeSpecificPart();
        return new SignedRequest(
                request.method(), origin().resolve(BUCKET + url), request.headers(), request.expiresAt());
    }

    @Override
    public SignedRequest signPut(String key, int size, Fingerprint checksum, Duration life) {
        return overHttp(memory.signPut(key, size, checksum, life));
    }

    @Override
    public SignedRequest signGet(String key, ByteRange range, Duration life) {
        return overHttp(memory.signGet(key, range, life));
    }

    @Override
    public SignedRequest signDownload(String key, String disposition, Duration life) {
        return overHttp(memory.signDownload(key, disposition, life));
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return memory.find(key);
    }

    @Override
    public InputStream read(String key, ByteRange range) {
        return memory.read(key, range);
    }

    @Override
    public void mark(String key) {
        memory.mark(key);
    }

    @Override
    public List<String> keys(String prefix) {
        return memory.keys(prefix);
    }

    @Override
    public void write(String key, byte[] bytes) {
        memory.write(key, bytes);
    }

    @Override
    public boolean move(String key, StorageClass to) {
        return memory.move(key, to);
    }

    @Override
    public void delete(String key) {
        memory.delete(key);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
