package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.Collisions;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/// Makes folders and files namespaces of their own, and namespaces folders and files again.
///
/// Rows are copied in slices, while all but the folder itself goes on; one short transaction then swaps
/// folder and mount; then the rows that were copied go. Whoever asks waits for the end. Where the server
/// ends before that, a later run goes on. Decision 0020.
@OneObject
public class Conversions implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int SLICE = 500;
    private final ConversionSteps steps;

    @Inject
    Conversions(ConversionSteps steps) {
        this.steps = steps;
    }

    /// Makes a folder or file of the caller's own tree a namespace, which hangs where that was and that
    /// the caller owns.
    ///
    /// @throws dev.cairn.core.problem.ProblemException `NOT_FOUND`; `BAD_REQUEST` for the top folder;
    ///     `NESTED_SHARE` if something shared is below it; `CONVERTING`
    public NamespaceId share(Caller caller, NodeId folder) {
        var shared = steps.beginSharing(caller, folder);
        carryOut(shared);
        return shared;
    }

    /// Makes a namespace the folder or file again that it hangs in, of its owner's tree. Nobody but its owner
    /// is a member any more.
    ///
    /// @throws dev.cairn.core.problem.ProblemException `NOT_FOUND` if it does not hang there; `CONVERTING`
    public void end(NamespaceId shared, NamespaceId tree, NodeId mount) {
        steps.beginReturn(shared, tree, mount);
        carryOut(shared);
    }

    @Override
    public String name() {
        return "finish conversions";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        int finished = 0;
        for (var next = steps.takeAbandoned(); next.isPresent(); next = steps.takeAbandoned()) {
            carryOut(next.get().shared());
            finished++;
        }
        return finished == 0 ? "" : finished + " conversions finished";
    }

    private void carryOut(NamespaceId shared) {
        steps.start(shared).filter(conversion -> !conversion.swapped()).ifPresent(conversion -> {
            var nodes = steps.nodes(conversion);
            IntStream.iterate(0, place -> place < nodes.size(), place -> place + SLICE)
                    .forEach(place -> Collisions.retry(() -> steps.copy(
                            conversion, nodes.subList(place, Math.min(place + SLICE, nodes.size())), place)));
            Collisions.retry(() -> steps.copyPast(conversion));
            long bytes = steps.sumUp(conversion);
            Collisions.retry(() -> steps.swap(conversion, bytes));
        });
        steps.start(shared).filter(Conversion::swapped).ifPresent(conversion -> {
            // from below: what is cut off is found again
            steps.nodes(conversion).reversed().stream()
                    .gather(Gatherers.windowFixed(SLICE))
                    .forEach(slice -> Collisions.retry(() -> steps.clear(conversion, slice)));
            Collisions.retry(() -> steps.finish(conversion));
        });
    }
}
