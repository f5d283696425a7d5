package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/// Does the same to many nodes: what a person has selected. They keep the names that they have by now,
/// whatever they were called when they were selected.
///
/// A thousand of one namespace are one commit; with more the first may take effect before an error ends the rest.
@OneObject
public class BulkEdits {

    private final FolderBrowser browser;
    private final Homes homes;
    private final Committer committer;
    private final Mover mover;
    private final FileCopier files;
    private final FolderCopier folders;

    @Inject
    BulkEdits(
            FolderBrowser browser,
            Homes homes,
            Committer committer,
            Mover mover,
            FileCopier files,
            FolderCopier folders) {
        this.browser = browser;
        this.homes = homes;
        this.committer = committer;
        this.mover = mover;
        this.files = files;
        this.folders = folders;
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
        move(caller, entries, folder, _ -> null);
    }

    /// Moves nodes back to where they were when these entries were read.
    public void moveBack(Caller caller, List<Entry> before) {
        before.stream()
                .filter(entry -> entry.parent() != null)
                .collect(Collectors.groupingBy(Entry::parent))
                .forEach((folder, entries) -> move(caller, entries, folder, entry -> new FileName(entry.name())));
    }

    private void move(Caller caller, List<Entry> entries, NodeId folder, Function<Entry, @Nullable FileName> name) {
        var target = browser.inside(caller, folder);
        var home = homes.of(entries.stream().map(Entry::id).toList());
        var near = entries.stream()
                .filter(entry -> target.namespace().equals(home.get(entry.id())))
                .toList();
        each(caller, near, entry -> place(entry, target.folder(), name.apply(entry)));
        for (var entry : entries) {
            if (!target.namespace().equals(home.get(entry.id()))) {
                var to = new Mover.To(target.folder(), name.apply(entry));
                mover.move(caller, entry.id(), to, null, false, Optional.empty());
            }
        }
    }

    /// Copies nodes into a folder, folders with all that is in them. One whose name is taken there
    /// gets a number.
    public void copy(Caller caller, List<Entry> entries, NodeId folder) {
        for (var entry : entries) {
            if (entry.isFile()) {
                files.copy(caller, entry, folder, null, Optional.empty());
            } else {
                folders.copy(caller, entry.id(), folder, null);
            }
        }
    }

    private static Operation.Move place(Entry entry, NodeId folder, @Nullable FileName name) {
        return new Operation.Move(NodeRef.to(entry.id()), NodeRef.to(folder), name, null, false);
    }

    private void each(Caller caller, List<Entry> entries, Function<Entry, Operation> operation) {
        var home = homes.of(entries.stream().map(Entry::id).toList());
        entries.stream()
                .collect(Collectors.groupingBy(entry -> home.get(entry.id())))
                .forEach((namespace, here) -> here.stream()
                        .gather(Gatherers.windowFixed(CommitRequest.MAX_OPERATIONS))
                        .forEach(batch -> commit(
                                caller, namespace, batch.stream().map(operation).toList())));
    }

    private void commit(Caller caller, NamespaceId namespace, List<Operation> operations) {
        var request = new CommitRequest(namespace, List.of(), operations, null);
        committer.commit(caller, request, Optional.empty()).results().forEach(Committer::require);
    }
}
