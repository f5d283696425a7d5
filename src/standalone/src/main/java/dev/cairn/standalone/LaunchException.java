package dev.cairn.standalone;

import java.io.Serial;

/// Why Cairn did not start, or stopped: the message is what the person at the terminal reads.
public final class LaunchException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    /// @param message one line: what is wrong and what to do, without a secret; further lines, if
    ///     any, are the last ones of a log
    public LaunchException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    public LaunchException(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ExitCode code() {
        return code;
    }
}
