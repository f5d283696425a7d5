package dev.cairn.content.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How many archives are being written for whom, on this server node.
@ApplicationScoped
public class ArchiveSlots {

    /// As many as one person, or the visitors of one link, may have at once.
    public static final int MOST = 2;

    private static final long RETRY_AFTER = 30; // seconds

    private final Map<Object, Integer> taken = new HashMap<>();

    /// @param holder the id of a person or of a link
    /// @throws ProblemException `TOO_MANY_REQUESTS` if they have as many as they may have
    public synchronized void requireFree(Object holder) {
        if (taken.getOrDefault(holder, 0) >= MOST) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS,
                    MOST + " archives are being downloaded already. Wait until one is finished, or cancel it.",
                    Map.of("retryAfter", RETRY_AFTER));
        }
    }

    /// Takes one; empty if they have as many as they may have.
    ///
    /// @param holder the id of a person or of a link
    public synchronized Optional<Slot> take(Object holder) {
        if (taken.getOrDefault(holder, 0) >= MOST) {
            return Optional.empty();
        }
        taken.merge(holder, 1, Integer::sum);
        return Optional.of(new Slot(this, holder));
    }

    private synchronized void free(Object holder) {
        taken.computeIfPresent(holder, (_, count) -> count == 1 ? null : count - 1);
    }

    /// An archive that is being written. Closed once.
    public static final class Slot implements AutoCloseable {

        private final ArchiveSlots slots;
        private final Object holder;

        private Slot(ArchiveSlots slots, Object holder) {
            this.slots = slots;
            this.holder = holder;
        }

        @Override
        public void close() {
            slots.free(holder);
        }
    }
}
