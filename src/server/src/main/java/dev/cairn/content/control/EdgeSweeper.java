package dev.cairn.content.control;

import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;

/// Takes out of the edge what was deleted. What the edge does not take now is tried again.
@OneObject
public class EdgeSweeper implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int MOST = 500;

    private final Edge edge;
    private final EdgeCopies copies;

    @Inject
    EdgeSweeper(Edge edge, EdgeCopies copies) {
        this.edge = edge;
        this.copies = copies;
    }

    @Override
    public String name() {
        return "sweep edge";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        if (!edge.isThere()) {
            return "";
        }
        copies.forgetOld();
        int swept = 0;
        try {
            for (var gone : copies.ofWhatIsGone(MOST)) {
                edge.purge(gone.version(), gone.size());
                copies.forget(gone);
                swept++;
            }
        } catch (IOException e) {
            return swept + " contents taken out of the edge; then: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return swept == 0 ? "" : swept + " contents taken out of the edge";
    }

    @Override
    public String dryRun() {
        return copies.ofWhatIsGone(MOST).size() + " contents would be taken out of the edge";
    }
}
