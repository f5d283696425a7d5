package dev.cairn.push.boundary;

import dev.cairn.push.control.Baseline;
import dev.cairn.push.control.Connection;
import dev.cairn.push.control.Connections;
import dev.cairn.push.control.Line;
import dev.cairn.tree.control.NamespaceChanged;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/// A hint is one event of a stream. That a device has gone shows when something is sent to it.
final class StreamLine implements Line {

    private final SseEventSink sink;
    private final Sse sse;
    private final Connections connections;
    private final Connection connection;

    /// Connects the device, and says so by a comment.
    StreamLine(SseEventSink sink, Sse sse, Connections connections, Baseline baseline) {
        this.sink = sink;
        this.sse = sse;
        this.connections = connections;
        this.connection = connections.open(baseline, this);
        connection.ping();
    }

    @Override
    public void send(NamespaceChanged hint) throws IOException {
        send(sse.newEventBuilder()
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(Hint.of(hint))
                .build());
    }

    @Override
    public void ping() throws IOException {
        send(sse.newEventBuilder().comment("").build());
    }

    private void send(OutboundSseEvent event) throws IOException {
        try {
            sink.send(event).toCompletableFuture().join();
        } catch (IllegalStateException | CompletionException gone) {
            throw new IOException(gone);
        }
    }

    @Override
    public void end(Ending why) {
        connections.close(connection);
        sink.close();
    }
}
