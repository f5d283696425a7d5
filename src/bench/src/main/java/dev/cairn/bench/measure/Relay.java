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

/// Stands between a client and a server, passes everything on, and counts it.
public final class Relay implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final LongAdder up = new LongAdder();
    private final LongAdder down = new LongAdder();

    private Relay(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /// Starts on a free port.
    public static Relay to(InetSocketAddress target) throws IOException {
        var relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
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

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                var server = new Socket(target.getAddress(), target.getPort());
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().name("relay-up").start(() -> pass(client, server, up));
                Thread.ofVirtual().name("relay-down").start(() -> pass(server, client, down));
            } catch (IOException _) {
                // this one could not be passed on, or the relay is closed
            }
        }
    }

    private void pass(Socket from, Socket to, LongAdder count) {
        try (from;
                to) {
            var buffer = new byte[BUFFER];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                to.getOutputStream().write(buffer, 0, read);
                count.add(read);
            }
        } catch (IOException _) {
            // one side has ended: so does the other
        } finally {
            open.remove(from);
            open.remove(to);
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
