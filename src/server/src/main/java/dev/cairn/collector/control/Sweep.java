package dev.cairn.collector.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Takes from one namespace what none of its contents is made of any more.
///
/// Marking needs no lock and may take long. What is found to be unmarked is then looked at again,
/// with the namespace's lock, after what changed meanwhile was marked as well: what a commit has
/// taken up stays. Each step is one transaction; it may be given up between any two.
public final class Sweep {

    private static final int SLICE = 1000;
    private static final Duration WHILE_HELD = Duration.ofDays(1);

    private final Ledgers ledgers;
    private final NamespaceId namespace;
    private final InstantSource clock;
    private final Instant began;
    private final Marks marks = new Marks();
    private final Iterator<Kept.Kind> kinds = Arrays.asList(Kept.Kind.values()).iterator();
    private Kept.Kind kind = kinds.next();
    private long seq;
    private @Nullable Fingerprint after;
    private @Nullable Fingerprint end;
    private boolean mustRelease;
    private boolean marked;
    private boolean held;
    private int released;
    private long bytes;

    public Sweep(Ledgers ledgers, NamespaceId namespace, InstantSource clock) {
        this.ledgers = ledgers;
        this.namespace = namespace;
        this.clock = clock;
        this.began = clock.instant();
    }

    /// Does the next step.
    ///
    /// @return whether there is another
    public boolean step() {
        if (!marked) {
            seq = ledgers.run(ledger -> ledger.mark(namespace, marks));
            marked = true;
            return true;
        }
        if (mustRelease) {
            ledgers.run(this::release);
            mustRelease = false;
            return advance();
        }
        var unmarked = look();
        mustRelease = !unmarked.isEmpty();
        return mustRelease || advance();
    }

    /// What [#step] would release, without releasing it.
    Figures dryRun() {
        step();
        do {
            var unmarked = look();
            released += unmarked.size();
            bytes += unmarked.stream().mapToLong(Kept::bytes).sum();
        } while (nextSlice());
        return figures();
    }

    /// What has been released so far.
    ///
    /// @param rows chunks, manifests and segments
    /// @param bytes stored bytes of the chunks
    public record Figures(int rows, long bytes) {}

    Figures figures() {
        return new Figures(released, bytes);
    }

    private List<Kept> look() {
        var slice = ledgers.run(ledger -> ledger.kept(kind, namespace, after, SLICE));
        end = slice.size() < SLICE ? null : slice.getLast().fingerprint();
        return slice.stream().filter(this::isUnmarked).toList();
    }

    private Sweep release(Ledger ledger) {
        if (!ledger.lock(namespace)) {
            held = true;
            return this;
        }
        seq = ledger.markSince(namespace, seq, marks);
        var ofUploads = ledger.packsOfUploads(namespace, clock.instant());
        Predicate<Kept> isHeld = row -> row.pack() != null && ofUploads.contains(row.pack());
        var unmarked = slice(ledger).filter(this::isUnmarked).toList();
        held |= unmarked.stream().anyMatch(isHeld);
        var dead = unmarked.stream().filter(isHeld.negate()).toList();
        ledger.release(kind, namespace, dead);
        released += dead.size();
        bytes += dead.stream().mapToLong(Kept::bytes).sum();
        return this;
    }

    /// The slice as it is now: what has come into it since is not looked at.
    private Stream<Kept> slice(Ledger ledger) {
        return ledger.kept(kind, namespace, after, SLICE).stream()
                .takeWhile(row -> end == null || row.fingerprint().compareTo(end) <= 0);
    }

    private boolean isUnmarked(Kept row) {
        return !marks.has(kind, row.fingerprint());
    }

    private boolean advance() {
        if (nextSlice()) {
            return true;
        }
        var again = held ? began.plus(WHILE_HELD) : null;
        ledgers.run(ledger -> {
            ledger.swept(namespace, seq, began, again);
            return Set.of();
        });
        return false;
    }

    private boolean nextSlice() {
        after = end;
        if (after == null) {
            if (!kinds.hasNext()) {
                return false;
            }
            kind = kinds.next();
        }
        return true;
    }
}
