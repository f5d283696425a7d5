package dev.cairn.bench.client.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.LongAdder;

/// Sends requests, over connections that are kept for the next one. For any number of threads.
public final class Http implements AutoCloseable {

    private final Map<String, SocketAddress> detours;
    private final Map<String, Deque<Connection>> idle = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();

    public Http() {
        this(Map.of());
    }

    /// @param detours where to connect to instead of the host and port that a URL names, such as a
    ///     relay that counts; by `host:port`
    public Http(Map<String, ? extends SocketAddress> detours) {
        this.detours = Map.copyOf(detours);
    }

    /// Sends a request and reads all of its answer.
    public Answer send(Request request) throws IOException {
        return send(request, Incoming::readAll);
    }

    /// Sends a request and hands its answer to a reader.
    ///
    /// A request that a kept connection did not answer with a single byte is sent once more on a
    /// new one; every request of the protocol can be repeated.
    public <T> T send(Request request, AnswerReader<T> reader) throws IOException {
        requests.increment();
        var origin = request.uri().getRawAuthority();
        var connection = take(origin);
        try {
            return exchange(connection, origin, request, reader);
        } catch (UnansweredException e) {
            if (!connection.wasUsed()) {
                throw e;
            }
            return exchange(open(origin), origin, request, reader);
        }
    }

    /// How many requests were sent so far.
    public long requests() {
        return requests.sum();
    }

    private <T> T exchange(Connection connection, String origin, Request request, AnswerReader<T> reader)
            throws IOException {
        try {
            return connection.send(request, reader);
        } finally {
            if (connection.isReusable()) {
                connections(origin).push(connection);
            } else {
                connection.close();
            }
        }
    }

    private Connection take(String origin) throws IOException {
        var kept = connections(origin).poll();
        return kept == null ? open(origin) : kept;
    }

    private Connection open(String origin) throws IOException {
        var detour = detours.get(origin);
        return Connection.open(detour == null ? address(origin) : detour);
    }

    private Deque<Connection> connections(String origin) {
        return idle.computeIfAbsent(origin, _ -> new ConcurrentLinkedDeque<>());
    }

    private static SocketAddress address(String origin) {
        var uri = URI.create("http://" + origin);
        return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
    }

    /// Closes the connections that are not in use.
    @Override
    public void close() {
        idle.values().forEach(connections -> {
            for (var connection = connections.poll(); connection != null; connection = connections.poll()) {
                connection.close();
            }
        });
    }
}
