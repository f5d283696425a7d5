package dev.cairn.client.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A local socket: one line in, an answer out. Only its owner can reach it, because only its owner
/// may enter the directory that it is in.
final class ControlSocket implements AutoCloseable {

    private static final int LONGEST_LINE = 8192;

    private final ServerSocketChannel server;
    private final Path path;

    /// @param answer what to say to a line; called on a thread of each caller's
    ControlSocket(Path path, UnaryOperator<String> answer) throws IOException {
        this.path = path;
        Files.deleteIfExists(path);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().name("control").start(() -> serve(answer));
    }

    private void serve(UnaryOperator<String> answer) {
        while (server.isOpen()) {
            try {
                var caller = server.accept();
                Thread.ofVirtual().name("control-caller").start(() -> answer(caller, answer));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // this caller is gone; the next one may come
            }
        }
    }

    private static void answer(SocketChannel caller, UnaryOperator<String> answer) {
        try (caller) {
            var reader = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(caller), StandardCharsets.UTF_8), LONGEST_LINE);
            var line = reader.readLine();
            if (line != null) {
                write(caller, answer.apply(line));
            }
        } catch (IOException e) {
            // the caller did not wait
        }
    }

    /// Asks a running client; empty if none is running.
    static Optional<String> ask(Path path, String line) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            write(channel, line + "\n");
            channel.shutdownOutput();
            return Optional.of(new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void write(SocketChannel to, String text) throws IOException {
        for (var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)); bytes.hasRemaining(); ) {
            to.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
