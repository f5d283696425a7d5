package dev.cairn.packs.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.platform.control.Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;

/// What the store tells of its own accord: that objects have arrived.
///
/// It is never believed, only a reason to look: [Arrivals] asks the store about each pack.
@Dependent
public class StoreEvents {

    /// As many objects as may be told of at once.
    public static final int MOST = 1000;

    private final Uploads uploads;
    private final Arrivals arrivals;
    private final Settings settings;

    @Inject
    StoreEvents(Uploads uploads, Arrivals arrivals, Settings settings) {
        this.uploads = uploads;
        this.arrivals = arrivals;
        this.settings = settings;
    }

    /// @param secret what the sender shows
    /// @throws ProblemException `FORBIDDEN` if it is not the store's, or the store has none
    public void require(String secret) {
        var given = secret.getBytes(StandardCharsets.UTF_8);
        boolean good = settings.store()
                .eventsSecret()
                .map(expected -> MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given))
                .orElse(false);
        if (!good) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only the store may call this, with its secret.");
        }
    }

    /// Looks whether packs have arrived. Keys that nobody waits for are no error, nor is telling it twice.
    ///
    /// @param bucket in which the store says that they are; another one than ours is none of our business
    /// @throws ProblemException `TOO_LARGE` for more than [#MOST]
    public void stored(String bucket, Collection<String> keys) {
        if (keys.size() > MOST) {
            throw new ProblemException(ProblemType.TOO_LARGE, "Tell of at most " + MOST + " objects at once.");
        }
        if (!keys.isEmpty() && bucket.equals(settings.store().bucket())) {
            arrivals.settle(uploads.awaiting(keys));
        }
    }
}
