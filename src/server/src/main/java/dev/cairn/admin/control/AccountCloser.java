package dev.cairn.admin.control;

import dev.cairn.accounts.control.Accounts;
import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.Standing;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.BackgroundJob;
import dev.cairn.platform.control.OneObject;
import dev.cairn.tree.control.Committer;
import dev.cairn.tree.control.FolderBrowser;
import dev.cairn.tree.control.HandOver;
import dev.cairn.tree.control.Order;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Closes accounts whose time of grace is over: their heir gets the files, if there is one; then what is in
/// the tree goes into the trash, from where it is purged like everybody's, and then nobody is left whom it
/// belongs to.
@OneObject
public class AccountCloser implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final int LONGEST_NAME = 60;

    private final Standing standing;
    private final Accounts accounts;
    private final HandOver handOver;
    private final FolderBrowser browser;
    private final Committer committer;
    private final Farewell farewell;

    @Inject
    AccountCloser(
            Standing standing,
            Accounts accounts,
            HandOver handOver,
            FolderBrowser browser,
            Committer committer,
            Farewell farewell) {
        this.standing = standing;
        this.accounts = accounts;
        this.handOver = handOver;
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
        int closed = 0;
        var trouble = new ArrayList<RuntimeException>();
        for (var departed : standing.departed()) {
            try {
                close(departed);
                closed++;
            } catch (RuntimeException e) {
                trouble.add(e); // it stays as it is; the others are closed all the same
            }
        }
        if (!trouble.isEmpty()) {
            throw trouble.getFirst();
        }
        return closed == 0 ? "" : closed + " accounts closed";
    }

    private void close(Standing.Departed departed) {
        departed.heir().ifPresent(heir -> handOver(departed, heir));
        close(departed.caller());
    }

    /// @throws IllegalStateException if the heir has left, too: an administrator chooses another
    private void handOver(Standing.Departed departed, UserId id) {
        var heir = accounts.absent(id)
                .orElseThrow(() -> new IllegalStateException(
                        "Whom " + departed.caller().user() + "'s files should go to is not there any more"));
        var copied = handOver.copy(departed.caller(), heir, folderOf(departed.name()));
        farewell.handedOver(departed.caller(), heir, copied);
    }

    private static FileName folderOf(String name) {
        var shortened = name.codePoints()
                .limit(LONGEST_NAME)
                .map(each -> each == '/' ? '-' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return new FileName("Files of " + shortened);
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
