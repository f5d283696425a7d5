package dev.cairn.api;

import dev.cairn.testing.Account;
import dev.cairn.testing.Poll;
import jakarta.json.Json;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A device's socket, and what it has heard.
final class Ears implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    private Ears(WebSocket.Builder handshake, URI address) {
        socket = handshake.buildAsync(address, this).join();
    }

    /// A connected socket of this device.
    static Ears of(Account account) {
        return new Ears(CLIENT.newWebSocketBuilder(), address(account.api().base(), ticket(account)));
    }

    static String ticket(Account account) {
        return account.post("/ws-ticket", null).expect(200).text("ticket");
    }

    static URI address(URI base, String ticket) {
        return URI.create(base.toString().replaceFirst("^http", "ws") + "/ws/changes?ticket=" + ticket);
    }

    /// The status that a handshake is answered with.
    ///
    /// @param headers names and values, in turns
    static int status(URI address, String... headers) {
        var handshake = CLIENT.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            handshake.header(headers[i], headers[i + 1]);
        }
        try (var _ = new Ears(handshake, address)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    /// Sends until the server has had enough, or for as often as is said.
    void sayAgainAndAgain(String text, boolean last, int times) {
        try {
            for (int i = 0; i < times && !ended.isDone(); i++) {
                socket.sendText(text, last).join();
            }
        } catch (CompletionException closed) {
            // which the server may do
        }
    }

    /// The newest seq heard of a namespace; 0 if none was.
    long seq(String namespace) {
        return heard.stream()
                .map(text -> Json.createReader(new StringReader(text)).readObject())
                .filter(hint -> hint.getString("namespaceId").equals(namespace))
                .mapToLong(hint -> hint.getJsonNumber("seq").longValue())
                .max()
                .orElse(0);
    }

    void awaitSeq(String namespace, long seq) {
        Poll.until(PATIENCE, () -> seq(namespace), newest -> newest >= seq);
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    /// The code with which the server has ended the socket; waits for it.
    int code() {
        return ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean isEnded() {
        return ended.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            heard.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        ended.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
