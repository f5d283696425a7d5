package dev.cairn.content.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How many archives are being written for whom, on this server node.
@ApplicationScoped
public class ArchiveSlots {

    /// As many as one person may have at once.
    public static final int MOST = 2;

    private static final long RETRY_AFTER = 30; // seconds

    private final Map<UserId, Integer> taken = new HashMap<>();

    /// @throws ProblemException `TOO_MANY_REQUESTS` if the person has as many as they may have
    synchronized void requireFree(UserId user) {
        if (taken.getOrDefault(user, 0) >= MOST) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS,
                    "You are downloading " + MOST + " archives already. Wait until one is finished, or cancel it.",
                    Map.of("retryAfter", RETRY_AFTER));
        }
    }

    /// Takes one; empty if the person has as many as they may have.
    public synchronized Optional<Slot> take(UserId user) {
        if (taken.getOrDefault(user, 0) >= MOST) {
            return Optional.empty();
        }
        taken.merge(user, 1, Integer::sum);
        return Optional.of(new Slot(this, user));
    }

    private synchronized void free(UserId user) {
        taken.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }

    /// An archive that is being written. Closed once.
    public static final class Slot implements AutoCloseable {

        private final ArchiveSlots slots;
        private final UserId user;

        private Slot(ArchiveSlots slots, UserId user) {
            this.slots = slots;
            this.user = user;
        }

        @Override
        public void close() {
            slots.free(user);
        }
    }
}
