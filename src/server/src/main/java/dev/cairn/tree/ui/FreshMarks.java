package dev.cairn.tree.ui;

import dev.cairn.tree.control.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Which entries of a list are softly marked, because they changed elsewhere while it was shown.
///
/// A mark fades in the browser. Changes that follow each other closely keep the marks of those before
/// them, so that none is cut off.
final class FreshMarks {

    private static final Duration SHOWN = Duration.ofSeconds(4);

    private final InstantSource clock;
    private long shownSeq;
    private long markedAfter = Long.MAX_VALUE;
    private Instant markedAt = Instant.MIN;

    FreshMarks(InstantSource clock) {
        this.clock = clock;
    }

    /// Whether a list that shows what was last told here lacks something.
    boolean lacks(long seq) {
        return seq > shownSeq;
    }

    /// The person has opened the list or changed it: nothing in it is news.
    void shows(long seq) {
        shownSeq = seq;
        markedAfter = Long.MAX_VALUE;
        markedAt = Instant.MIN;
    }

    /// The list is read anew because of a change elsewhere.
    void catchesUp(long seq) {
        var now = clock.instant();
        if (now.isAfter(markedAt.plus(SHOWN))) {
            markedAfter = shownSeq;
        }
        markedAt = now;
        shownSeq = Math.max(shownSeq, seq);
    }

    boolean isFresh(Entry entry) {
        return entry.seq() > markedAfter;
    }
}
