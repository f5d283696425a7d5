package dev.cairn.packs.control;

import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// Reads each new pack once and compares its chunks with the fingerprints claimed for them.
///
/// Until then only the uploader relies on them. A chunk that is not what it was claimed to be is
/// marked as damaged and answered as missing. The reader makes room for people: while bytes are on
/// their way it looks only at packs that have waited for a while, and rests as long as it works.
@OneObject
public class PackVerifier implements BackgroundJob {

    private static final System.Logger LOG = System.getLogger(PackVerifier.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final int MOST = 32;

    private final Verifications verifications;
    private final PackInspector inspector;
    private final Traffic traffic;

    @Inject
    PackVerifier(Verifications verifications, PackStore store, Traffic traffic) {
        this.verifications = verifications;
        this.inspector = new PackInspector(store);
        this.traffic = traffic;
    }

    @Override
    public String name() {
        return "verify packs";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        int good = 0;
        int damaged = 0;
        for (var pack : verifications.next(MOST, traffic.isQuiet() ? Duration.ZERO : LONGEST_WAIT)) {
            var bad = inspector.damaged(pack);
            verifications.finish(pack, bad);
            if (bad.isEmpty()) {
                good++;
            } else {
                damaged++;
                LOG.log(Level.ERROR, "Pack {0} has {1} chunks that are not what was claimed", pack.id(), bad.size());
            }
            if (!traffic.isQuiet()) {
                break;
            }
        }
        return good + damaged == 0 ? "" : good + " packs good, " + damaged + " damaged";
    }
}
