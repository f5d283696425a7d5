package dev.cairn.bench.client.http;

import java.io.IOException;
import java.io.Serial;

/// The connection ended before the first byte of an answer: the request may not have been heard.
final class UnansweredException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    UnansweredException(IOException cause) {
        super("The server ended the connection: " + cause.getMessage(), cause);
    }
}
