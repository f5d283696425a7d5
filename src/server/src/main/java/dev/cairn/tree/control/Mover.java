package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.platform.control.Collisions;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Moves files and folders to wherever the caller may write: within a namespace by a commit, to another
/// one by [Crossing].
@OneObject
public class Mover {

    private final FolderBrowser browser;
    private final NamespaceAccess access;
    private final Homes homes;
    private final Committer committer;
    private final Crossing crossing;

    @Inject
    Mover(FolderBrowser browser, NamespaceAccess access, Homes homes, Committer committer, Crossing crossing) {
        this.browser = browser;
        this.access = access;
        this.homes = homes;
        this.committer = committer;
        this.crossing = crossing;
    }

    /// @param rev of the node as the caller knows it; null for any
    /// @param exact to be refused rather than be given another name
    /// @throws dev.cairn.core.problem.ProblemException what the move is refused for
    public OperationResult move(
            Caller caller, NodeId node, To to, @Nullable Integer rev, boolean exact, Optional<IdempotencyKey> key) {
        var target = browser.inside(caller, to.folder);
        var home = homes.of(node);
        if (home.equals(target.namespace())) {
            var operation = new Operation.Move(NodeRef.to(node), NodeRef.to(target.folder()), to.name, rev, exact);
            return committer.commit(caller, operation, node, key);
        }
        access.requireWrite(caller, home);
        access.requireWrite(caller, target.namespace());
        var across = new Crossing.Move(node, home, target.namespace(), target.folder(), to.name, rev, exact);
        return Collisions.retry(() -> crossing.run(caller, across));
    }

    /// A place to move to.
    ///
    /// @param name null for the one that the node has
    public record To(NodeId folder, @Nullable FileName name) {}
}
