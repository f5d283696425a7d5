package dev.cairn.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Hears the statements that go by on one connection to the database. Source: MariaDB's client protocol; a packet is
/// its
/// length (3 bytes), a number that is 0 for a command, and the bytes, of which the first names the command.
final class SqlTap {

    private static final int HEAD = 4;
    private static final int QUERY = 0x03;
    private static final int PREPARE = 0x16;

    private final Consumer<String> listener;
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private int missing = HEAD;
    private boolean inHead = true;
    private boolean isCommand;

    /// @param listener is given each text, with values or with question marks in their place
    SqlTap(Consumer<String> listener) {
        this.listener = listener;
    }

    /// The next bytes on their way from the client.
    void hear(byte[] bytes, int length) {
        for (int at = 0; at < length; ) {
            int taken = Math.min(missing, length - at);
            packet.write(bytes, at, taken);
            at += taken;
            missing -= taken;
            if (missing == 0) {
                endOfPart();
            }
        }
    }

    private void endOfPart() {
        var part = packet.toByteArray();
        packet.reset();
        if (inHead) {
            missing = (part[0] & 0xff) | (part[1] & 0xff) << 8 | (part[2] & 0xff) << 16;
            isCommand = part[3] == 0;
            inHead = missing == 0;
            missing = inHead ? HEAD : missing;
            return;
        }
        if (isCommand && (part[0] == QUERY || part[0] == PREPARE)) {
            listener.accept(new String(part, 1, part.length - 1, StandardCharsets.UTF_8));
        }
        inHead = true;
        missing = HEAD;
    }
}
