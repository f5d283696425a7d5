package dev.cairn.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// The installation's epoch, read once: it does not change while a server runs on its database.
@ApplicationScoped
public class Epoch {

    /// No epoch is 0.
    private static final long UNKNOWN = 0;

    private final Installation installation;
    private volatile long known = UNKNOWN;

    @Inject
    Epoch(Installation installation) {
        this.installation = installation;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Epoch() {
        this(null);
    }

    public long value() {
        if (known == UNKNOWN) {
            known = installation.epoch();
        }
        return known;
    }
}
