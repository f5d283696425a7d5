package dev.cairn.client.remote;

import dev.cairn.core.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Hears from the server, over a WebSocket, that something has changed there. A hint that gets lost
/// delays, and loses nothing: what has changed is asked for.
public final class Push implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Http http;
    private final Session session;
    private final Listener listener;
    private final Thread thread;

    /// Is told on threads of its own.
    public interface Listener {

        /// @param open whether hints come in from now on
        void connected(boolean open);

        /// There may be something new.
        void hint();
    }

    public Push(Http http, Session session, Listener listener) {
        this.http = http;
        this.session = session;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("push").start(this::run);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        var pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (listen()) {
                    pause = FIRST_PAUSE;
                }
                // not all devices at once, when a server comes back
                long millis = pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis());
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /// Listens until the connection ends.
    ///
    /// @return whether there was one
    private boolean listen() throws InterruptedException {
        var ended = new CompletableFuture<Void>();
        WebSocket socket;
        try {
            var ticket = session.call("POST", "/ws-ticket", null, Ticket.class).ticket;
            socket = http.client()
                    .newWebSocketBuilder()
                    .buildAsync(address(ticket), new Ears(ended))
                    .get();
        } catch (IOException | ProblemException | ExecutionException e) {
            return false;
        }
        listener.connected(true);
        listener.hint();
        try {
            ended.get();
        } catch (ExecutionException e) {
            // the connection broke: as good as closed
        } finally {
            listener.connected(false);
            socket.abort();
        }
        return true;
    }

    private URI address(String ticket) {
        var server = session.account().server().toString().replaceAll("/+$", "");
        return URI.create(server.replaceFirst("^http", "ws") + "/ws/changes?ticket=" + ticket);
    }

    public record Ticket(String ticket) {}

    private final class Ears implements WebSocket.Listener {

        private final CompletableFuture<Void> ended;

        Ears(CompletableFuture<Void> ended) {
            this.ended = ended;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            if (last) {
                listener.hint();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            ended.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ended.completeExceptionally(error);
        }
    }
}
