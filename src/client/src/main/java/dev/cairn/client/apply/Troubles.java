package dev.cairn.client.apply;

import dev.cairn.client.reconcile.EntryId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What could not be done, and when it is tried again. One entry in trouble stops no other.
public final class Troubles {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Map<EntryId, Trouble> troubles = new HashMap<>();

    Troubles(InstantSource clock) {
        this.clock = clock;
    }

    /// @param reason a sentence for people
    public record Trouble(String reason, Instant until, Duration pause) {}

    void add(EntryId id, String reason) {
        var before = troubles.get(id);
        var wait = before == null ? FIRST : before.pause.multipliedBy(2);
        var shortened = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        troubles.put(id, new Trouble(reason, clock.instant().plus(shortened), shortened));
    }

    void clear(EntryId id) {
        troubles.remove(id);
    }

    /// Tries everything again at once.
    void clearAll() {
        troubles.clear();
    }

    /// Entries that are left alone for now.
    Set<EntryId> waiting() {
        var now = clock.instant();
        var waiting = new HashSet<EntryId>();
        troubles.forEach((id, trouble) -> {
            if (trouble.until.isAfter(now)) {
                waiting.add(id);
            }
        });
        return waiting;
    }

    public Map<EntryId, Trouble> all() {
        return Collections.unmodifiableMap(troubles);
    }

    /// Forgets what was over by then, and nobody has found in trouble again.
    void forgetOver(Instant then) {
        troubles.values().removeIf(trouble -> !trouble.until.isAfter(then));
    }

    /// When the first of them is to be tried again.
    Optional<Instant> next() {
        return troubles.values().stream().map(Trouble::until).min(Instant::compareTo);
    }
}
