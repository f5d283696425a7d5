package dev.cairn.admin.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.Standing;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Committer;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.Order;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Closes accounts whose time of grace is over: what is in the tree goes into the trash, from where it is
/// purged like everybody's, and then nobody is left whom it belongs to.
@OneObject
public class AccountCloser implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Standing standing;
    private final FolderBrowser browser;
    private final Committer committer;
    private final Farewell farewell;

    @Inject
    AccountCloser(Standing standing, FolderBrowser browser, Committer committer, Farewell farewell) {
        this.standing = standing;
        this.browser = browser;
        this.committer = committer;
        this.farewell = farewell;
    }

    @Override
    public String name() {
        return "close accounts";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String run() {
        var departed = standing.departed();
        departed.forEach(this::close);
        return departed.isEmpty() ? "" : departed.size() + " accounts closed";
    }

    private void close(Caller departed) {
        var top = NodeId.rootOf(departed.own());
        for (var page = page(departed, top); !page.isEmpty(); page = page(departed, top)) {
            var results = committer
                    .commit(departed, new CommitRequest(departed.own(), List.of(), page, null), Optional.empty())
                    .results();
            if (!results.stream().allMatch(OperationResult.Done.class::isInstance)) {
                throw new IllegalStateException("Some of " + departed.user() + "'s files cannot be deleted");
            }
        }
        farewell.close(departed);
    }

    /// Deletes of what is still in the tree.
    private List<Operation> page(Caller departed, NodeId top) {
        return browser.list(departed, top, Order.BY_NAME, null, CommitRequest.MAX_OPERATIONS).entries().stream()
                .<Operation>map(entry -> new Operation.Delete(entry.id(), null, null))
                .toList();
    }
}
