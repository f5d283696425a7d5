package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Does the same to many nodes of one namespace: what a person has selected. They keep the names
/// that they have by now, whatever they were called when they were selected.
///
/// A thousand are one commit; with more the first may take effect before an error ends the rest.
@OneObject
public class BulkEdits {

    private final Committer committer;
    private final FolderCopier copier;

    @Inject
    BulkEdits(Committer committer, FolderCopier copier) {
        this.committer = committer;
        this.copier = copier;
    }

    /// Puts nodes into the trash.
    public void trash(Caller caller, List<Entry> entries) {
        each(caller, entries, entry -> new Operation.Delete(entry.id(), null, null));
    }

    /// Takes nodes out of the trash, to where they were.
    public void restore(Caller caller, List<Entry> entries) {
        each(caller, entries, entry -> new Operation.Restore(entry.id(), null, null));
    }

    /// Moves nodes into a folder. One whose name is taken there gets another.
    ///
    /// @throws dev.cairn.core.problem.ProblemException `BAD_REQUEST` if a folder would go into itself
    public void move(Caller caller, List<Entry> entries, NodeId folder) {
        each(caller, entries, entry -> place(entry, folder, null));
    }

    /// Moves nodes back to where they were when these entries were read.
    public void moveBack(Caller caller, List<Entry> before) {
        each(caller, before, entry -> place(entry, Objects.requireNonNull(entry.parent()), new FileName(entry.name())));
    }

    /// Copies nodes into a folder, folders with all that is in them. One whose name is taken there
    /// gets a number.
    public void copy(Caller caller, List<Entry> entries, NodeId folder) {
        var files = entries.stream().filter(Entry::isFile).toList();
        each(caller, files, entry -> new Operation.Copy(entry.id(), null, NodeRef.to(folder), null, false));
        entries.stream()
                .filter(entry -> !entry.isFile())
                .forEach(entry -> copier.copy(caller, entry.id(), folder, null));
    }

    private static Operation.Move place(Entry entry, NodeId folder, @Nullable FileName name) {
        return new Operation.Move(NodeRef.to(entry.id()), NodeRef.to(folder), name, null, false);
    }

    private void each(Caller caller, List<Entry> entries, Function<Entry, Operation> operation) {
        for (int from = 0; from < entries.size(); from += CommitRequest.MAX_OPERATIONS) {
            var batch = entries.subList(from, Math.min(entries.size(), from + CommitRequest.MAX_OPERATIONS));
            var operations = new ArrayList<Operation>(batch.size());
            batch.forEach(entry -> operations.add(operation.apply(entry)));
            var request = new CommitRequest(batch.getFirst().namespace(), List.of(), operations, null);
            for (OperationResult result :
                    committer.commit(caller, request, Optional.empty()).results()) {
                Committer.require(result);
            }
        }
    }
}
