package dev.cairn.core.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds what changed between two manifests of a file.
///
/// A patience diff: chunks that each side holds exactly once, in an order both sides share, stay;
/// so do their equal neighbours. The answer is always right, and it is short for every change that
/// keeps most chunks; it need not be the shortest possible.
public final class ManifestDiff {

    private final List<Chunk> base;
    private final List<Chunk> target;

    private ManifestDiff(List<Chunk> base, List<Chunk> target) {
        this.base = base;
        this.target = target;
    }

    /// The splices that make `base` into `target`, in ascending order; none when they are equal.
    public static List<Splice> between(Manifest base, Manifest target) {
        return new ManifestDiff(base.chunks(), target.chunks()).splices();
    }

    private List<Splice> splices() {
        var splices = new ArrayList<Splice>();
        int inBase = 0;
        int inTarget = 0;
        while (inBase < base.size() && inTarget < target.size() && equal(inBase, inTarget)) {
            inBase++;
            inTarget++;
        }
        for (var anchor : anchors(inBase, inTarget)) {
            if (anchor.inBase < inBase || anchor.inTarget < inTarget) {
                continue;
            }
            int back = 0;
            while (anchor.inBase - back > inBase
                    && anchor.inTarget - back > inTarget
                    && equal(anchor.inBase - back - 1, anchor.inTarget - back - 1)) {
                back++;
            }
            add(splices, inBase, anchor.inBase - back, inTarget, anchor.inTarget - back);
            inBase = anchor.inBase;
            inTarget = anchor.inTarget;
            while (inBase < base.size() && inTarget < target.size() && equal(inBase, inTarget)) {
                inBase++;
                inTarget++;
            }
        }
        int tail = 0;
        while (base.size() - tail > inBase
                && target.size() - tail > inTarget
                && equal(base.size() - tail - 1, target.size() - tail - 1)) {
            tail++;
        }
        add(splices, inBase, base.size() - tail, inTarget, target.size() - tail);
        return splices;
    }

    private boolean equal(int inBase, int inTarget) {
        return base.get(inBase).equals(target.get(inTarget));
    }

    private void add(List<Splice> splices, int fromBase, int toBase, int fromTarget, int toTarget) {
        if (fromBase < toBase || fromTarget < toTarget) {
            splices.add(new Splice(fromBase, toBase - fromBase, target.subList(fromTarget, toTarget)));
        }
    }

    /// Chunks that stay for certain: the longest run of pairs, unique on both sides, that rises in
    /// both.
    private List<Pair> anchors(int fromBase, int fromTarget) {
        var places = uniquePlaces(base, fromBase);
        var uniqueInTarget = uniquePlaces(target, fromTarget);
        var pairs = new ArrayList<Pair>();
        for (int at = fromTarget; at < target.size(); at++) {
            var place = places.get(target.get(at));
            if (place != null && place >= 0 && uniqueInTarget.get(target.get(at)) >= 0) {
                pairs.add(new Pair(place, at));
            }
        }
        return longestRising(pairs);
    }

    /// Where each chunk is, or -1 for one that is there more than once.
    private static Map<Chunk, Integer> uniquePlaces(List<Chunk> chunks, int from) {
        var places = new HashMap<Chunk, Integer>();
        for (int at = from; at < chunks.size(); at++) {
            places.merge(chunks.get(at), at, (_, _) -> -1);
        }
        return places;
    }

    /// Longest increasing subsequence by the place in the base, in n log n.
    private static List<Pair> longestRising(List<Pair> pairs) {
        var ends = new int[pairs.size()]; // ends[n]: the pair that ends the best run of n + 1 pairs
        var previous = new int[pairs.size()];
        int longest = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int low = 0;
            int high = longest;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs.get(ends[middle]).inBase < pairs.get(i).inBase) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : ends[low - 1];
            ends[low] = i;
            longest = Math.max(longest, low + 1);
        }
        var run = new Pair[longest];
        for (int i = longest - 1, at = longest == 0 ? -1 : ends[longest - 1]; i >= 0; i--, at = previous[at]) {
            run[i] = pairs.get(at);
        }
        return Arrays.asList(run);
    }

    private record Pair(int inBase, int inTarget) {}
}
