package dev.cairn.collector.control;

import dev.cairn.core.sync.NamespaceId;
import dev.cairn.packs.control.ObjectKeys;
import dev.cairn.packs.control.PackId;
import dev.cairn.packs.control.PackStore;
import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Frees what nothing refers to any more: looks through the namespaces that have lost contents,
/// reviews the packs that have lost chunks, puts together what is left of those less than half in
/// use, and deletes the objects of those that nothing refers to once their grace time is over.
@OneObject
public class Collector implements BackgroundJob {

    private static final System.Logger LOG = System.getLogger(Collector.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(15);
    private static final Duration LONG_AGO = Duration.ofDays(7);

    /// Packs that have just come are left alone: more of them may be taken up.
    private static final Duration YOUNG = Duration.ofDays(1);

    private static final int NAMESPACES = 200;
    private static final int PACKS = 1000;
    private static final int SPARSE = 50;

    private final Ledgers ledgers;
    private final PackStore store;
    private final InstantSource clock;
    private final PackReview review;

    @Inject
    Collector(JdbcLedgers ledgers, PackStore store, Settings settings, InstantSource clock) {
        this.ledgers = ledgers;
        this.store = store;
        this.clock = clock;
        this.review = new PackReview(ledgers, clock, settings.grace());
    }

    @Override
    public String name() {
        return "collect";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        long released = 0;
        for (var namespace : due()) {
            var sweep = new Sweep(ledgers, namespace, clock);
            while (sweep.step()) {
                // each is one transaction
            }
            released += sweep.figures().bytes();
        }
        int dying = reviewAll();
        int repacked = repack();
        dying += reviewAll();
        int deleted = bury();
        return released + dying + repacked + deleted == 0
                ? ""
                : released + " bytes released, " + dying + " packs dying, " + repacked + " repacked, " + deleted
                        + " deleted";
    }

    @Override
    public String dryRun() {
        long bytes = 0;
        for (var namespace : due()) {
            bytes += new Sweep(ledgers, namespace, clock).dryRun().bytes();
        }
        int reviewed = ledgers.run(ledger -> ledger.upForReview(PACKS)).size();
        return bytes + " bytes to release, " + reviewed + " packs to review, " + sparse().size() + " to repack, "
                + dead().size() + " to delete";
    }

    private List<NamespaceId> due() {
        var now = clock.instant();
        return ledgers.run(ledger -> ledger.dueNamespaces(now, now.minus(LONG_AGO), NAMESPACES));
    }

    private int reviewAll() {
        int dying = 0;
        List<PackId> packs;
        do {
            packs = ledgers.run(ledger -> ledger.upForReview(PACKS));
            dying += (int) packs.stream().filter(review::review).count();
        } while (packs.size() == PACKS);
        return dying;
    }

    private List<PackId> sparse() {
        return ledgers.run(ledger -> ledger.sparsePacks(clock.instant().minus(YOUNG), SPARSE));
    }

    /// As much of them as fills a new one.
    private int repack() {
        var sparse = sparse();
        if (sparse.isEmpty()) {
            return 0;
        }
        var repack = new Repack(ledgers, store, clock, sparse, ObjectKeys.next());
        while (repack.step()) {
            // each is one transaction, or one call of the store
        }
        return repack.size() == 0 ? 0 : sparse.size();
    }

    private List<StoredPack> dead() {
        return ledgers.run(ledger -> ledger.dead(clock.instant(), PACKS));
    }

    private int bury() {
        int deleted = 0;
        for (var pack : dead()) {
            var burial = new Burial(ledgers, store, pack);
            while (burial.step()) {
                // each is one transaction, or one call of the store
            }
            if (burial.isGone()) {
                deleted++;
            } else {
                LOG.log(
                        Level.WARNING,
                        "Pack {0} is not deleted: chunks of it were taken up while it was dying",
                        pack.id());
            }
        }
        return deleted;
    }
}
