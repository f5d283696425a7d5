package dev.cairn.push.boundary;

import dev.cairn.push.control.Line;
import dev.cairn.tree.control.NamespaceChanged;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A hint is one text message of a socket.
final class SocketLine implements Line {

    /// Sign in again before coming back.
    static final int SIGNED_OUT = 4401;

    /// Read the changes, then come back.
    static final int SEES_LESS = 4403;

    private final Session session;
    private volatile boolean answered = true;

    SocketLine(Session session) {
        this.session = session;
    }

    @Override
    public void send(NamespaceChanged hint) throws IOException {
        try {
            session.getBasicRemote().sendText(Hint.of(hint).form());
        } catch (IllegalStateException closed) {
            throw new IOException(closed);
        }
    }

    @Override
    public void ping() throws IOException {
        if (!answered) {
            throw new IOException("The last ping was not answered");
        }
        answered = false;
        try {
            session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IllegalStateException closed) {
            throw new IOException(closed);
        }
    }

    /// The device has answered a ping.
    void answered() {
        answered = true;
    }

    @Override
    public void end(Ending why) {
        switch (why) {
            case SIGNED_OUT -> end(SIGNED_OUT, "Signed out");
            case SEES_LESS -> end(SEES_LESS, "Read the changes and connect again");
            case MISBEHAVES -> end(CloseCodes.VIOLATED_POLICY.getCode(), "Not what is expected here");
            case UNANSWERED -> end(CloseCodes.GOING_AWAY.getCode(), "No answer");
        }
    }

    void end(int code, String reason) {
        try {
            session.close(new CloseReason(CloseCodes.getCloseCode(code), reason));
        } catch (IOException | IllegalStateException gone) {
            // it has ended, which is what was wanted
        }
    }
}
