package dev.cairn.client.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.UserId;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a server that takes sockets, and says what it is told to.
class PushTest implements Push.Listener {

    /// Of RFC 6455, section 1.3.
    private static final String SOCKET_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final byte[] PING = {(byte) 0x89, 0};

    private final LinkedBlockingQueue<Push.Way> ways = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> hints = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();
    private final Http http = new Http();
    private ServerSocket server;

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    var caller = server.accept();
                    Thread.ofVirtual().start(() -> answer(caller));
                } catch (IOException e) {
                    // closed
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        server.close();
    }

    private void answer(Socket caller) {
        try {
            var reader =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var request = line;
                var key = "";
                int length = 0;
                for (line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                    var header = line.split(": ", 2);
                    switch (header[0].toLowerCase()) {
                        case "sec-websocket-key" -> key = header[1];
                        case "content-length" -> length = Integer.parseInt(header[1]);
                        default -> {}
                    }
                }
                reader.skip(length);
                caller.getOutputStream().write(answer(request, key).getBytes(StandardCharsets.ISO_8859_1));
                if (!key.isEmpty()) {
                    sockets.add(caller);
                    return;
                }
            }
        } catch (IOException e) {
            // the caller has ended
        }
    }

    private static String answer(String request, String key) {
        if (!key.isEmpty()) {
            return "HTTP/1.1 101 \r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept(key)
                    + "\r\n\r\n";
        }
        var body = request.contains("/ws-ticket") ? """
                {"ticket": "ticket"}""" : """
                {"accessToken": "a", "expiresIn": 900, "refreshToken": "r", "userId": "00000001", "deviceId": "00000001",
                 "rootFolderId": "0000000100000001"}""";
        return "HTTP/1.1 200 \r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static String accept(String key) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-1").digest((key + SOCKET_KEY).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void hears(Push.Way way) {
        ways.add(way);
    }

    @Override
    public void hint() {
        hints.add("something");
    }

    @Override
    public void hint(NamespaceId namespace, long seq) {
        hints.add(namespace + " " + seq);
    }

    @Override
    public Optional<String> cursor() {
        return Optional.empty();
    }

    private Push push(Duration silence) {
        var account = new Account(
                URI.create("http://localhost:" + server.getLocalPort()),
                "someone@example.org",
                "device",
                new UserId(1),
                new DeviceId(1),
                NodeId.rootOf(new NamespaceId(1)),
                "refresh");
        return new Push(http, new Session(http, account, InstantSource.system(), _ -> {}), this, silence);
    }

    private Push.Way next() throws InterruptedException {
        return ways.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void a_socket_over_which_nothing_comes_is_given_up_and_another_is_opened() throws InterruptedException {
        try (var _ = push(Duration.ofMillis(300))) {
            assertThat(next()).isEqualTo(Push.Way.PUSH);
            assertThat(next()).isEqualTo(Push.Way.NONE);
            assertThat(next()).isEqualTo(Push.Way.PUSH);
            assertThat(sockets).hasSize(2);
        }
    }

    private static void say(Socket socket, String text, boolean first, boolean last) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | (first ? 1 : 0));
        frame.write(text.length());
        frame.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(frame.toByteArray());
    }

    @Test
    void a_hint_says_which_namespace_has_come_to_where_and_one_that_cannot_be_read_is_one_all_the_same()
            throws IOException, InterruptedException {
        try (var _ = push(Duration.ofSeconds(120))) {
            var socket = sockets.poll(20, TimeUnit.SECONDS);
            assertThat(hints.poll(20, TimeUnit.SECONDS)).as("once it is open").isEqualTo("something");

            say(socket, "{\"namespaceId\":\"0000000b\",\"seq\":17}", true, true);
            say(socket, "{\"namespaceId\":\"00000", true, false);
            say(socket, "00c\",\"seq\":3}", false, true);
            say(socket, "{}", true, true);
            say(socket, "what?", true, true);

            for (var expected : List.of("0000000b 17", "0000000c 3", "something", "something")) {
                assertThat(hints.poll(20, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_socket_that_is_pinged_lives() throws IOException, InterruptedException {
        try (var _ = push(Duration.ofMillis(600))) {
            var socket = sockets.poll(10, TimeUnit.SECONDS);
            assertThat(next()).isEqualTo(Push.Way.PUSH);
            for (int ping = 0; ping < 10; ping++) {
                socket.getOutputStream().write(PING);
                assertThat(ways.poll(100, TimeUnit.MILLISECONDS)).isNull();
            }
        }
    }
}
