package dev.cairn.client.app;

import java.io.Serial;

/// Why a command cannot be carried out, in a sentence for people.
final class ClientException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    ClientException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
