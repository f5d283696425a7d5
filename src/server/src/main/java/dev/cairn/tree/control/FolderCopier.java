package dev.cairn.tree.control;

import dev.cairn.accounts.control.Caller;
import dev.cairn.accounts.control.NamespaceAccess;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.CommitRequest;
import dev.cairn.core.sync.FileName;
import dev.cairn.core.sync.NodeId;
import dev.cairn.core.sync.NodeKind;
import dev.cairn.core.sync.NodeRef;
import dev.cairn.core.sync.Operation;
import dev.cairn.core.sync.OperationResult;
import dev.cairn.platform.control.OneObject;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Copies a folder with all that is in it. No bytes move.
///
/// A large folder takes many commits, so others can go on meanwhile and may see it grow; an error on
/// the way leaves what was copied so far, and everything that was there before.
@OneObject
public class FolderCopier {

    private static final int BATCH = CommitRequest.MAX_OPERATIONS;

    private final FolderBrowser browser;
    private final Entries entries;
    private final NamespaceAccess access;
    private final Committer committer;

    @Inject
    FolderCopier(FolderBrowser browser, Entries entries, NamespaceAccess access, Committer committer) {
        this.browser = browser;
        this.entries = entries;
        this.access = access;
        this.committer = committer;
    }

    /// @param parent the folder that the copy goes into
    /// @param name null for the folder's own; a number is added where it is taken
    /// @return the copy
    /// @throws ProblemException `NOT_FOUND`; `BAD_REQUEST` if it would go into itself
    public NodeId copy(Caller caller, NodeId folder, NodeId parent, @Nullable FileName name) {
        var source = browser.findFolder(caller, folder);
        var target = browser.findFolder(caller, parent);
        access.requireWrite(caller, parent.birthplace());
        if (target.path().stream().anyMatch(above -> above.id().equals(folder))) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "A folder cannot be copied into itself.");
        }
        if (source.folder().isEmpty()) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The top folder cannot be copied.");
        }
        var wanted = name == null ? new FileName(source.entry().name()) : name;
        var top = make(caller, parent, wanted);
        var waiting = new ArrayDeque<Pair>();
        waiting.add(new Pair(folder, top));
        while (!waiting.isEmpty()) {
            copyChildren(caller, waiting.remove(), waiting);
        }
        return top;
    }

    private NodeId make(Caller caller, NodeId parent, FileName wanted) {
        for (int number = 1; ; number++) {
            var name = number == 1 ? wanted : wanted.with(" (" + number + ")");
            var operation = new Operation.MakeFolder(NodeRef.to(parent), name, true);
            var result = committer.commit(
                    caller,
                    new CommitRequest(parent.birthplace(), List.of(), List.of(operation), null),
                    Optional.empty());
            boolean taken = result.results().getFirst() instanceof OperationResult.Rejected(var problem)
                    && problem.type().equals(ProblemType.NAME_TAKEN.uri().toString());
            if (!taken) {
                return idOf(Committer.require(result.results().getFirst()));
            }
        }
    }

    private void copyChildren(Caller caller, Pair pair, ArrayDeque<Pair> waiting) {
        for (var kind : NodeKind.values()) {
            Bookmark after = null;
            List<Entry> page;
            do {
                page = entries.children(pair.from.birthplace(), pair.from, kind, Order.BY_NAME, after, BATCH);
                if (!page.isEmpty()) {
                    var copies = commit(caller, page, pair.to);
                    for (int i = 0; i < page.size() && kind == NodeKind.FOLDER; i++) {
                        waiting.add(new Pair(page.get(i).id(), copies.get(i)));
                    }
                    var last = page.getLast();
                    after = Bookmark.at(last, new FileName(last.name()).key(), Order.BY_NAME);
                }
            } while (page.size() == BATCH);
        }
    }

    private List<NodeId> commit(Caller caller, List<Entry> page, NodeId to) {
        var operations = new ArrayList<Operation>(page.size());
        for (var entry : page) {
            var name = new FileName(entry.name());
            operations.add(
                    entry.isFile()
                            ? new Operation.Copy(entry.id(), entry.versionId(), NodeRef.to(to), name, false)
                            : new Operation.MakeFolder(NodeRef.to(to), name, false));
        }
        var request = new CommitRequest(to.birthplace(), List.of(), operations, null);
        return committer.commit(caller, request, Optional.empty()).results().stream()
                .map(Committer::require)
                .map(FolderCopier::idOf)
                .toList();
    }

    private static NodeId idOf(OperationResult result) {
        return switch (result) {
            case OperationResult.Done done -> done.nodeId();
            case OperationResult.Conflict conflict -> conflict.nodeId();
            case OperationResult.MissingChunks _ -> throw new IllegalStateException("A copy brings no chunks");
            case OperationResult.Rejected _ -> throw new IllegalStateException("A refusal was let through");
        };
    }

    private record Pair(NodeId from, NodeId to) {}
}
