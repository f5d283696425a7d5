package dev.cairn.standalone.s3;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// There is no room for a pack. Nothing of it was stored; later there may be room again.
final class StoreFullException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    StoreFullException(@Nullable IOException cause) {
        super("The disk of the store is full", cause);
    }
}
