package dev.cairn.platform.control;

import java.io.Serial;

/// The program does not start like this; the message says why and what to do, in one line.
public final class StartRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public StartRefused(String reason) {
        super("Cairn does not start: " + reason);
    }

    public StartRefused(String reason, Throwable cause) {
        super("Cairn does not start: " + reason, cause);
    }
}
