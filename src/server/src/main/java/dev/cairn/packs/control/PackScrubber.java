package dev.cairn.packs.control;

import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.Settings;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// Reads every pack again within a given time, the one that was read longest ago first, and compares
/// its chunks with their fingerprints: disks forget silently.
///
/// What is damaged is answered as missing from then on, and heals with the next upload of it. Damaged
/// packs are read daily: what was brought back from a backup is good again.
@OneObject
public class PackScrubber implements BackgroundJob {

    private static final System.Logger LOG = System.getLogger(PackScrubber.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration DAMAGED = Duration.ofDays(1);
    private static final int MOST = 16;

    private final Verifications verifications;
    private final PackInspector inspector;
    private final Traffic traffic;
    private final Duration every;

    @Inject
    PackScrubber(Verifications verifications, PackStore store, Traffic traffic, Settings settings) {
        this.verifications = verifications;
        this.inspector = new PackInspector(store);
        this.traffic = traffic;
        this.every = settings.keeping().scrub();
    }

    @Override
    public String name() {
        return "scrub packs";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        int good = 0;
        int damaged = 0;
        for (var pack : verifications.readLongAgo(MOST, every, DAMAGED)) {
            var bad = inspector.damaged(pack);
            verifications.finish(pack, bad);
            if (bad.isEmpty()) {
                good++;
            } else {
                damaged++;
                LOG.log(Level.ERROR, "Pack {0} has {1} damaged chunks", pack.id(), bad.size());
            }
            if (!traffic.isQuiet()) {
                break;
            }
        }
        return good + damaged == 0 ? "" : good + " packs good, " + damaged + " damaged";
    }

    @Override
    public String dryRun() {
        int due = verifications.readLongAgo(MOST, every, DAMAGED).size();
        return due + (due == MOST ? " packs or more to read" : " packs to read");
    }
}
