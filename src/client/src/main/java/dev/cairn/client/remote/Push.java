package dev.cairn.client.remote;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.NamespaceId;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Hears from the server that something has changed there: over a WebSocket, or, where none can be
/// had, by a call that the server answers late. A hint that gets lost delays, and loses nothing: what
/// has changed is asked for.
public final class Push implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /// How long the server may take to answer a call that waits; after it the socket is tried again.
    private static final int WAIT_SECONDS = 60;

    /// A socket over which nothing has come for so long, not even one of the server's pings, is dead:
    /// they come every 45 s.
    private static final Duration SILENCE = Duration.ofSeconds(120);

    private final Http http;
    private final Session session;
    private final Listener listener;
    private final Duration silence;
    private final Thread thread;

    /// Is told on threads of its own.
    public interface Listener {

        void hears(Way way);

        /// There may be something new.
        void hint();

        /// A namespace has come to this seq.
        void hint(NamespaceId namespace, long seq);

        /// How far the changes were read; empty before the first time.
        Optional<String> cursor();
    }

    /// How hints come in from now on.
    public enum Way {
        /// By the socket.
        PUSH,
        /// By calls that the server answers late.
        WAIT,
        /// Not at all.
        NONE
    }

    public Push(Http http, Session session, Listener listener) {
        this(http, session, listener, SILENCE);
    }

    /// @param silence after which a socket is taken for dead
    Push(Http http, Session session, Listener listener, Duration silence) {
        this.http = http;
        this.session = session;
        this.listener = listener;
        this.silence = silence;
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
                pause = listen() || await() ? FIRST_PAUSE : longer(pause);
                // not all devices at once, when a server comes back
                Thread.sleep(pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis()));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /// Waits for one answer of the server.
    ///
    /// @return whether there was one
    private boolean await() throws InterruptedException {
        var cursor = listener.cursor();
        if (cursor.isEmpty()) {
            return false;
        }
        listener.hears(Way.WAIT);
        try {
            var answer = session.call(
                    "GET", "/changes/wait?cursor=" + cursor.get() + "&timeout=" + WAIT_SECONDS, null, Answer.class);
            if (answer.changes) {
                listener.hint();
            }
            Thread.sleep(Duration.ofSeconds(Objects.requireNonNullElse(answer.backoff, 0)));
            return true;
        } catch (IOException | ProblemException e) {
            listener.hears(Way.NONE);
            return false;
        }
    }

    /// Listens until the connection ends.
    ///
    /// @return whether there was one
    private boolean listen() throws InterruptedException {
        var ears = new Ears();
        WebSocket socket;
        try {
            var ticket = session.call("POST", "/ws-ticket", null, Ticket.class).ticket;
            socket = http.client()
                    .newWebSocketBuilder()
                    .buildAsync(address(ticket), ears)
                    .get();
        } catch (IOException | ProblemException | ExecutionException e) {
            return false;
        }
        listener.hears(Way.PUSH);
        listener.hint();
        try {
            ears.awaitEnd();
        } finally {
            listener.hears(Way.NONE);
            socket.abort();
        }
        return true;
    }

    private URI address(String ticket) {
        var server = session.account().server().toString().replaceAll("/+$", "");
        return URI.create(server.replaceFirst("^http", "ws") + "/ws/changes?ticket=" + ticket);
    }

    /// A hint that cannot be read says that there may be something, as any does.
    private void tell(String message) {
        try {
            var hint = http.read(message.getBytes(StandardCharsets.UTF_8), Hint.class);
            listener.hint(hint.namespaceId, hint.seq);
        } catch (IOException e) {
            listener.hint();
        }
    }

    public record Ticket(String ticket) {}

    public record Hint(NamespaceId namespaceId, long seq) {
        public Hint {
            Objects.requireNonNull(namespaceId, "A hint is about a namespace");
        }
    }

    /// @param backoff seconds after which to ask again; null for at once
    public record Answer(boolean changes, @Nullable Integer backoff) {}

    private final class Ears implements WebSocket.Listener {

        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final StringBuilder message = new StringBuilder();
        private volatile long heard = System.nanoTime();

        /// Waits until the connection is closed, is broken or has been silent for too long.
        void awaitEnd() throws InterruptedException {
            long left = silence.toNanos();
            while (left > 0) {
                try {
                    ended.get(left, TimeUnit.NANOSECONDS);
                    return;
                } catch (ExecutionException e) {
                    return; // it broke: as good as closed
                } catch (TimeoutException e) {
                    left = silence.toNanos() - (System.nanoTime() - heard);
                }
            }
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            heard = System.nanoTime();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard = System.nanoTime();
            message.append(text);
            if (last) {
                tell(message.toString());
                message.setLength(0);
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
