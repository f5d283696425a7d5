package dev.cairn.content.control;

import dev.cairn.packs.control.ChunkIndex.Place;
import dev.cairn.packs.control.PackStore.ByteRange;
import java.util.ArrayList;
import java.util.List;

/// Chunks that lie one after the other in a pack, and are fetched together.
///
/// @param places in the order of the pack, without gaps: what lies between may be somebody else's
record Run(List<Place> places) {

    Run {
        places = List.copyOf(places);
    }

    /// Joins neighbours in a list of places, whose order stays.
    ///
    /// @param longest most bytes of a run, unless one chunk alone has more
    static List<Run> of(List<Place> places, int longest) {
        var runs = new ArrayList<Run>();
        var open = new ArrayList<Place>();
        long bytes = 0;
        for (var place : places) {
            boolean fits = !open.isEmpty() && follows(open.getLast(), place) && bytes + place.storedLength() <= longest;
            if (!fits && !open.isEmpty()) {
                runs.add(new Run(open));
                open.clear();
                bytes = 0;
            }
            open.add(place);
            bytes += place.storedLength();
        }
        if (!open.isEmpty()) {
            runs.add(new Run(open));
        }
        return runs;
    }

    private static boolean follows(Place one, Place next) {
        return one.objectKey().equals(next.objectKey()) && one.position() + one.storedLength() == next.position();
    }

    String objectKey() {
        return places.getFirst().objectKey();
    }

    ByteRange range() {
        int from = places.getFirst().position();
        var last = places.getLast();
        return new ByteRange(from, (long) last.position() + last.storedLength() - from);
    }
}
