package dev.cairn.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/// Ports of this machine, on its loopback addresses above all.
final class LoopbackPort {

    static final String ADDRESS = "127.0.0.1";

    private LoopbackPort() {}

    /// A port that nobody listens on at this moment; somebody may by the time it is used.
    ///
    /// @throws LaunchException `START_FAILED` if there is none
    static int free() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(ADDRESS, 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LaunchException(ExitCode.START_FAILED, "No free port: " + e.getMessage(), e);
        }
    }

    /// Whether `http://localhost:port` would be nobody else's.
    ///
    /// Both loopback addresses count, since browsers may try either for `localhost`.
    static boolean isFree(int port) {
        return isFree(ADDRESS, port) && (!hasIpv6() || isFree("::1", port));
    }

    /// Whether a port is nobody else's where an entrance listens.
    static boolean isFree(Entrance entrance, int port) {
        return entrance.listen().equals(ADDRESS) ? isFree(port) : isFree(entrance.listen(), port);
    }

    private static boolean hasIpv6() {
        return isFree("::1", 0);
    }

    private static boolean isFree(String address, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (UnknownHostException e) {
            throw new AssertionError("An address in digits needs no look-up", e);
        } catch (IOException _) {
            return false;
        }
    }
}
