package dev.cairn.collector.control;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.packs.control.PackId;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keeps once what several namespaces have brought: their rows come to lead to the oldest copy, one
/// namespace after the other. The packs of the others are then reviewed like any that lost chunks.
///
/// Only packs count that were verified, every chunk compared with its fingerprint: nobody gets bytes for
/// theirs that somebody else has only named so. What an open upload has brought stays where it is: there it
/// is held for the upload's next commit. Each step is one transaction; it may be given up between
/// any two.
public final class Deduplication {

    private final Ledgers ledgers;
    private final InstantSource clock;
    private final int slices;
    private final Deque<Move> moves = new ArrayDeque<>();
    private int slice;
    private int shared;

    /// @param slices in how many parts all chunks are looked through, 1 to 256: what is found in one is
    ///     held in memory
    public Deduplication(Ledgers ledgers, InstantSource clock, int slices) {
        this.ledgers = ledgers;
        this.clock = clock;
        this.slices = slices;
    }

    private record Place(NamespaceId namespace, PackId first) {}

    /// @param from where each chunk is thought to be
    private record Move(NamespaceId namespace, PackId to, Map<Fingerprint, PackId> from) {}

    /// Does the next step.
    ///
    /// @return whether there is another
    public boolean step() {
        if (moves.isEmpty()) {
            plan();
        } else {
            carryOut(moves.removeFirst());
        }
        return slice < slices || !moves.isEmpty();
    }

    /// How many chunks lead to the copy of another namespace now.
    int shared() {
        return shared;
    }

    private void plan() {
        var found = new LinkedHashMap<Place, Map<Fingerprint, PackId>>();
        var next = slice++;
        for (var duplicate : ledgers.run(ledger -> ledger.duplicates(next, slices))) {
            var place = new Place(duplicate.namespace(), duplicate.first());
            var chunks = found.computeIfAbsent(place, _ -> new HashMap<>());
            chunks.put(duplicate.fingerprint(), duplicate.pack());
            if (chunks.size() == Repack.MOST_CHUNKS) {
                moves.add(new Move(place.namespace, place.first, found.remove(place)));
            }
        }
        found.forEach((place, chunks) -> moves.add(new Move(place.namespace, place.first, chunks)));
    }

    private void carryOut(Move move) {
        shared += ledgers.run(ledger -> {
            ledger.lock(move.namespace);
            var first = ledger.lock(move.to).filter(pack -> pack.verified() && !pack.dying());
            var from = new HashMap<>(move.from);
            from.values().removeAll(ledger.packsOfUploads(move.namespace, clock.instant()));
            first.ifPresent(pack -> ledger.relocate(move.namespace, from, pack));
            return first.isPresent() ? from.size() : 0;
        });
    }
}
