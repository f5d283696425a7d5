package dev.cairn.uitests;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A browser's line to everything, which can be cut: whatever it asks goes through here, its service worker's questions
/// too. Source: RFC 1928, without authentication, to names and IPv4 addresses.
final class Line implements AutoCloseable {

    private static final int VERSION = 5;
    private static final int GRANTED = 0;
    private static final int IPV4 = 1;
    private static final int IPV4_BYTES = 4;
    private static final int NAME = 3;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Line() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("line").start(this::accept);
    }

    /// What a browser has to be started with so that it takes this line, even to this machine.
    String[] arguments() {
        return new String[] {
            "--window-size=1280,900",
            "--proxy-server=socks5://127.0.0.1:" + server.getLocalPort(),
            "--proxy-bypass-list=<-loopback>"
        };
    }

    /// Ends all connections, and lets no others be until it is mended.
    void cut() throws IOException {
        cut = true;
        for (var socket : open) {
            socket.close();
        }
    }

    void mend() {
        cut = false;
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
        open.add(client);
        try (client;
                var behind = new Socket()) {
            open.add(behind);
            var in = new DataInputStream(client.getInputStream());
            var out = new DataOutputStream(client.getOutputStream());
            var target = targetOf(in, out);
            if (!cut) {
                behind.connect(target);
                out.write(new byte[] {VERSION, GRANTED, 0, 1, 0, 0, 0, 0, 0, 0});
                var back = Thread.ofVirtual().start(() -> copy(behind, client));
                copy(client, behind);
                back.join();
            }
            open.remove(behind);
        } catch (IOException _) {
            // one side is gone; the other goes with it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /// Hears where a browser wants to go.
    private static InetSocketAddress targetOf(DataInputStream in, DataOutputStream out) throws IOException {
        in.skipNBytes(1);
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {VERSION, 0});
        in.skipNBytes(3);
        var address = switch (in.readUnsignedByte()) {
            case IPV4 -> InetAddress.getByAddress(in.readNBytes(IPV4_BYTES));
            case NAME ->
                InetAddress.getByName(new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII));
            default -> throw new IOException("Neither an IPv4 address nor a name");
        };
        return new InetSocketAddress(address, in.readUnsignedShort());
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // one side is gone; the other goes with it
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
