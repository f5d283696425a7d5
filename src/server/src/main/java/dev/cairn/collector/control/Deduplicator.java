package dev.cairn.collector.control;

import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;

/// Keeps once a day what several people have brought once, where the administrator wants that.
@OneObject
public class Deduplicator implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofDays(1);
    private static final int SLICES = 256;
    private static final String OFF = "off: the setting cairn.deduplicate turns it on";

    private final Ledgers ledgers;
    private final InstantSource clock;
    private final boolean wanted;

    @Inject
    Deduplicator(JdbcLedgers ledgers, Settings settings, InstantSource clock) {
        this.ledgers = ledgers;
        this.clock = clock;
        this.wanted = settings.keeping().deduplicate();
    }

    @Override
    public String name() {
        return "deduplicate";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        if (!wanted) {
            return "";
        }
        var deduplication = new Deduplication(ledgers, clock, SLICES);
        while (deduplication.step()) {
            // each is one transaction
        }
        return deduplication.shared() == 0 ? "" : deduplication.shared() + " chunks share a copy now";
    }

    @Override
    public String dryRun() {
        if (!wanted) {
            return OFF;
        }
        int found = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            int next = slice;
            found += ledgers.run(ledger -> ledger.duplicates(next, SLICES)).size();
        }
        return found + " chunks would share a copy";
    }
}
