package dev.cairn.push.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.platform.control.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which namespaces people are working in: those that changed not long ago.
///
/// One that this node has not seen changing is taken to be fresh: telling too much costs less than
/// telling too little.
@ApplicationScoped
public class Freshness {

    private static final int MOST = 100_000;

    private final Duration freshFor;
    private final InstantSource clock;
    private final Map<NamespaceId, Instant> lastChanges = new ConcurrentHashMap<>();

    @Inject
    Freshness(Settings settings, InstantSource clock) {
        this.freshFor = settings.push().freshFor();
        this.clock = clock;
    }

    /// For CDI's client proxy only.
    @SuppressWarnings("NullAway")
    protected Freshness() {
        freshFor = null;
        clock = null;
    }

    /// A namespace changes now.
    ///
    /// @return whether it was fresh before this change
    boolean changed(NamespaceId namespace) {
        if (lastChanges.size() >= MOST) {
            lastChanges.clear();
        }
        var now = clock.instant();
        var before = lastChanges.put(namespace, now);
        return before == null || !before.plus(freshFor).isBefore(now);
    }
}
