package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Copies a file to wherever the caller may write. No bytes move.
@OneObject
public class FileCopier {

    private final FolderBrowser browser;
    private final NamespaceAccess access;
    private final Committer committer;
    private final CopyAcross across;

    @Inject
    FileCopier(FolderBrowser browser, NamespaceAccess access, Committer committer, CopyAcross across) {
        this.browser = browser;
        this.access = access;
        this.committer = committer;
        this.across = across;
    }

    /// @param file as the caller has just found it
    /// @param folder that the copy goes into
    /// @param name null for the file's own; a number is added where it is taken
    /// @throws dev.cairn.core.problem.ProblemException what the copy is refused for
    public OperationResult copy(
            Caller caller, Entry file, NodeId folder, @Nullable FileName name, Optional<IdempotencyKey> key) {
        var target = browser.inside(caller, folder);
        access.requireWrite(caller, target.namespace());
        if (!target.namespace().equals(file.home())) {
            return across.copy(caller, file, target, name == null ? new FileName(file.name()) : name, key);
        }
        var operation = new Operation.Copy(file.id(), null, NodeRef.to(target.folder()), name, false);
        var request = new CommitRequest(target.namespace(), List.of(), List.of(operation), null);
        return Committer.require(
                committer.commit(caller, request, key).results().getFirst());
    }
}
