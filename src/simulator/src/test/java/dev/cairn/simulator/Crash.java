package dev.cairn.simulator;

import java.io.Serial;

/// A device loses its power: everything that is not on its disk is gone.
final class Crash extends Error {

    @Serial
    private static final long serialVersionUID = 1;

    Crash() {
        super("crash", null, false, false);
    }
}
