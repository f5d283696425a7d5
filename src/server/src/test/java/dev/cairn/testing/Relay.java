package dev.cairn.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// A port that leads to another one, which may change: so the server keeps one address of a database
/// that is stopped and started again.
public final class Relay implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final LongAdder carried = new LongAdder();
    private volatile Consumer<String> listener = _ -> {};
    private volatile int target;

    /// Listens on a port of the loopback address; leads nowhere yet.
    public Relay(int port) {
        try {
            server = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("relay-" + port).start(this::accept);
    }

    /// Leads to another port from now on; connections that are open stay where they are.
    public void leadTo(int port) {
        target = port;
    }

    /// Tells what is asked of a database from now on; of nothing else but a database.
    public void tell(Consumer<String> statements) {
        listener = statements;
    }

    /// How many bytes came back from where it leads, and have been passed on.
    public long carried() {
        return carried.sum();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                // closed
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                var behind = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            open.add(client);
            open.add(behind);
            var tap = new SqlTap(statement -> listener.accept(statement));
            var back = Thread.ofVirtual().start(() -> copy(behind, client, (_, length) -> carried.add(length)));
            copy(client, behind, tap::hear);
            back.join();
        } catch (IOException _) {
            // nobody is there: the caller's connection ends
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Socket from, Socket to, Witness witness) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                witness.see(buffer, read);
                out.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // one side is gone; closing the streams ends the other
        } finally {
            open.remove(from);
        }
    }

    private interface Witness {
        void see(byte[] bytes, int length);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
