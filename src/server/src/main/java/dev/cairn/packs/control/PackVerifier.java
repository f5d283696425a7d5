package dev.cairn.packs.control;

import dev.cairn.core.content.DamagedChunkException;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.transfer.PackedChunk;
import dev.cairn.packs.entity.Pack;
import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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
    private final PackStore store;
    private final Traffic traffic;

    @Inject
    PackVerifier(Verifications verifications, PackStore store, Traffic traffic) {
        this.verifications = verifications;
        this.store = store;
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
            var bad = verify(pack);
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

    /// The chunks that are not what their fingerprints say.
    private Set<Fingerprint> verify(Pack pack) {
        var bad = new HashSet<Fingerprint>();
        var chunks = PackDirectory.read(pack.directory()).chunks();
        try (var bytes = open(pack).orElse(InputStream.nullInputStream())) {
            for (var chunk : chunks) {
                if (!isGood(chunk, bytes.readNBytes(chunk.storedSize()))) {
                    bad.add(chunk.fingerprint());
                }
            }
        } catch (IOException e) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "The store broke off while a pack was read: " + e);
        }
        return bad;
    }

    private Optional<InputStream> open(Pack pack) {
        try {
            return Optional.of(store.read(pack.objectKey(), new PackStore.ByteRange(0, pack.size())));
        } catch (ProblemException e) {
            if (e.type() == ProblemType.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isGood(PackedChunk chunk, byte[] stored) {
        try {
            var plain = chunk.encoding().decode(stored, chunk.size());
            return Fingerprint.of(plain, 0, plain.length).equals(chunk.fingerprint());
        } catch (DamagedChunkException e) {
            return false;
        }
    }
}
