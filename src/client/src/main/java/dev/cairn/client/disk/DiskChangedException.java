package dev.cairn.client.disk;

import java.io.IOException;
import java.io.Serial;

/// Something else is on the disk than the caller has seen. Nothing was done; look again.
public final class DiskChangedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    public DiskChangedException(String path) {
        super("It has changed on the disk: " + path);
    }
}
