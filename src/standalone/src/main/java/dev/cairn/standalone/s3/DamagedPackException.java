package dev.cairn.standalone.s3;

import java.io.IOException;
import java.io.Serial;

/// The bytes on the disk are not the ones that were stored. Reading again does not help.
final class DamagedPackException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    DamagedPackException(String fact) {
        super(fact);
    }
}
