package dev.cairn.uitests;

import dev.cairn.testing.Account;
import dev.cairn.testing.Poll;
import jakarta.json.Json;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/// A device that keeps a socket open, and opens another one when that ends, as clients do.
final class Hearer implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(300);

    private final Account account;
    private final HttpClient client;
    private final Thread keeper = Thread.ofVirtual().unstarted(this::keep);
    private final StringBuilder part = new StringBuilder();

    private volatile CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean closed;
    private volatile int sockets;
    private volatile long newest;

    Hearer(Account account, InetAddress from) {
        this.account = account;
        this.client = HttpClient.newBuilder().localAddress(from).build();
        keeper.start();
        Poll.until(PATIENCE, () -> sockets, open -> open > 0);
    }

    private void keep() {
        while (!closed) {
            end = new CompletableFuture<>();
            part.setLength(0);
            try {
                var ticket = account.post("/ws-ticket", null).expect(200).text("ticket");
                var address =
                        account.api().base().toString().replaceFirst("^http", "ws") + "/ws/changes?ticket=" + ticket;
                var socket = client.newWebSocketBuilder()
                        .buildAsync(URI.create(address), this)
                        .join();
                sockets++;
                end.join();
                socket.abort();
            } catch (UncheckedIOException | CompletionException | AssertionError notNow) {
                LockSupport.parkNanos(BEFORE_AGAIN.toNanos());
            }
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            try (var reader = Json.createReader(new StringReader(part.toString()))) {
                var hint = reader.readObject();
                if (hint.getString("namespaceId", "").equals(account.namespaceId())) {
                    newest = Math.max(newest, hint.getJsonNumber("seq").longValue());
                }
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end.complete(null);
    }

    /// Waits until it has heard of a change, by whichever socket.
    void awaitSeq(long seq) {
        Poll.until(PATIENCE, () -> newest, heard -> heard >= seq);
    }

    /// How many sockets it has had, one after another.
    int sockets() {
        return sockets;
    }

    @Override
    public void close() {
        closed = true;
        end.complete(null);
        client.shutdownNow();
    }
}
