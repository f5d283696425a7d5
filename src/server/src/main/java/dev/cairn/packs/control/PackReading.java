package dev.cairn.packs.control;

import dev.cairn.packs.entity.Pack;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.List;

/// Reads packs one after the other, compares their chunks with their fingerprints, and notes what came
/// of it. Makes room for people: while their bytes are on the way it reads no more than one.
@OneObject
public class PackReading {

    private static final System.Logger LOG = System.getLogger(PackReading.class.getName());

    private final Verifications verifications;
    private final PackInspector inspector;
    private final Traffic traffic;

    @Inject
    PackReading(Verifications verifications, PackStore store, Traffic traffic) {
        this.verifications = verifications;
        this.inspector = new PackInspector(store);
        this.traffic = traffic;
    }

    /// @return what came of it, for the record of the job; empty if there was nothing to read
    String read(List<Pack> packs) {
        int good = 0;
        int damaged = 0;
        for (var pack : packs) {
            var bad = inspector.damaged(pack);
            verifications.finish(pack, bad);
            if (bad.isEmpty()) {
                good++;
            } else {
                damaged++;
                LOG.log(Level.ERROR, "Pack {0} has {1} chunks that are not what they were", pack.id(), bad.size());
            }
            if (!traffic.isQuiet()) {
                break;
            }
        }
        return good + damaged == 0 ? "" : good + " packs good, " + damaged + " damaged";
    }
}
