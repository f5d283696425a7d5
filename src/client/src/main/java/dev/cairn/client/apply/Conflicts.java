package dev.cairn.client.apply;

import dev.cairn.client.base.Base;
import dev.cairn.core.sync.OperationResult;
import java.time.InstantSource;
import java.util.Collection;

/// The conflicts that this device has met: both sides are kept, and a person may want to look.
public final class Conflicts {

    private static final String PREFIX = "conflict:";

    private final Base base;
    private final InstantSource clock;

    Conflicts(Base base, InstantSource clock) {
        this.base = base;
        this.clock = clock;
    }

    void add(String path, OperationResult.Conflict conflict) {
        var what = conflict.name() != null
                ? "the name was taken, so it is now “" + conflict.name() + "”"
                : "somebody else had changed it, too; theirs is kept as version " + conflict.conflictVersionId();
        int next = base.values(PREFIX).size() + 1;
        base.putValue(PREFIX + "%08d".formatted(next), clock.instant() + " " + path + ": " + what);
    }

    /// Sentences, the oldest first.
    public Collection<String> all() {
        return base.values(PREFIX).values();
    }
}
