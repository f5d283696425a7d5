package dev.cairn.push.boundary;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.wire.Wire;
import dev.cairn.push.control.Baseline;
import dev.cairn.push.control.Connection;
import dev.cairn.push.control.Connections;
import dev.cairn.push.control.Line;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/ws/changes?ticket=`: hints, as they come, and requests to watch namespaces.
///
/// One instance for each socket. [SocketGate] has found out whose it is. What a device sends is
/// answered from memory: callbacks run on the threads of HTTP requests.
@ServerEndpoint(ChangesSocket.PATH)
@Dependent
public class ChangesSocket {

    static final String PATH = "/ws/changes";

    /// Longest message of a device, in bytes; one that watches as much as one may has some 1,200.
    private static final int LONGEST = 8192;

    private static final System.Logger LOG = System.getLogger(ChangesSocket.class.getName());
    private static final Jsonb JSON = JsonbBuilder.create(Wire.config());

    private final Connections connections;
    private final MessageAllowance allowance;
    private @Nullable SocketLine line;
    private @Nullable Connection connection;

    @Inject
    public ChangesSocket(Connections connections, MessageAllowance allowance) {
        this.connections = connections;
        this.allowance = allowance;
    }

    @OnOpen
    public void open(Session session) {
        session.setMaxTextMessageBufferSize(LONGEST); // for messages in parts
        session.setMaxBinaryMessageBufferSize(LONGEST);
        var opened = new SocketLine(session);
        line = opened;
        if (!(session.getUserPrincipal() instanceof Baseline baseline)) {
            opened.end(SocketLine.SIGNED_OUT, "Signed out");
            return;
        }
        try {
            connection = connections.open(baseline, opened);
        } catch (ProblemException tooMany) {
            opened.end(CloseCodes.VIOLATED_POLICY.getCode(), "Too many connections");
        }
    }

    @OnMessage(maxMessageSize = LONGEST)
    public void receive(String text) {
        if (connection == null) {
            return;
        }
        if (!allowance.take()) {
            connection.end(Line.Ending.MISBEHAVES);
            return;
        }
        try {
            var wanted = JSON.fromJson(text, Wanted.class);
            connection.unwatch(wanted.unwatch);
            if (!connection.watch(wanted.watch)) {
                connection.end(Line.Ending.SEES_LESS);
            }
        } catch (JsonbException | IllegalArgumentException | NullPointerException e) {
            connection.end(Line.Ending.MISBEHAVES);
        }
    }

    @OnMessage(maxMessageSize = LONGEST)
    public void receive(byte[] bytes) {
        if (connection != null) {
            connection.end(Line.Ending.MISBEHAVES);
        }
    }

    @OnMessage
    public void receive(PongMessage pong) {
        if (line != null) {
            line.answered();
        }
    }

    @OnClose
    public void close() {
        if (connection != null) {
            connections.close(connection);
        }
    }

    /// The container closes the socket after it.
    @OnError
    public void fail(Throwable failure) {
        LOG.log(Level.DEBUG, "A socket failed", failure);
    }

    /// @param watch namespaces on screen, or wanted at once for another reason
    public record Wanted(List<NamespaceId> watch, List<NamespaceId> unwatch) {
        public Wanted {
            watch = watch == null ? List.of() : List.copyOf(watch);
            unwatch = unwatch == null ? List.of() : List.copyOf(unwatch);
        }
    }
}
