package dev.cairn.push.boundary;

import static dev.cairn.accounts.boundary.BearerFilter.callerOf;

import dev.cairn.push.control.Baselines;
import dev.cairn.push.control.Connections;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/// `/changes/stream`: the socket's hints as Server-Sent Events, for where sockets do not get through.
@Path("changes/stream")
@Dependent
public class StreamResource {

    private final Connections connections;
    private final Baselines baselines;

    @Inject
    public StreamResource(Connections connections, Baselines baselines) {
        this.connections = connections;
        this.baselines = baselines;
    }

    /// Begins with a comment, so that the device knows that it is connected.
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void stream(@Context SseEventSink sink, @Context Sse sse, @Context SecurityContext context) {
        new StreamLine(sink, sse, connections, baselines.of(callerOf(context)));
    }
}
