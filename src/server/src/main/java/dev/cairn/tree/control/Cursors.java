package dev.cairn.tree.control;

import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.CommitResult;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.platform.control.Epoch;
import dev.cairn.platform.control.OneObject;
import dev.cairn.platform.control.SignedTokens;
import jakarta.inject.Inject;
import java.util.SortedMap;
import java.util.TreeMap;

/// Seals cursors, and opens those of this server's present state.
@OneObject
public class Cursors {

    private static final String PURPOSE = "changes cursor";

    private final Epoch epoch;
    private final SignedTokens tokens;

    @Inject
    Cursors(Epoch epoch, SignedTokens tokens) {
        this.epoch = epoch;
        this.tokens = tokens;
    }

    String seal(SortedMap<NamespaceId, Long> seqs) {
        return tokens.seal(PURPOSE, new Cursor(epoch.value(), seqs).form());
    }

    /// How far a device has read, by namespace.
    ///
    /// @throws ProblemException `CURSOR_RESET` if the cursor is of another epoch, or not one of ours
    SortedMap<NamespaceId, Long> open(String cursor) {
        return tokens.open(PURPOSE, cursor)
                .map(Cursor::read)
                .filter(read -> read.epoch() == epoch.value())
                .orElseThrow(Cursors::reset)
                .seqs();
    }

    /// A commit's result, with a new cursor where the results tell the device all that is new in the
    /// namespace; see [Cursor#isAllTold]. Of other namespaces the cursor says what it said before.
    ///
    /// @param read how far the device had read when it committed
    /// @param head seq of the namespace right before the commit
    CommitResult advance(SortedMap<NamespaceId, Long> read, long head, CommitRequest request, CommitResult result) {
        var namespace = request.namespaceId();
        if (!Cursor.isAllTold(read.getOrDefault(namespace, 0L), head, request.ops(), result)) {
            return result;
        }
        var seqs = new TreeMap<>(read);
        seqs.put(namespace, result.seq());
        return result.with(seal(seqs));
    }

    /// Holds a cursor to a namespace as it is now: who has read further than there is anything has
    /// read it from a later state, which is lost.
    ///
    /// @throws ProblemException `CURSOR_RESET` if it has
    static void requireReached(long head, long seq) {
        if (seq > head) {
            throw reset();
        }
    }

    private static ProblemException reset() {
        return new ProblemException(
                ProblemType.CURSOR_RESET,
                "The cursor is not one of this server's present state. Read the changes from the beginning."
                        + " What is only on the device must be kept.");
    }
}
