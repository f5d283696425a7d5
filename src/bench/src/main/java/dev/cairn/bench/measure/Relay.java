package dev.cairn.bench.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Stands between a client and a server, passes everything on, at once or late, and counts it.
public final class Relay implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Line line;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final LongAdder up = new LongAdder();
    private final LongAdder down = new LongAdder();
    private final LongAdder connections = new LongAdder();

    private Relay(ServerSocket listener, InetSocketAddress target, Line line) {
        this.listener = listener;
        this.target = target;
        this.line = line;
    }

    /// Starts on a free port.
    public static Relay to(InetSocketAddress target) throws IOException {
        return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), target, Line.BARE);
    }

    /// Starts at an address of the loopback network.
    public static Relay at(InetSocketAddress address, InetSocketAddress target, Line line) throws IOException {
        var relay = new Relay(new ServerSocket(address.getPort(), 50, address.getAddress()), target, line);
        Thread.ofVirtual().name("relay").start(relay::accept);
        return relay;
    }

    public SocketAddress address() {
        return listener.getLocalSocketAddress();
    }

    /// Bytes from clients to the server so far.
    public long up() {
        return up.sum();
    }

    /// Bytes from the server to clients so far.
    public long down() {
        return down.sum();
    }

    /// How many connections clients have made so far.
    public long connections() {
        return connections.sum();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().name("relay-connection").start(() -> connect(client));
            } catch (IOException _) {
                // this one could not be passed on, or the relay is closed
            }
        }
    }

    private void connect(Socket client) {
        try {
            Thread.sleep(line.delay().multipliedBy(2)); // until both sides know of the connection
            var server = new Socket(target.getAddress(), target.getPort());
            connections.increment();
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
            Thread.ofVirtual().name("relay-up").start(() -> pass(client, server, up));
            Thread.ofVirtual().name("relay-down").start(() -> pass(server, client, down));
        } catch (IOException _) {
            closeQuietly(client);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Socket from, Socket to, LongAdder count) {
        try (from;
                to;
                var sink = line.over(to.getOutputStream())) {
            var buffer = new byte[BUFFER];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                sink.write(buffer, 0, read);
                count.add(read);
            }
        } catch (IOException _) {
            // one side has ended: so does the other
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it is as good as closed
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
