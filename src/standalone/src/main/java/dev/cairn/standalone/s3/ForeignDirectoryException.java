package dev.cairn.standalone.s3;

import java.io.IOException;
import java.io.Serial;

/// A directory is not that of a store of packs, or not of one with this master key.
///
/// The message is for whoever runs Cairn.
public final class ForeignDirectoryException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    ForeignDirectoryException(String fact) {
        super(fact);
    }
}
