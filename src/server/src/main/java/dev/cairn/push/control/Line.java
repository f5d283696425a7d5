package dev.cairn.push.control;

import dev.cairn.tree.control.NamespaceChanged;
import java.io.IOException;

/// How a hint gets to one device: a socket, a stream, or a call that waits.
///
/// [#send] and [#ping] may block for as long as the device does not read; each line has its own
/// virtual thread while it is sent to, and is never used by two at once.
public interface Line {

    /// Sends one hint, and returns when it is on its way.
    ///
    /// @throws IOException if the device is gone
    void send(NamespaceChanged hint) throws IOException;

    /// Shows that the line is still good, to whatever stands between and to this server.
    ///
    /// @throws IOException if the device is gone, or has not answered the last one
    void ping() throws IOException;

    /// Ends the line; one that has ended already stays so.
    void end(Ending why);

    /// Why a line ends.
    enum Ending {
        /// The device was signed out.
        SIGNED_OUT,
        /// The person sees less than before, or than the device believes: it reads the changes, and
        /// connects again.
        SEES_LESS,
        /// The device sends what it should not, or too much of it.
        MISBEHAVES,
        /// The device does not read what it is sent, or is gone.
        UNANSWERED
    }
}
