package dev.cairn.core.content;

import java.io.IOException;
import java.io.Serial;

/// The stored bytes are not the chunk that they were stored as. Reading again may help where the
/// damage happened on the way; it does not where it happened at rest.
public final class DamagedChunkException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    public DamagedChunkException(String message) {
        super(message);
    }
}
